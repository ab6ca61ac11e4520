import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueDirective } from '#features/directives/contract.ts';
import { plan } from '#features/meetings/testing/hold-meeting.ts';
import { assignTask } from '#features/tasks/public.ts';
import { newId } from '#kernel/ids.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { allRoutes } from '../../scripts/draw-authority.ts';

// The matrix is a set of pure rules. Here the real server is asked, so that a handler which
// forgets its rule, or asks it about the wrong place, is found.

let world: TestWorld;
/** Things that really exist in branch 5, so that an answer is a refusal and not an empty shelf. */
const things: Record<string, string> = { month: '2026-02', kind: 'minutes' };

beforeAll(async () => {
  world = await openTestWorld();
  const { branch5, ward, people } = world.ward;
  things.personId = people.dung;
  things.meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  things.taskId = newId();
  await world.write((tx) =>
    assignTask(
      tx,
      {
        taskId: things.taskId!,
        branchId: branch5,
        title: 'Vận động các hộ phân loại rác',
        ownerId: people.dung,
        helperIds: [],
        output: 'Danh sách 30 hộ',
        dueOn: '2026-03-30',
        reportMonth: '2026-03',
        assignedInMonth: '2026-03',
        meetingId: null,
      },
      world.clock.now(),
    ),
  );
  const issued = await world.as('minh').call(issueDirective, {
    params: { unitId: ward },
    body: {
      kind: 'plan',
      symbol: '15-KH/ĐU',
      issuedOn: '2026-03-01',
      title: 'Kế hoạch làm sạch phường',
      needs: 'carry-out',
      branchIds: [branch5],
      isSecret: false,
    },
  });
  expect(issued.error).toBeUndefined();
  things.directiveId = issued.body.id;
});
afterAll(() => world.close());

type AnyRoute = (typeof allRoutes)[number];

const paramsOf = (route: AnyRoute, unitId: string): Record<string, string> =>
  Object.fromEntries(
    [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => {
      if (name === 'branchId' || name === 'unitId') return [name, unitId];
      if (name === 'format') return [name, route.path.includes('table') ? 'csv' : 'txt'];
      return [name!, things[name!] ?? newId()];
    }),
  );
const ask = (caller: { call: TestWorld['stranger']['call'] }, route: AnyRoute, unitId: string) =>
  caller.call(route, {
    params: paramsOf(route, unitId),
    ...(route.query ? { query: { after: '0' } } : {}),
    ...(route.body ? { body: {} } : {}),
  } as never);

const guarded = allRoutes.filter((route) => route.verb !== 'public');
const reads = guarded.filter((route) => route.method === 'GET' && route.verb !== 'signed-in');
const named = (routes: typeof allRoutes) => routes.map((r) => [`${r.method} ${r.path}`, r] as const);

test.each(named(guarded))('%s answers nobody who is not signed in', async (_, route) => {
  const reply = await ask(world.stranger, route, world.ward.branch5);
  // A body or query that is not right is refused before anybody is asked who they are.
  expect(route.body || route.query ? [400, 401] : [401]).toContain(reply.status);
  expect(['platform.not-signed-in', 'platform.bad-request']).toContain(reply.error?.code);
});

const neverMind = () => true;
const closedTo: [Person, string, 'branch5' | 'ward', (verb: string) => boolean][] = [
  ['lan', 'the secretary of the neighbour branch', 'branch5', neverMind],
  ['nam', 'a member of the neighbour branch', 'branch5', neverMind],
  ['phuc', 'the operator', 'branch5', (verb) => !verb.startsWith('units.') && !verb.startsWith('mandates.')],
];

for (const [person, who, place, isClosed] of closedTo)
  test.each(named(reads.filter((route) => isClosed(route.verb))))(
    `%s is closed to ${who}`,
    async (_, route) => {
      const reply = await ask(world.as(person), route, world.ward[place]);
      expect([reply.status, reply.error?.message === undefined]).toEqual([403, false]);
    },
  );

const ofUnits = reads.filter((route) => /:(unitId|branchId)/.test(route.path));
test.each(['an', 'hanh'] as const)('%s has nothing to see in the committee above', async (person) => {
  const seen: string[] = [];
  for (const route of ofUnits) {
    const reply = await ask(world.as(person), route, world.ward.ward);
    if (reply.status !== 403) seen.push(`${reply.status} ${route.path}`);
  }
  expect(seen).toEqual([]);
});

test('the people of the branch do see what was refused to the others', async () => {
  const answers = await Promise.all(
    [...reads]
      .filter((route) =>
        ['meetings.read', 'tasks.read', 'directives.read', 'members.list'].includes(route.verb),
      )
      .filter((route) => !/fileId|\/file|stream|documents|room-code/.test(route.path))
      .map(async (route) => [route.path, (await ask(world.as('an'), route, world.ward.branch5)).status]),
  );
  expect(answers.length).toBeGreaterThan(6);
  expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
});

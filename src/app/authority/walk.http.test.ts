import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordAssignment } from '#features/assignments/public.ts';
import { draftBallot } from '#features/ballots/testing/routes.ts';
import { recordMandate } from '#features/mandates/public.ts';
import { plan } from '#features/meetings/testing/hold-meeting.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { assignTask } from '#features/tasks/public.ts';
import { foundUnit } from '#features/units/public.ts';
import { MEMBER_STATUSES, POSTS } from '#kernel/actor.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { rows, run, sql } from '#platform/database/database.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { features } from '../features.ts';
import { allRoutes, type Distance, memberMay, postMay } from './draw-authority.ts';
import { sampleBody } from './sample-body.ts';

// Every route of the API is asked by every kind of person at every distance, and the real server's answer is compared
// with the matrix: who holds one post, today or until yesterday, in the unit, above it, two levels above, beside it,
// below it; and who only belongs to a branch. A handler that forgets its rule, asks about the wrong place, or tells a
// stranger that a thing exists, is found here.

type AnyRoute = (typeof allRoutes)[number];

let world: TestWorld;
const who = new Map<string, Id>();
const things: Record<string, string> = {
  month: '2026-02',
  period: '2026-02',
  key: 'papers.lead-days',
  format: 'csv',
  day: '2027-02-10',
  measure: 'attendance',
};

const YESTERDAY = '2026-03-01';
const FOUNDED = '2025-07-01';

/** An invented person with nothing but one post or one membership. */
async function somebody(name: string, give: (personId: Id) => Promise<void>) {
  const now = world.clock.now();
  const personId = await world.write(async (tx) => {
    const id = await recordPerson(tx, { fullName: 'Người Thử' }, now);
    await saveAccount(tx, { personId: id, login: name.replaceAll(' ', '.'), passwordHash: null }, now);
    return id;
  });
  await give(personId);
  who.set(name, personId);
}

beforeAll(async () => {
  world = await openTestWorld();
  const { city, ward, branch5, branch7, people } = world.ward;
  things.meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  things.personId = people.dung;
  const drafted = await world.as('an').call(draftBallot, {
    params: { branchId: branch5 },
    body: {
      meetingId: things.meetingId,
      matter: 'year-grade',
      question: 'Xếp loại cuối năm',
      paper: { kind: 'question' },
      method: 'server-kept',
      heldOn: '2026-03-05',
    },
  });
  things.ballotId = drafted.body.id;
  things.taskId = newId();
  await world.write(async (tx) => {
    await assignTask(
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
    );
    await recordAssignment(
      tx,
      {
        unitId: ward,
        title: 'Vận động các hộ phân loại rác',
        output: 'Danh sách 30 hộ',
        measure: 'done',
        target: null,
        measureUnit: null,
        directiveId: null,
        paragraph: null,
        issuedOn: '2026-03-02',
        answerBy: null,
        dueOn: '2026-03-30',
        to: { by: 'every-branch' },
        coUnitIds: [],
        parentDutyId: null,
      },
      { personId: people.minh, today: '2026-03-02' },
      world.clock.now(),
    );
    // The people of the small ward step back, so that each post can be held alone by somebody who is nothing else.
    await run(tx, sql`update mandates.mandate set valid = daterange(lower(valid), ${YESTERDAY}::text::date)`);
  });
  const held = await world.read((tx) =>
    rows(tx, sql<{ id: string }>`select id from assignments.duty where unit_id = ${branch5}`),
  );
  things.dutyId = held[0]!.id;
  const group = newId(world.clock.now());
  await world.write((tx) =>
    foundUnit(tx, {
      id: group,
      name: 'Tổ đảng 1',
      kind: 'group',
      sector: null,
      code: null,
      parentId: branch5,
      foundedOn: FOUNDED,
    }),
  );

  const unitAt: Record<string, Id> = {
    own: branch5,
    above: ward,
    'two-above': city,
    neighbour: branch7,
    below: group,
  };
  for (const [distance, unitId] of Object.entries(unitAt))
    for (const post of POSTS) {
      const mandate = { unitId, post, decision: 'Số 1-QĐ/TU' };
      // A unit has one secretary a day: the former one stops where the one of today begins.
      await somebody(`former ${post} ${distance}`, (personId) =>
        world.write((tx) =>
          recordMandate(tx, { ...mandate, id: newId(), personId, from: YESTERDAY, to: '2026-03-02' }),
        ),
      );
      await somebody(`${post} ${distance}`, (personId) =>
        world.write((tx) => recordMandate(tx, { ...mandate, id: newId(), personId, from: '2026-03-02' })),
      );
    }
  for (const [distance, branchId] of [
    ['own', branch5],
    ['neighbour', branch7],
  ] as const)
    for (const status of MEMBER_STATUSES)
      await somebody(`member ${status} ${distance}`, (personId) =>
        world.write((tx) =>
          recordMembership(tx, {
            personId,
            branchId,
            status,
            from: FOUNDED,
          }),
        ),
      );
  await somebody('nobody', async () => {});
}, 120_000);
afterAll(() => world.close());

const handlerOf = new Map(features.flatMap((f) => f.handlers).map((h) => [h.route, h] as const));
const closed = allRoutes.filter((route) => route.verb !== 'public');
const guarded = closed.filter((route) => route.verb !== 'signed-in');
/** What the sampler cannot know: shapes that are checked by code. */
const KNOWN = {
  month: '2026-03',
  reportMonth: '2026-03',
  fromMonth: '2026-01',
  toMonth: '2026-02',
  blinded: 'A'.repeat(342),
};
const sampled = new Map<AnyRoute, { body?: unknown; query?: unknown }>();
for (const route of closed)
  sampled.set(route, {
    ...(route.body ? { body: sampleBody(route.body, KNOWN) } : {}),
    ...(route.query ? { query: sampleBody(route.query, KNOWN) } : {}),
  });

const paramsOf = (route: AnyRoute, unitId: Id, known: Record<string, string>) =>
  Object.fromEntries(
    [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => {
      if (name === 'branchId' || name === 'unitId') return [name, unitId];
      if (name === 'format' && !route.path.includes('table')) return [name, 'txt'];
      if (name === 'kind') return [name, 'minutes'];
      return [name!, known[name!] ?? newId()];
    }),
  );

/** A file of no known kind: refused for what it is, after the question who may send it. */
const NO_LIST = new TextEncoder().encode('không phải danh sách');
const isFileRoute = (route: AnyRoute) => handlerOf.get(route)?.options.fileBody === true;

type Answered = { status: number; code: string | undefined };

async function ask(name: string, route: AnyRoute, unitId: Id, known = things): Promise<Answered> {
  const reply = await world.asId(who.get(name)!).call(route, {
    params: paramsOf(route, unitId, known),
    ...(isFileRoute(route) ? { file: NO_LIST } : {}),
    ...sampled.get(route),
  } as never);
  return { status: reply.status, code: reply.error?.code };
}

const isRefused = ({ status, code }: Answered) => status === 403 || code === 'platform.not-found';
/** There is one server: it is asked about in the unit of whoever asks, so every post of today stands at its own place. */
const isOfTheServer = (route: AnyRoute) => route.path === '/api/operator/now';
const hasPlace = (route: AnyRoute) => /:(unitId|branchId|meetingId|taskId|ballotId|dutyId)/.test(route.path);

test.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
  'the walk has a valid request for %s',
  (_, route) => {
    const { body, query } = sampled.get(route)!;
    if (route.body) expect(route.body.safeParse(body).error?.message).toBeUndefined();
    if (route.query) expect(route.query.safeParse(query).error?.message).toBeUndefined();
    expect(hasPlace(route) || isOfTheServer(route)).toBe(true);
  },
);

describe('nobody is answered who is not signed in', () => {
  test.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_, route) => {
      const reply = await world.stranger.call(route, {
        params: paramsOf(route, world.ward.branch5, things),
        ...(isFileRoute(route) ? { file: NO_LIST } : {}),
        ...sampled.get(route),
      } as never);
      expect([reply.status, reply.error?.code]).toEqual([401, 'platform.not-signed-in']);
    },
  );
});

describe('who is refused by the matrix is refused by the server', () => {
  // Those with a right go last: what they do changes the things that the others ask for.
  test.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_, route) => {
      const { branch5, ward } = world.ward;
      const wrong: string[] = [];
      const askAs = async (name: string, unitId: Id) => {
        const answer = await ask(name, route, unitId);
        if (!isRefused(answer)) wrong.push(`${name}: ${answer.status} ${answer.code ?? ''}`);
      };
      for (const distance of ['own', 'above', 'two-above', 'neighbour'] as const)
        for (const post of POSTS) {
          await askAs(`former ${post} ${distance}`, branch5);
          if (!postMay(post, isOfTheServer(route) ? 'own' : distance, route.verb))
            await askAs(`${post} ${distance}`, branch5);
        }
      // Below: somebody of a group inside the branch asks for the branch; somebody of the branch asks for the ward.
      if (/:(unitId|branchId)/.test(route.path))
        for (const post of POSTS) if (!postMay(post, 'below', route.verb)) await askAs(`${post} own`, ward);
      for (const post of POSTS)
        if (!isOfTheServer(route) || !postMay(post, 'own', route.verb)) await askAs(`${post} below`, branch5);
      for (const distance of ['own', 'neighbour'] as const)
        for (const status of MEMBER_STATUSES)
          if (!memberMay(status, distance, route.verb)) await askAs(`member ${status} ${distance}`, branch5);
      await askAs('nobody', branch5);
      expect(wrong).toEqual([]);
    },
  );
});

describe('a stranger cannot tell what exists from what does not', () => {
  test.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_, route) => {
      const nowhere = Object.fromEntries(
        Object.entries(things).map(([key, value]) => [key, /-7/.test(value) ? newId() : value]),
      );
      for (const name of ['nobody', 'secretary neighbour', 'member official neighbour'])
        expect([name, await ask(name, route, world.ward.branch5)]).toEqual([
          name,
          await ask(name, route, newId(), nowhere),
        ]);
    },
  );
});

describe('who is allowed by the matrix is not refused by the server', () => {
  // Reading first: a write may take away what is read.
  const inOrder = [
    ...guarded.filter((route) => route.method === 'GET' && !route.path.endsWith('/stream')),
    ...guarded.filter((route) => route.method !== 'GET'),
  ];
  test.each(inOrder.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_, route) => {
      const { branch5 } = world.ward;
      const wrong: string[] = [];
      const askAs = async (name: string) => {
        const answer = await ask(name, route, branch5);
        // What lies deeper than the place (a paper, a file) does not exist here, and a meeting has rules of its own
        // (who keeps its record): neither is a refusal by the matrix.
        if (answer.code === 'platform.not-allowed' || answer.status === 401 || answer.status >= 500)
          wrong.push(`${name}: ${answer.status} ${answer.code ?? ''}`);
      };
      for (const distance of ['own', 'above', 'two-above'] as const)
        for (const post of POSTS)
          if (postMay(post, distance as Distance, route.verb)) await askAs(`${post} ${distance}`);
      for (const status of MEMBER_STATUSES)
        if (memberMay(status, 'own', route.verb)) await askAs(`member ${status} own`);
      expect(wrong).toEqual([]);
    },
  );
});

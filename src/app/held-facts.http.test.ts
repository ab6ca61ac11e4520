import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getMeeting } from '#features/meetings/contract.ts';
import { plan } from '#features/meetings/testing/hold-meeting.ts';
import { votingRulesFor } from '#features/rulebooks/public.ts';
import { setRule } from '#features/rulebooks/testing.ts';
import { loadUnit, placeInLife, placeOf, unitsAbove } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { type Database, inTransaction, rows, run, sql, type Tx } from '#platform/database/database.ts';
import {
  forgetOldFactChanges,
  heldFact,
  heldFacts,
  holdsFacts,
  lookAtHeldFacts,
} from '#platform/database/held-facts.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { features } from './features.ts';

const TODAY = '2026-03-02';

let world: TestWorld;
let meetingId: string;
beforeAll(async () => {
  world = await openTestWorld();
  meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
});
afterAll(() => world.close());

/** What another server on the same database remembers: nothing yet. */
const anotherServer = (): Database => ({ ...world.db });

const holding = <T>(db: Database, work: (tx: Tx) => Promise<T>, mode: 'read' | 'write' = 'read') =>
  inTransaction(db, mode, async (tx) => work((await lookAtHeldFacts(db, tx))(tx)));

/** Asks for one fact and says how often it has been read so far. */
function counted(db: Database) {
  let reads = 0;
  const read = async () => {
    reads += 1;
    return reads;
  };
  return { ask: () => holding(db, (tx) => heldFact(tx, 'trial', read)) };
}

const undo = new Error('undone');

describe('a fact that is held', () => {
  let db: Database;
  beforeEach(() => {
    db = anotherServer();
  });
  const change = (tx: Tx) =>
    run(tx, sql`update units.unit_name set name = name where unit_id = ${world.ward.branch7}`);

  it('is read once, and again when the database says that something has changed', async () => {
    const { ask } = counted(db);
    expect([await ask(), await ask(), await ask()]).toEqual([1, 1, 1]);
    await world.write(change);
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  it('is not used where nobody asked whether it still is true', async () => {
    const { ask } = counted(db);
    await ask();
    const plain = await world.read((tx) => heldFact(tx, 'trial', async () => 'read'));
    expect(plain).toBe('read');
  });

  it('is held by each server for itself', async () => {
    const [here, there] = [counted(db), counted(anotherServer())];
    expect([await here.ask(), await there.ask()]).toEqual([1, 1]);
    await world.write(change);
    expect([await here.ask(), await there.ask()]).toEqual([2, 2]);
  });

  it('is neither used nor kept by a transaction that has changed something, and stays when that is undone', async () => {
    const { ask } = counted(db);
    await ask();
    const changing = inTransaction(db, 'write', async (tx) => {
      await change(tx);
      const handle = (await lookAtHeldFacts(db, tx))(tx);
      expect(holdsFacts(handle)).toBe(false);
      expect(await heldFact(handle, 'trial', async () => 'own')).toBe('own');
      throw undo;
    });
    await expect(changing).rejects.toBe(undo);
    expect(await ask()).toBe(1);
  });

  it('is not kept when it was read before a change of which another has heard meanwhile', async () => {
    const before = await inTransaction(db, 'read', async (tx) => (await lookAtHeldFacts(db, tx))(tx));
    await world.write(change);
    await holding(db, async () => undefined);
    expect(await heldFact(before, 'trial', async () => 'old')).toBe('old');
    expect(await holding(db, (tx) => heldFact(tx, 'trial', async () => 'new'))).toBe('new');
  });

  it('that was read just before a change is read again after it', async () => {
    await holding(db, (tx) => heldFact(tx, 'trial', async () => 'old'));
    const late = await inTransaction(db, 'read', async (tx) => (await lookAtHeldFacts(db, tx))(tx));
    await world.write(change);
    expect(await heldFact(late, 'later', async () => 'in between')).toBe('in between');
    expect(
      await holding(db, (tx) =>
        Promise.all(['trial', 'later'].map((key) => heldFact(tx, key, async () => 'new'))),
      ),
    ).toEqual(['new', 'new']);
  });

  it('of many things is asked for only where it is missing', async () => {
    const asked: (readonly string[])[] = [];
    const of = (ids: readonly string[]) =>
      holding(db, (tx) =>
        heldFacts(
          tx,
          (id) => `trial ${id}`,
          ids,
          async (_tx, missing) => {
            asked.push(missing);
            return new Map(missing.filter((id) => id !== 'none').map((id) => [id, id.toUpperCase()]));
          },
        ),
      );
    expect([...(await of(['a', 'b']))]).toEqual([
      ['a', 'A'],
      ['b', 'B'],
    ]);
    expect(Object.fromEntries(await of(['b', 'c', 'none']))).toEqual({ b: 'B', c: 'C' });
    await of(['a', 'c', 'none']);
    expect(asked).toEqual([['a', 'b'], ['c', 'none'], ['none']]);
  });

  it('survives that old notes are thrown away', async () => {
    const { ask } = counted(db);
    await world.write(change);
    expect(await ask()).toBe(1);
    await world.write(async (tx) => {
      await run(tx, sql`update platform.fact_change set at = at - interval '2 days'`);
      await forgetOldFactChanges(tx);
    });
    expect(await world.read((tx) => rows(tx, sql`select 1 from platform.fact_change`))).toEqual([]);
    expect(await ask()).toBe(1);
    await world.write(change);
    expect(await ask()).toBe(2);
  });
});

describe('every table from which held facts follow', () => {
  const unit = () => world.ward.branch7;
  const changes: [string, () => ReturnType<typeof sql>][] = [
    ['units.unit', () => sql`update units.unit set ended_on = ended_on where id = ${unit()}`],
    ['units.unit_name', () => sql`update units.unit_name set name = name where unit_id = ${unit()}`],
    ['units.unit_kind', () => sql`update units.unit_kind set kind = kind where unit_id = ${unit()}`],
    ['units.unit_code', () => sql`delete from units.unit_code where unit_id = ${unit()}`],
    ['units.unit_path', () => sql`update units.unit_path set depth = depth where unit_id = ${unit()}`],
    ['rulebooks.version', () => sql`update rulebooks.version set rules = rules where subject = 'voting'`],
    [
      'rulebooks.override',
      () => sql`
        insert into rulebooks.override (id, unit_id, rule_key, valid, value, document, set_by, set_at)
        values (${newId()}, ${unit()}, 'papers.lead-days', daterange('2026-03-02', null), '3', '1-KH/CB',
                ${world.ward.people.lan}, now())`,
    ],
    [
      'meetings.rules_snapshot',
      () => sql`delete from meetings.rules_snapshot where id not in (select rules_id from meetings.meeting)`,
    ],
    [
      'meetings.meeting',
      () => sql`update meetings.meeting set branch_id = branch_id where id = ${meetingId}`,
    ],
  ];

  it.each(changes)('%s says so when it changes', async (_table, change) => {
    const { ask } = counted(anotherServer());
    expect([await ask(), await ask()]).toEqual([1, 1]);
    await world.write((tx) => run(tx, change()));
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  it('and what a meeting writes all evening does not', async () => {
    const { ask } = counted(anotherServer());
    await ask();
    await world.write((tx) =>
      run(tx, sql`update meetings.meeting set comment_count = comment_count where id = ${meetingId}`),
    );
    expect(await ask()).toBe(1);
  });
});

describe('what is held and what is read', () => {
  it('is used only by what every phone of a meeting asks for, which changes none of it', () => {
    const routes = features.flatMap((feature) =>
      feature.handlers
        .filter(({ options }) => options.heldFacts)
        .map(({ route }) => `${route.method} ${route.path}`),
    );
    expect(routes.toSorted()).toEqual([
      'GET /api/me',
      'GET /api/me/home',
      'GET /api/meetings/:meetingId',
      'GET /api/meetings/:meetingId/stream',
      'GET /api/meetings/:meetingId/view',
      'POST /api/meetings/:meetingId/close',
      'POST /api/meetings/:meetingId/entries',
    ]);
  });

  it('say the same of each unit on each day', async () => {
    const db = anotherServer();
    const { city, ward, branch5, branch7 } = world.ward;
    const days: CivilDate[] = ['2025-06-30', '2025-07-01', TODAY, '2026-03-03', '2030-01-01'];
    const ask = async (tx: Tx, unitId: string, day: CivilDate) => {
      const place = await placeInLife(tx, unitId, day);
      return {
        place,
        thatDay: await placeOf(tx, unitId, day).catch((error: unknown) => error),
        unit: await loadUnit(tx, unitId, day).catch((error: unknown) => error),
        above: await unitsAbove(tx, unitId, day),
        voting: await votingRulesFor(tx, place, day),
      };
    };
    for (const day of days)
      for (const unitId of [city, ward, branch5, branch7]) {
        const read = await world.read((tx) => ask(tx, unitId, day));
        expect(await holding(db, (tx) => ask(tx, unitId, day))).toEqual(read);
        expect(await holding(db, (tx) => ask(tx, unitId, day))).toEqual(read);
      }
  });

  it('reaches the papers of a meeting at once: the name of the branch, those above, the rules of voting', async () => {
    const open = async () => {
      const { body } = await world.as('an').call(getMeeting, { params: { meetingId } });
      return body.context;
    };
    const first = await open();
    expect(first).toEqual(await open());
    await world.write((tx) =>
      run(tx, sql`update units.unit_name set name = 'Chi bộ Năm Mới' where unit_id = ${world.ward.branch5}`),
    );
    expect((await open()).branchName).toBe('Chi bộ Năm Mới');
    await world.write((tx) =>
      run(tx, sql`update units.unit_name set name = 'Đảng ủy phường Mới' where unit_id = ${world.ward.ward}`),
    );
    expect((await open()).aboveName).toBe('Đảng ủy phường Mới');

    const [key, rule] = Object.entries(first.voting?.rules ?? {}).find(
      ([, each]) => each.narrowable !== 'no',
    )!;
    const set = await world.as('minh').call(setRule, {
      params: { unitId: world.ward.ward, key },
      body: {
        value: rule.value,
        document: '08-KH/ĐU',
        documentOn: '2026-02-25',
        from: '2026-03-02',
        to: null,
      },
    });
    expect(set.error).toBeUndefined();
    const rules: Record<string, unknown> = (await open()).voting?.rules ?? {};
    expect(rules[key]).toMatchObject({
      source: { document: '08-KH/ĐU' },
      origin: { from: 'override', unitId: world.ward.ward },
    });
  });
});

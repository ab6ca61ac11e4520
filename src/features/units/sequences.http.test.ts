import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { features } from '#app/features.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { inTransaction, rows, sql, type Tx } from '#platform/database/database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { changeUnit, type WantedChange } from './actions/change-unit.ts';
import { foundByDecision } from './actions/found-unit.ts';
import type { ChangeContext } from './actions/unit-action.ts';
import { withdrawChange } from './actions/withdraw-change.ts';
import { selectRecords } from './db/changes.sql.ts';
import { levelRules } from './domain/levels.ts';
import { valueOn } from './domain/timeline.ts';
import { UNIT_KINDS } from './domain/unit-kinds.ts';
import { lifeOf, type UnitRecord } from './domain/unit-record.ts';
import { placeOf, unitsBelow } from './public.ts';

// Whatever people record in whatever order, on every day the tree is a tree.

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const FIRST = '2026-02-20';
const DAYS = 20;
const day = (n: number) => addDays(FIRST, n);
class Undo extends Error {}

/** What somebody may try: units and changes are picked by number from those that exist then. */
const attempt = fc.record({
  verb: fc.constantFrom(
    'found',
    'found',
    'found',
    'rename',
    'recode',
    'move',
    'move',
    'change-kind',
    'end',
    'withdraw',
  ),
  unit: fc.nat(),
  other: fc.nat(),
  on: fc.integer({ min: 0, max: DAYS - 1 }),
  kind: fc.constantFrom(...UNIT_KINDS),
  code: fc.constantFrom('A', 'B', null),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

const decision = { number: '1-QĐ', on: FIRST, issuedBy: null };

async function tryOne(
  context: ChangeContext,
  made: Id[],
  changes: [Id, Id][],
  { verb, on, ...rest }: Attempt,
) {
  const { city } = world.ward;
  const pick = (n: number) => (made.length ? made[n % made.length]! : city);
  const unitId = pick(rest.unit);
  const other = rest.other % 4 === 0 ? city : pick(rest.other);
  if (verb === 'found') {
    const founded = await foundByDecision(context, other, {
      on: day(on),
      name: `Đơn vị ${made.length}`,
      code: rest.code,
      kind: rest.kind,
      sector: null,
      decision,
      predecessorIds: [],
    });
    made.push(founded.unitId);
    changes.push([founded.unitId, founded.changeId]);
    return;
  }
  if (verb === 'withdraw') {
    const change = changes[rest.other % Math.max(1, changes.length)];
    if (!change) return;
    const gone = await withdrawChange(context, ...change);
    if (gone.verb === 'found') made.splice(made.indexOf(change[0]), 1);
    return;
  }
  const wanted: Record<string, WantedChange> = {
    rename: { verb: 'rename', on: day(on), name: `Tên mới ${rest.other}` },
    recode: { verb: 'recode', on: day(on), code: rest.code },
    move: { verb: 'move', on: day(on), parentId: other },
    'change-kind': { verb: 'change-kind', on: day(on), kind: rest.kind, sector: null },
    end: { verb: 'end', on: day(on), successorIds: [] },
  };
  if (unitId === city) return;
  const { changeId } = await changeUnit(context, unitId, wanted[verb]!, decision);
  changes.push([unitId, changeId]);
}

const isAlive = (unit: UnitRecord, on: CivilDate) => {
  const { from, to } = lifeOf(unit);
  return from <= on && (to === null || on < to);
};

async function checkTree(tx: Tx, made: readonly Id[]): Promise<void> {
  const { city, ward, branch5, branch7 } = world.ward;
  const all = [city, ward, branch5, branch7, ...made];
  const units = new Map((await selectRecords(tx, all)).map((unit) => [unit.id, unit]));
  for (let n = 0; n < DAYS + 2; n++) {
    const on = day(n);
    const alive = [...units.values()].filter((unit) => isAlive(unit, on));
    for (const unit of alive) {
      expect(valueOn(unit.names, on)).toBeTruthy();
      const kind = valueOn(unit.kinds, on)!.kind;
      const above: Id[] = [];
      for (let up = valueOn(unit.parents, on); up; up = valueOn(units.get(up)!.parents, on)) {
        expect(above).not.toContain(up);
        expect(isAlive(units.get(up)!, on)).toBe(true);
        above.push(up);
      }
      // One way up, and it ends at the top.
      expect([unit.id, ...above].at(-1)).toBe(city);
      if (above[0]) {
        const under = valueOn(units.get(above[0])!.kinds, on)!.kind;
        const rule = levelRules.find((each) => each.kind === kind && each.under === under);
        expect(rule && rule.period.from <= on).toBe(true);
      }
      expect((await placeOf(tx, unit.id, on)).above).toEqual(above);
    }
    const codes = alive.flatMap((unit) => valueOn(unit.codes, on) ?? []);
    expect(new Set(codes).size).toBe(codes.length);
    // Nobody is lost and nobody is counted twice.
    const below = await unitsBelow(tx, city, on);
    expect(below.map((unit) => unit.id).sort()).toEqual(
      alive.flatMap((unit) => (unit.id === city ? [] : [unit.id])).sort(),
    );
  }
}

const state = async (tx: Tx) => {
  const tables = ['unit', 'unit_name', 'unit_kind', 'unit_code', 'unit_link', 'unit_path', 'change'];
  const parts: unknown[] = [];
  for (const name of tables)
    parts.push(await rows(tx, sql`select t::text from ${sql.table(`units.${name}`)} t order by 1`));
  return JSON.stringify(parts);
};

test('any sequence of changes leaves a tree on every day, and what is refused leaves no trace', async () => {
  const seen = { done: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 4, maxLength: 18 }), async (attempts) => {
      await inTransaction(world.db, 'write', async (tx) => {
        const context: ChangeContext = {
          tx,
          world: { features: features } as never,
          today: '2026-02-26',
          nowMs: world.clock.now(),
          by: newId(),
          language: 'vi',
        };
        const made: Id[] = [];
        const changes: [Id, Id][] = [];
        for (const each of attempts) {
          const before = await state(tx);
          await sql`savepoint attempt`.execute(tx);
          try {
            await tryOne(context, made, changes, each);
            seen.done++;
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            seen.refused++;
            // As the server does: what was refused is rolled back whole.
            await sql`rollback to savepoint attempt`.execute(tx);
            expect(await state(tx)).toBe(before);
          }
        }
        await checkTree(tx, made);
        throw new Undo();
      }).catch((error) => {
        if (!(error instanceof Undo)) throw error;
      });
    }),
    {
      numRuns: 15,
      // A move that is asked for after the last day of the unit.
      examples: [
        [
          [
            { verb: 'found', unit: 0, other: 0, on: 0, kind: 'upper-committee', code: 'A' },
            { verb: 'end', unit: 0, other: 0, on: 1, kind: 'city-committee', code: 'A' },
            { verb: 'found', unit: 0, other: 0, on: 0, kind: 'city-committee', code: 'A' },
            { verb: 'move', unit: 0, other: 0, on: 2, kind: 'city-committee', code: 'A' },
            { verb: 'found', unit: 0, other: 0, on: 0, kind: 'city-committee', code: 'A' },
          ],
        ],
      ],
    },
  );
  // Both happen often, or nothing was tested.
  expect(seen.done).toBeGreaterThan(30);
  expect(seen.refused).toBeGreaterThan(20);
}, 180_000);

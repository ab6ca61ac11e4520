import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { dateRange, inTransaction, rows, run, sql, sqlState } from '#platform/database/database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { redrawPaths } from './db/units.sql.ts';
import { foundUnit, placeOf, unitsBelow } from './public.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

describe('the drawn paths', () => {
  test('say what lies above and below, as of a day', async () => {
    const { city, ward, branch5, branch7 } = world.ward;
    const day = '2026-03-01';
    await inTransaction(world.db, 'read', async (tx) => {
      expect(await placeOf(tx, branch5, day)).toEqual({ unitId: branch5, above: [ward, city] });
      expect(await placeOf(tx, city, day)).toEqual({ unitId: city, above: [] });
      const below = await unitsBelow(tx, city, day);
      expect(below.map((u) => [u.id, u.parentId])).toEqual([
        [ward, city],
        [branch5, ward],
        [branch7, ward],
      ]);
      await expect(placeOf(tx, branch5, '2024-01-01')).rejects.toMatchObject({
        refusal: { code: 'platform.not-found' },
      });
    });
  });

  test('follow any dated links: the same as walking from parent to parent on each day', async () => {
    const first = '2026-01-01';
    const days = 12;
    // A few units, each below an earlier one, and for each a list of days on which it moves below another.
    const tree = fc.array(
      fc.record({
        parent: fc.nat(),
        moves: fc.array(fc.record({ on: fc.integer({ min: 1, max: days - 1 }), to: fc.nat() }), {
          maxLength: 3,
        }),
      }),
      { minLength: 1, maxLength: 7 },
    );
    await fc.assert(
      fc.asyncProperty(tree, async (plan) => {
        await inTransaction(world.db, 'write', async (tx) => {
          const ids = [newId(), ...plan.map(() => newId())];
          const parentOn = new Map<Id, (Id | null)[]>([[ids[0]!, Array(days).fill(null)]]);
          const unit = { kind: 'base-committee' as const, sector: null, code: null, foundedOn: first };
          await foundUnit(tx, { ...unit, id: ids[0]!, name: 'Gốc', parentId: null });
          for (const [i, { parent, moves }] of plan.entries()) {
            // Only units before it in the list can stand above it, so that no cycle comes about.
            const earlier = (n: number) => ids[n % (i + 1)]!;
            const line: (Id | null)[] = Array(days).fill(earlier(parent));
            for (const move of moves.sort((a, b) => a.on - b.on)) line.fill(earlier(move.to), move.on);
            parentOn.set(ids[i + 1]!, line);
            await foundUnit(tx, { ...unit, id: ids[i + 1]!, name: `Đơn vị ${i}`, parentId: null });
            let from = 0;
            for (let d = 1; d <= days; d++)
              if (d === days || line[d] !== line[from]) {
                await run(
                  tx,
                  sql`insert into units.unit_link (unit_id, parent_id, valid)
                      values (${ids[i + 1]!}, ${line[from]!}, ${dateRange(addDays(first, from), d === days ? null : addDays(first, d))})`,
                );
                from = d;
              }
          }
          await redrawPaths(tx);
          for (let d = 0; d < days; d++)
            for (const id of ids) {
              const above: Id[] = [];
              for (let up = parentOn.get(id)![d]; up; up = parentOn.get(up)![d]) above.push(up);
              expect((await placeOf(tx, id, addDays(first, d))).above).toEqual(above);
            }
          throw new Undo();
        }).catch((error) => {
          if (!(error instanceof Undo)) throw error;
        });
      }),
      { numRuns: 15 },
    );
  });

  test('the database refuses two parents on one day and a link beyond a life', async () => {
    const { ward, branch5, city } = world.ward;
    const write = (period: ReturnType<typeof dateRange>, unit: Id, parent: Id) =>
      inTransaction(world.db, 'write', (tx) =>
        run(
          tx,
          sql`insert into units.unit_link (unit_id, parent_id, valid) values (${unit}, ${parent}, ${period})`,
        ),
      ).then(
        () => 'written',
        (error) => sqlState(error),
      );
    expect(await write(dateRange('2026-01-01', null), branch5, city)).toBe('23P01');
    expect(await write(dateRange('2020-01-01', '2021-01-01'), branch5, ward)).toBe('23503');
    const links = await inTransaction(world.db, 'read', (tx) =>
      rows(tx, sql`select from units.unit_link where unit_id = ${branch5}`),
    );
    expect(links).toHaveLength(1);
  });
});

class Undo extends Error {}

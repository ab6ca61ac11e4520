import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bridge, moverOf, type Placed } from './bridge.ts';

describe('the bridge between the trees', () => {
  it('says what came and what went, group by group', () => {
    const { groups, total } = bridge([
      { weight: 20, before: 'Ba Đình', after: 'Ba Đình' },
      { weight: 7, before: 'Ba Đình', after: 'Tây Hồ' },
      { weight: 3, before: 'Ba Đình', after: null },
      { weight: 5, before: 'Tây Hồ', after: 'Tây Hồ' },
      { weight: 4, before: null, after: 'Tây Hồ' },
    ]);
    expect(groups).toEqual([
      {
        group: 'Ba Đình',
        before: 30,
        movedIn: [],
        movedOut: [
          { to: 'Tây Hồ', weight: 7 },
          { to: null, weight: 3 },
        ],
        after: 20,
      },
      {
        group: 'Tây Hồ',
        before: 5,
        movedIn: [
          { from: 'Ba Đình', weight: 7 },
          { from: null, weight: 4 },
        ],
        movedOut: [],
        after: 16,
      },
    ]);
    // 35 + 4 − 3 = 36: the seven that moved inside cancel out.
    expect(total).toEqual({ before: 35, movedIn: 4, movedOut: 3, after: 36 });
  });

  /** A random tree, some moves, and where each leaf lies below each unit before and after. */
  const trees = fc.array(fc.nat(), { minLength: 2, maxLength: 40 }).chain((parents) =>
    fc.record({
      parents: fc.constant(parents.map((n, at) => (at === 0 ? -1 : n % at))),
      moves: fc.array(fc.record({ unit: fc.nat(), to: fc.nat() }), { maxLength: 12 }),
      weights: fc.array(fc.nat({ max: 50 }), { minLength: parents.length, maxLength: parents.length }),
    }),
  );
  const wayOf = (parents: readonly number[], unit: number): string[] =>
    unit < 0 ? [] : [...wayOf(parents, parents[unit]!), String(unit)];

  it('keeps every person: before + in − out = after, for every unit of any tree and any moves', () => {
    fc.assert(
      fc.property(trees, ({ parents, moves, weights }) => {
        const later = [...parents];
        // Only units before it in the list can stand above a unit, so that no cycle comes about.
        for (const { unit, to } of moves) {
          const moved = 1 + (unit % (parents.length - 1));
          later[moved] = to % moved;
        }
        const leaves = parents
          .map((_, at) => at)
          .filter((at) => !parents.includes(at) && !later.includes(at));
        for (let unit = 0; unit < parents.length; unit++) {
          const childIn = (all: readonly number[], leaf: number) => {
            const way = wayOf(all, leaf);
            const at = way.indexOf(String(unit));
            return at < 0 ? null : (way[at + 1] ?? null);
          };
          const things: Placed[] = leaves.map((leaf) => ({
            weight: weights[leaf]!,
            before: childIn(parents, leaf),
            after: childIn(later, leaf),
          }));
          const { groups, total } = bridge(things);
          const sum = (side: 'before' | 'after', group: string) =>
            things.reduce((all, thing) => all + (thing[side] === group ? thing.weight : 0), 0);
          for (const span of groups) {
            const came = span.movedIn.reduce((all, part) => all + part.weight, 0);
            const went = span.movedOut.reduce((all, part) => all + part.weight, 0);
            expect(span.before).toBe(sum('before', span.group));
            expect(span.after).toBe(sum('after', span.group));
            expect(span.before + came - went).toBe(span.after);
          }
          expect(total.before + total.movedIn - total.movedOut).toBe(total.after);
          expect(groups.reduce((all, span) => all + span.before, 0)).toBe(total.before);
          expect(groups.reduce((all, span) => all + span.after, 0)).toBe(total.after);
          // Whatever left one group for another arrived there.
          for (const span of groups)
            for (const part of span.movedOut)
              if (part.to !== null)
                expect(
                  groups
                    .find(({ group }) => group === part.to)
                    ?.movedIn.find(({ from }) => from === span.group)?.weight,
                ).toBe(part.weight);
        }
        // Every leaf whose way changed was taken along by some unit that has another parent now.
        for (const leaf of leaves) {
          const [then, today] = [wayOf(parents, leaf), wayOf(later, leaf)];
          const mover = moverOf(then, today);
          expect(mover === undefined).toBe(then.join() === today.join());
          if (mover) expect(parents[Number(mover.unitId)]).not.toBe(later[Number(mover.unitId)]);
        }
      }),
    );
  });
});

test.each([
  ['the branch itself', ['c', 'd1', 'w1', 'b'], ['c', 'd1', 'w2', 'b'], 'b', false],
  ['its ward', ['c', 'd1', 'w1', 'b'], ['c', 'd2', 'w1', 'b'], 'w1', false],
  ['a ward that came directly under the city', ['c', 'd1', 'w1', 'b'], ['c', 'w1', 'b'], 'w1', false],
  ['an organisation, under a new ward', ['c', 'd1', 'o', 'b'], ['c', 'new', 'o', 'b'], 'o', false],
  ['the higher of two that moved', ['c', 'd1', 'w1', 'o', 'b'], ['c', 'd2', 'w1', 'b'], 'w1', false],
  ['an ended branch', ['c', 'd1', 'w1', 'b'], ['c', 'd1', 'w1'], 'b', true],
  ['an ended district with all below it', ['c', 'd1', 'w1', 'b'], ['c'], 'd1', true],
])('who took the branch along: %s', (_, then, today, unitId, isEnded) => {
  expect(moverOf(then, today)).toEqual({ unitId, isEnded });
});

test('nobody, where nothing moved', () => {
  expect(moverOf(['c', 'd', 'b'], ['c', 'd', 'b'])).toBeUndefined();
  expect(moverOf([], [])).toBeUndefined();
});

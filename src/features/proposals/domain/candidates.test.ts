import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidatesOf, clustersOf, connectedSets, withoutCandidate } from './candidates.ts';
import { checkGrouping } from './check-grouping.ts';
import { touching } from './ground.ts';
import { costOf, seatOf } from './group-cost.ts';
import { testAsked, testGround, testUnit } from './testing-ground.ts';

const path = [
  [0, 1],
  [1, 2],
  [2, 3],
] as const;
const setsOf = (count: number, pairs: readonly (readonly [number, number])[], most: number) => {
  const found: string[] = [];
  const near = touching(
    count,
    pairs.map(([a, b]) => ({ a, b, by: 'border' as const })),
  );
  for (let root = 0; root < count; root += 1)
    connectedSets(near, root, most, (set) => {
      found.push(set.toSorted((a, b) => a - b).join(''));
      return true;
    });
  return found.sort();
};

describe('connected sets', () => {
  test('of a path of four', () => {
    expect(setsOf(4, path, 2)).toEqual(['0', '01', '1', '12', '2', '23', '3']);
    expect(setsOf(4, path, 4)).toEqual(['0', '01', '012', '0123', '1', '12', '123', '2', '23', '3']);
  });

  test('are all that hang together, each once', () => {
    const graph = fc
      .integer({ min: 2, max: 7 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)).filter(([a, b]) => a < b)),
          fc.integer({ min: 1, max: 5 }),
        ),
      );
    fc.assert(
      fc.property(graph, ([count, pairs, most]) => {
        const expected: string[] = [];
        for (let bits = 1; bits < 1 << count; bits += 1) {
          const set = Array.from({ length: count }, (_, at) => at).filter((at) => bits & (1 << at));
          const reached = new Set(set.slice(0, 1));
          for (const at of reached)
            for (const [a, b] of pairs) {
              if (a === at && set.includes(b)) reached.add(b);
              if (b === at && set.includes(a)) reached.add(a);
            }
          if (set.length <= most && reached.size === set.length) expected.push(set.join(''));
        }
        expect(setsOf(count, pairs, most)).toEqual(expected.sort());
      }),
    );
  });
});

describe('candidates', () => {
  const small = { people: 60, km2: 6 };
  const units = [
    testUnit('A', small),
    testUnit('B', { people: 69, km2: 4 }),
    testUnit('C'),
    testUnit('D', small),
  ];
  const ground = testGround(units, path);
  const told = (more: Parameters<typeof testAsked>[0] = {}) => {
    const made = candidatesOf(ground, testAsked(more));
    return made.ok
      ? made.value.map(({ members, seat, cost }) => `${members.join('')}>${seat} ${cost.people}`)
      : made.refusal.code;
  };

  test('are units that may stay and groups that are large enough, with the people who are moved', () => {
    expect(told({ mostParts: 2 })).toEqual(['01>1 60', '12>2 69', '2>2 0', '23>2 60']);
  });
  test('a unit stays when people say so, and then joins nobody', () => {
    expect(told({ mostParts: 2, stayIds: ['id-A'] })).toEqual(['0>0 0', '12>2 69', '2>2 0', '23>2 60']);
  });
  test('only units that are to be merged must be, when that is asked', () => {
    const taller = testGround(
      [testUnit('A', { people: 71, km2: 6 }), testUnit('B', { people: 69, km2: 6 })],
      [],
    );
    const made = candidatesOf(taller, testAsked({ need: 'duty' }));
    expect(made.ok && made.value.map(({ members }) => members)).toEqual([[0]]);
    expect(withoutCandidate(2, made.ok ? made.value : [])).toEqual([1]);
  });
  test('what joins more than it must is left out, unless a number of units is asked for', () => {
    const joined = (more: Parameters<typeof testAsked>[0]) => {
      const made = candidatesOf(ground, testAsked({ mostParts: 4, ...more }));
      return made.ok ? made.value.map(({ members }) => members.join('')) : [];
    };
    // A, B and C are large enough, and so are A and B without C, which may stay. B, C and D need each other.
    expect(joined({})).toEqual(['01', '12', '123', '2', '23']);
    expect(joined({ target: { kind: 'exact', units: 1 } })).toEqual(
      expect.arrayContaining(['01', '012', '0123', '12', '123', '2', '23']),
    );
  });
  test('clusters that no group ties together are told apart', () => {
    const made = candidatesOf(
      testGround(
        [testUnit('A', small), testUnit('B'), testUnit('C'), testUnit('D', small), testUnit('E')],
        [
          [0, 1],
          [1, 2],
          [2, 3],
        ],
      ),
      testAsked({ mostParts: 2 }),
    );
    const candidates = made.ok ? made.value : [];
    // B and C touch and may both stay: nothing makes them one.
    expect(clustersOf(5, candidates).map(({ units: at, columns }) => [at.join(''), columns.length])).toEqual([
      ['01', 2],
      ['23', 2],
      ['4', 1],
    ]);
  });
  test('too many are refused, with the limit', () => {
    const many = Array.from({ length: 40 }, (_, at) => testUnit(`${at}`));
    const all = many.flatMap((_, a) => many.flatMap((_x, b) => (a < b ? [[a, b] as const] : [])));
    const made = candidatesOf(
      testGround(many, all),
      testAsked({ mostParts: 5, target: { kind: 'exact', units: 8 } }),
    );
    expect(made.ok || made.refusal).toMatchObject({ code: 'proposals.too-many-groups', facts: { parts: 5 } });
  });
});

describe('a group', () => {
  const units = [
    testUnit('A', { people: 10, members: 3, branches: 1, point: { lat: 21, lon: 105 } }),
    testUnit('B', { people: 30, members: 4, branches: 2, point: { lat: 22, lon: 105 } }),
    testUnit('C', { people: 30, members: 5, branches: 4, point: { lat: 21, lon: 106 } }),
    testUnit('D', { people: 30, members: 5, branches: 4 }),
  ];
  test('keeps the seat of the unit with the most people, then the most members, then the first', () => {
    expect([seatOf(units, [0, 1]), seatOf(units, [0, 1, 2]), seatOf(units, [2, 3])]).toEqual([1, 2, 2]);
  });
  test('costs what moves to that seat', () => {
    expect(costOf(units, [0, 1], 1)).toMatchObject({ people: 10, members: 3, branches: 1, personKm: 1112 });
    expect(costOf(units, [0, 1], 1).longestKm).toBeCloseTo(111.19, 1);
    expect(costOf(units, [1], 1)).toEqual({ people: 0, members: 0, branches: 0, personKm: 0, longestKm: 0 });
    expect(costOf(units, [2, 3], 2)).toMatchObject({ people: 30, personKm: null, longestKm: null });
  });
});

describe('the check afterwards', () => {
  const half = { people: 50, km2: 5 };
  const units = [testUnit('A', half), testUnit('B', half), testUnit('C'), testUnit('D', half)];
  const ground = testGround(units, path);
  const check = (groups: number[][], more: Parameters<typeof testAsked>[0] = {}) =>
    checkGrouping(
      ground,
      testAsked(more),
      groups.map((members) => ({ members, seat: seatOf(units, members) })),
    );
  test.each<[string, number[][], Parameters<typeof testAsked>[0], string[]]>([
    [
      'all is right',
      [
        [0, 1],
        [2, 3],
      ],
      {},
      [],
    ],
    ['one is left out', [[0, 1], [2]], {}, ['left-out']],
    ['one is there twice', [[0, 1], [2], [2, 3]], {}, ['twice']],
    ['a group lies apart', [[0, 1, 3], [2]], {}, ['apart']],
    ['a group has too many parts', [[0, 1, 2, 3]], {}, ['too-many-parts']],
    ['one that is too small stays', [[0, 1], [2], [3]], {}, ['must-not-stay']],
    [
      'one that must stay is joined',
      [
        [0, 1],
        [2, 3],
      ],
      { stayIds: ['id-D'] },
      ['must-not-stay'],
    ],
    [
      'there are too many',
      [
        [0, 1],
        [2, 3],
      ],
      { target: { kind: 'most', units: 1 } },
      ['wrong-count'],
    ],
    [
      'there are too few',
      [
        [0, 1],
        [2, 3],
      ],
      { target: { kind: 'exact', units: 3 } },
      ['wrong-count'],
    ],
  ])('%s', (_, groups, more, faults) => expect(check(groups, more)).toEqual(faults));

  test('a group that is too small, and a seat that is another one', () => {
    const poor = testGround(
      [testUnit('A', { people: 10, km2: 1 }), testUnit('B', { people: 20, km2: 1 })],
      [[0, 1]],
    );
    expect(checkGrouping(poor, testAsked(), [{ members: [0, 1], seat: 0 }])).toEqual([
      'wrong-seat',
      'too-small',
    ]);
  });
});

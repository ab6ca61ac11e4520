import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, isRate, type ReportedShare, rollUp } from './figures.ts';

const homes = { measure: 'number', measureUnit: 'hộ', target: 20 } as const;
const present = { measure: 'number', measureUnit: '% đảng viên dự họp', target: 90 } as const;
const share = (
  figure: number | null,
  below: ReportedShare[] = [],
  measureUnit: string | null = 'hộ',
): ReportedShare => ({ measure: measureUnit === null ? 'done' : 'number', measureUnit, figure, below });
const rate = (figure: number | null, below: ReportedShare[] = []) =>
  share(figure, below, '% đảng viên dự họp');

describe('a unit of measure', () => {
  it.each([
    ['%', true],
    ['% đảng viên dự họp', true],
    ['phần trăm', true],
    ['Tỷ lệ đảng viên dự họp', true],
    ['tỉ lệ', true],
    ['tỷ suất trên 1.000 dân', true],
    ['‰', true],
    ['percent of members', true],
    ['attendance rate', true],
    ['hộ', false],
    ['tỷ đồng', false],
    ['operated posts', false],
    ['', false],
    [null, false],
  ])('%j is a rate: %s', (unit, expected) => {
    expect(isRate(unit)).toBe(expected);
  });
});

describe('figures that roll up', () => {
  it.each<[string, ReportedShare[], object]>([
    ['nobody has reported', [share(null), share(null)], { reported: 0, holders: 0, reached: 0, sum: 0 }],
    ['own reports are added', [share(20), share(5)], { reported: 2, holders: 2, reached: 1, sum: 25 }],
    ['zero is a report', [share(0)], { reported: 1, holders: 1, reached: 0, sum: 0 }],
    [
      'what was given on below stands for a holder that has not reported',
      [share(null, [share(12), share(9), share(null)])],
      { reported: 2, holders: 1, reached: 1, sum: 21 },
    ],
    [
      'its own report stands instead of those below, even when it says less',
      [share(7, [share(12), share(9)])],
      { reported: 1, holders: 1, reached: 0, sum: 7 },
    ],
    [
      'as far down as needed: a district without a report, one ward with, one without',
      [share(null, [share(10, [share(4)]), share(null, [share(3), share(2)])])],
      { reported: 3, holders: 1, reached: 0, sum: 15 },
    ],
    [
      'what counts something else is passed by, and what lies under it is not',
      [
        share(null, [
          share(99, [], 'cây'),
          share(88, [share(6)], 'triệu đồng'),
          share(null, [share(8)], null),
        ]),
      ],
      { reported: 2, holders: 1, reached: 0, sum: 14 },
    ],
    [
      'capitals do not make another measure',
      [share(null, [share(4, [], 'Hộ')])],
      { reported: 1, holders: 1, reached: 0, sum: 4 },
    ],
  ])('%s', (_, shares, expected) => {
    expect(rollUp(shares, homes)).toEqual({ kind: 'count', ...expected });
  });

  it('rates are never added: range, median and mean of the units that reported', () => {
    // By hand: 84, 90, 92, 100. Median (90 + 92) / 2 = 91, mean 366 / 4 = 91.5; three of four at 90 or more.
    expect(rollUp([rate(null, [rate(84), rate(100)]), rate(92), rate(90), rate(null)], present)).toEqual({
      kind: 'rate',
      reported: 4,
      holders: 3,
      reached: 3,
      spread: { least: 84, median: 91, mean: 91.5, most: 100 },
    });
    expect(rollUp([rate(70), rate(95), rate(90)], present)).toMatchObject({
      spread: { least: 70, median: 90, mean: 85, most: 95 },
    });
    expect(rollUp([rate(null)], present)).toEqual({
      kind: 'rate',
      reported: 0,
      holders: 0,
      reached: 0,
      spread: null,
    });
  });
});

describe('for any tree of shares', () => {
  const treeOf = (tiers: number): fc.Arbitrary<ReportedShare> =>
    fc.record({
      measure: fc.constant('number'),
      measureUnit: fc.constantFrom('hộ', 'cây'),
      figure: fc.option(fc.integer({ min: 0, max: 1000 })),
      below: tiers === 0 ? fc.constant([]) : fc.array(treeOf(tiers - 1), { maxLength: 4 }),
    });
  const shares = fc.array(treeOf(3), { maxLength: 6 });

  /** Every way from a holder down to a share that has reported in the measure asked for. */
  const chains = (one: ReportedShare, above: ReportedShare[] = []): ReportedShare[][] => [
    ...(one.figure !== null && one.measureUnit === 'hộ' ? [[...above, one]] : []),
    ...one.below.flatMap((under) => chains(under, [...above, one])),
  ];
  const stands = (one: ReportedShare) => one.figure !== null && one.measureUnit === 'hộ';

  it('exactly the topmost report of every chain is counted, and once', () => {
    fc.assert(
      fc.property(shares, (list) => {
        const topmost = list
          .flatMap((one) => chains(one))
          .filter((chain) => !chain.slice(0, -1).some(stands))
          .map((chain) => chain.at(-1)!.figure!);
        const counted = list.flatMap((one) => figuresOf(one, homes));
        expect(counted.toSorted((a, b) => a - b)).toEqual(topmost.toSorted((a, b) => a - b));
      }),
    );
  });

  it('the order of reports is irrelevant', () => {
    const turned = (one: ReportedShare): ReportedShare => ({
      ...one,
      below: one.below.map(turned).toReversed(),
    });
    fc.assert(
      fc.property(shares, fc.constantFrom(homes, { ...homes, measureUnit: 'cây' }), (list, task) => {
        expect(rollUp(list.map(turned).toReversed(), task)).toEqual(rollUp(list, task));
      }),
    );
  });
});

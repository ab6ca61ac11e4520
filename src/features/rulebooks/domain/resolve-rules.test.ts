import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOverride, resolveRules } from './resolve-rules.ts';
import { type ResolvedRules, type RuleOverride, ruleValues } from './resolved-rules.ts';
import { RULE_KEYS } from './rule-catalogue.ts';
import type { RuleKey, RuleValues } from './rulebook.ts';
import { seededVersions } from './seeded-versions.ts';

const branch = 'branch';
const ward = 'ward';
const city = 'city';
const unitChain = [branch, ward, city];

const override = <K extends RuleKey>(
  key: K,
  value: RuleValues[K],
  at: Partial<Pick<RuleOverride, 'id' | 'unitId' | 'period'>> = {},
) =>
  ({
    id: at.id ?? `${at.unitId ?? ward}-${key}`,
    unitId: at.unitId ?? ward,
    key,
    value,
    document: '15-HD/ĐU',
    documentOn: '2025-12-01',
    article: null,
    period: at.period ?? { from: '2026-01-01', to: null },
  }) as RuleOverride;

const resolve = (overrides: RuleOverride[], day = '2026-03-10'): ResolvedRules => {
  const result = resolveRules({ versions: seededVersions, overrides, unitChain, day });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

describe('the version of a day', () => {
  it.each([
    ['2018-07-06', 'hd-12-2018'],
    ['2025-10-27', 'hd-12-2018'],
    ['2025-10-28', 'hd-42-2025'],
    ['2026-11-23', 'hd-42-2025'],
  ])('%s is under %s', (day, code) => {
    expect(resolve([], day).versionCode).toBe(code);
  });

  it('before the first rulebook there is none', () => {
    expect(
      resolveRules({ versions: seededVersions, overrides: [], unitChain, day: '2018-07-05' }),
    ).toMatchObject({ ok: false, refusal: { code: 'rulebooks.no-version', facts: { day: '2018-07-05' } } });
  });
});

describe('overrides', () => {
  it('a committee sets its own value for its subtree and the result says whose it is', () => {
    const rule = resolve([override('duration.minutes', 100)]).rules['duration.minutes'];
    expect(rule).toMatchObject({
      value: 100,
      source: { document: '15-HD/ĐU', on: '2025-12-01', verified: true },
      origin: { from: 'override', unitId: ward },
      instead: { value: 90, source: { document: '42-HD/BTCTW' } },
    });
  });

  it('the nearest wins', () => {
    const both = [
      override('criticism.minutes', { from: 20, to: 40 }, { unitId: ward }),
      override('criticism.minutes', { from: 10, to: 20 }, { unitId: city }),
    ];
    expect(resolve(both).rules['criticism.minutes'].value).toEqual({ from: 20, to: 40 });
    expect(resolve(both.toReversed()).rules['criticism.minutes'].value).toEqual({ from: 20, to: 40 });
  });

  it('a nearer committee may not loosen what a farther one tightened', () => {
    const resolved = resolve([
      override('duration.minutes', 120, { unitId: city }),
      override('duration.minutes', 100, { unitId: ward }),
    ]);
    expect(resolved.rules['duration.minutes'].value).toBe(120);
    expect(resolved.refused).toMatchObject([
      { unitId: ward, refusal: { code: 'rulebooks.looser-than-rule', rule: { document: '15-HD/ĐU' } } },
    ]);
  });

  it('an override of another unit or another time changes nothing', () => {
    const resolved = resolve([
      override('duration.minutes', 100, { unitId: 'elsewhere' }),
      override('papers.lead-days', 3, { period: { from: '2025-11-01', to: '2026-03-10' } }),
      override('thematic.per-quarter', 2, { period: { from: '2026-03-11', to: null } }),
    ]);
    expect(ruleValues(resolved)).toEqual(ruleValues(resolve([])));
    expect(resolved.refused).toEqual([]);
  });

  const base = resolve([]);
  const regular = base.rules['steps.regular'].value;
  const cases: [string, RuleKey, unknown, string | null][] = [
    ['longer', 'duration.minutes', 91, null],
    ['shorter', 'duration.minutes', 89, 'rulebooks.looser-than-rule'],
    ['not a number', 'duration.minutes', 'ninety', 'rulebooks.value-invalid'],
    ['no lead time', 'papers.lead-days', null, 'rulebooks.looser-than-rule'],
    ['more lead time', 'papers.lead-days', 2, null],
    ['later posting', 'result.post-within-days', 3, 'rulebooks.looser-than-rule'],
    ['earlier posting', 'result.post-within-days', 1, null],
    [
      'at least 90 for over 90',
      'attendance.target',
      { percent: 90, comparison: 'at-least' },
      'rulebooks.looser-than-rule',
    ],
    ['at least 95', 'attendance.target', { percent: 95, comparison: 'at-least' }, null],
    ['follower left out', 'notice.recipients', ['members'], 'rulebooks.looser-than-rule'],
    ['committee need not meet', 'preparation.committee-meets', false, 'rulebooks.looser-than-rule'],
    ['more absences in a row', 'attendance.max-consecutive-excused', 4, 'rulebooks.looser-than-rule'],
    ['voters', 'vote.who', ['official', 'provisional'], 'rulebooks.rule-may-not-change'],
    [
      'majority',
      'vote.resolution',
      { numerator: 1, denominator: 3, comparison: 'at-least' },
      'rulebooks.rule-may-not-change',
    ],
    ['small branches', 'duration.small-branch', { members: 5, minutes: 60 }, null],
    [
      'a step left out',
      'steps.regular',
      regular.filter((s) => s.id !== 'dues'),
      'rulebooks.looser-than-rule',
    ],
    [
      'a step made optional',
      'steps.regular',
      regular.map((s) => (s.id === 'dues' ? { ...s, required: false } : s)),
      'rulebooks.looser-than-rule',
    ],
    ['steps in another order', 'steps.regular', regular.toReversed(), 'rulebooks.looser-than-rule'],
    [
      'a step added',
      'steps.regular',
      [...regular.slice(0, 10), { ...regular[4]!, id: 'residents-concerns' }, ...regular.slice(10)],
      null,
    ],
    ['a step twice', 'steps.regular', [...regular, regular[0]], 'rulebooks.value-invalid'],
    [
      'a sheet of 95 points',
      'score.sheet',
      (() => {
        const sheet = structuredClone(base.rules['score.sheet'].value);
        if (sheet.kind === 'points')
          sheet.blocks[0]!.criteria = [{ ...sheet.blocks[4]!.criteria[0]!, id: 'short', max: 0.5 }];
        return { ...sheet, knockOuts: { criterionIds: [], source: { document: 'x', verified: true } } };
      })(),
      'rulebooks.sheet-broken',
    ],
  ];
  it.each(cases)('%s: %s', (_, key, value, code) => {
    const result = checkOverride(base.rules[key] as ResolvedRules['rules'][typeof key], {
      key,
      value,
      document: '15-HD/ĐU',
      period: { from: '2026-01-01', to: null },
    });
    expect(result.ok ? null : result.refusal.code).toBe(code);
    if (!result.ok && /looser|may-not-change/.test(result.refusal.code))
      expect(result.refusal.rule?.document).toBeTruthy();
  });

  it('needs a document and a period', () => {
    const wanted = {
      key: 'duration.minutes',
      value: 95,
      document: ' ',
      period: { from: '2026-01-01', to: null },
    } as const;
    const rule = base.rules['duration.minutes'];
    expect(checkOverride(rule, wanted)).toMatchObject({ refusal: { code: 'rulebooks.document-missing' } });
    expect(
      checkOverride(rule, { ...wanted, document: '1', period: { from: '2026-01-01', to: '2026-01-01' } }),
    ).toMatchObject({ refusal: { code: 'rulebooks.period-empty', field: 'to' } });
  });
});

describe('properties', () => {
  const far = ['branch', 'ward', 'upper', 'city'];
  const some = fc.array(
    fc.record({ unit: fc.integer({ min: 0, max: 3 }), minutes: fc.integer({ min: 60, max: 200 }) }),
    { maxLength: 4 },
  );
  const nearest = (list: { unit: number; minutes: number }[]) => [
    ...new Map(list.map((o) => [o.unit, o])).values(),
  ];

  it('a far committee never beats a nearer one whose value stands', () => {
    fc.assert(
      fc.property(some, (list) => {
        const once = nearest(list);
        const overrides = once.map((o) =>
          override('criticism.minutes', { from: 1, to: o.minutes }, { unitId: far[o.unit], id: `${o.unit}` }),
        );
        const result = resolveRules({
          versions: seededVersions,
          overrides,
          unitChain: far,
          day: '2026-03-10',
        });
        const first = once.toSorted((a, b) => a.unit - b.unit)[0];
        expect(result.ok && result.value.rules['criticism.minutes'].value).toEqual({
          from: first ? 1 : 15,
          to: first ? first.minutes : 30,
        });
      }),
    );
  });

  it('a rule that may only be tightened never ends looser than the rulebook or than any accepted override', () => {
    fc.assert(
      fc.property(some, (list) => {
        const overrides = nearest(list).map((o) =>
          override('duration.minutes', o.minutes, { unitId: far[o.unit], id: `${o.unit}` }),
        );
        const result = resolveRules({
          versions: seededVersions,
          overrides,
          unitChain: far,
          day: '2026-03-10',
        });
        if (!result.ok) throw new Error(result.refusal.code);
        const passed = new Set(result.value.refused.map((r) => r.overrideId));
        const accepted = overrides.filter((o) => !passed.has(o.id)).map((o) => Number(o.value));
        expect(result.value.rules['duration.minutes'].value).toBe(Math.max(90, ...accepted));
      }),
    );
  });

  it('every value is there, with a document', () => {
    const resolved = resolve([]);
    for (const key of RULE_KEYS) expect(resolved.rules[key].source.document).toBeTruthy();
  });
});

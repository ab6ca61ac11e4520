import { describe, expect, it } from 'vitest';
import { periodsOverlap } from '#kernel/period.ts';
import { describeRule } from './describe-rule.ts';
import { seededFollowingVersions } from './following-rulebooks.ts';
import { seededGradingVersions } from './grading-rulebooks.ts';
import { seededMemberVersions } from './member-rulebooks.ts';
import { seededPlaceVersions } from './place-rulebooks.ts';
import { resolveMemberRules } from './resolve-rules.ts';
import {
  FOLLOWING_RULE_KEYS,
  GRADING_RULE_KEYS,
  isLooser,
  isRuleKey,
  MEMBER_RULE_KEYS,
  PLACE_RULE_KEYS,
  RULE_KEYS,
  subjectOf,
  UNIT_RULE_KEYS,
  VOTING_RULE_KEYS,
} from './rule-catalogue.ts';
import { ruleValueSchemas } from './rule-schemas.ts';
import { type ScoreSheet, STEP_IDS } from './rulebook.ts';
import { checkSheet } from './score-sheet.ts';
import { seededVersions } from './seeded-versions.ts';
import { sheetHd42 } from './sheet-hd-42.ts';
import { seededUnitVersions } from './unit-rulebooks.ts';
import { seededVotingVersions } from './voting-rulebooks.ts';

const steps = seededVersions.flatMap((v) =>
  (['steps.regular', 'steps.thematic', 'steps.combined'] as const).map((key) => ({
    name: `${v.code} ${key}`,
    steps: v.rules[key].value,
    least: v.rules[key === 'steps.combined' ? 'duration.combined-minutes' : 'duration.minutes'].value,
  })),
);

describe('the seeded rulebooks', () => {
  it('follow one another without gap or overlap', () => {
    const [older, newer] = seededVersions;
    expect(older!.validTo).toBe(newer!.validFrom);
    expect(
      periodsOverlap(
        { from: older!.validFrom, to: older!.validTo },
        { from: newer!.validFrom, to: newer!.validTo },
      ),
    ).toBe(false);
  });

  for (const version of seededVersions) {
    it(`${version.code}: every rule has a value of its shape and a document`, () => {
      expect(Object.keys(version.rules).toSorted()).toEqual([...RULE_KEYS].toSorted());
      for (const key of RULE_KEYS) {
        const rule = version.rules[key];
        expect(ruleValueSchemas[key].safeParse(rule.value), key).toEqual({ success: true, data: rule.value });
        expect(rule.source.document.length, key).toBeGreaterThan(0);
      }
    });

    it(`${version.code}: what was not read says so in a note`, () => {
      for (const key of RULE_KEYS) {
        const rule = version.rules[key];
        if (!rule.source.verified) expect(rule.note?.vi, key).toBeTruthy();
      }
    });

    it(`${version.code}: a rule that may be tightened knows what tighter means`, () => {
      for (const key of RULE_KEYS) {
        const rule = version.rules[key];
        if (rule.narrowable === 'stricter') expect(isLooser(key, rule.value, rule.value), key).toBe(false);
      }
    });

    it(`${version.code}: the score sheet holds together`, () => {
      expect(checkSheet(version.rules['score.sheet'].value).ok).toBe(true);
    });
  }

  it.each(steps)('$name: steps are named once and fill the minimum duration', (procedure) => {
    const ids = procedure.steps.map((s) => s.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => (STEP_IDS as readonly string[]).includes(id))).toBe(true);
    const parts = procedure.steps.map((s) => ['opening', 'conduct', 'closing'].indexOf(s.part));
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    const minutes = procedure.steps
      .filter((s) => s.required || procedure.name.includes('hd-12'))
      .reduce((sum, s) => sum + s.recommendedMinutes, 0);
    expect(minutes).toBeLessThanOrEqual(procedure.least);
    expect(minutes).toBeGreaterThanOrEqual(procedure.least - 5);
  });

  it('use every step id somewhere', () => {
    const used = new Set(steps.flatMap((p) => p.steps.map((s) => s.id)));
    expect(STEP_IDS.filter((id) => !used.has(id))).toEqual([]);
  });

  it('HD 42 asks 5/5/10/30/10/5/30/5 points', () => {
    const blocks = sheetHd42.blocks.map((b) => b.criteria.reduce((sum, c) => sum + c.max, 0));
    expect(blocks).toEqual([5, 5, 10, 30, 10, 5, 30, 5]);
  });

  it('HD 12 names conditions and no points', () => {
    const sheet = seededVersions[0]!.rules['score.sheet'].value;
    expect(sheet.kind).toBe('pass-criteria');
  });
});

describe('the seeded rulebooks of voting', () => {
  it('follow one another, and the last is in force', () => {
    const [first, second] = seededVotingVersions;
    expect([first!.validTo, second!.validTo]).toEqual([second!.validFrom, null]);
  });

  it.each(seededVotingVersions.map((v) => [v.code, v] as const))(
    '%s: every matter has a rule of its shape, and a note where its document was not read',
    (_, version) => {
      expect(Object.keys(version.rules).toSorted()).toEqual([...VOTING_RULE_KEYS].toSorted());
      for (const key of VOTING_RULE_KEYS) {
        const rule = version.rules[key];
        expect([key, ruleValueSchemas[key].safeParse(rule.value).error?.message]).toEqual([key, undefined]);
        expect(rule.source.document).toBeTruthy();
        if (!rule.source.verified) expect([key, rule.note?.vi.length]).not.toEqual([key, undefined]);
        // Nobody has read a text that allows an electronic secret ballot for these.
        if (/election|admission|recognition|discipline|expulsion/.test(key))
          expect(rule.value.methods[0]).toBe('paper');
      }
    },
  );

  it('elections and discipline are never open, whatever a committee sets', () => {
    for (const key of ['matter.committee-election', 'matter.discipline', 'matter.expulsion'] as const) {
      const { value } = seededVotingVersions[1]!.rules[key];
      expect(ruleValueSchemas[key].safeParse({ ...value, methods: ['show-of-hands'] }).success).toBe(false);
      expect(ruleValueSchemas[key].safeParse({ ...value, methods: ['verifiable', 'paper'] }).success).toBe(
        true,
      );
      expect(ruleValueSchemas[key].safeParse({ ...value, methods: [] }).success).toBe(false);
    }
  });
});

describe('the seeded rulebooks about members', () => {
  it('follow one another without gap, and the last is in force', () => {
    const [first, second, third] = seededMemberVersions;
    expect([first!.validTo, second!.validTo, third!.validTo]).toEqual([
      second!.validFrom,
      third!.validFrom,
      null,
    ]);
  });

  it.each(seededMemberVersions.map((v) => [v.code, v] as const))(
    '%s: every rule has a value of its shape, a document, and a note where it was not read',
    (_, version) => {
      expect(Object.keys(version.rules).toSorted()).toEqual([...MEMBER_RULE_KEYS].toSorted());
      for (const key of MEMBER_RULE_KEYS) {
        const rule = version.rules[key];
        expect(ruleValueSchemas[key].safeParse(rule.value), key).toEqual({ success: true, data: rule.value });
        expect(rule.source.document.length, key).toBeGreaterThan(0);
        if (!rule.source.verified) expect(rule.note?.vi, key).toBeTruthy();
        if (rule.narrowable === 'stricter') expect(isLooser(key, rule.value, rule.value), key).toBe(false);
      }
    },
  );

  it('about units have a value of their shape, a document, and a note each', () => {
    for (const version of seededUnitVersions) {
      expect(Object.keys(version.rules).toSorted()).toEqual([...UNIT_RULE_KEYS].toSorted());
      for (const key of UNIT_RULE_KEYS) {
        const rule = version.rules[key];
        expect(ruleValueSchemas[key].safeParse(rule.value)).toEqual({ success: true, data: rule.value });
        expect([rule.source.document, rule.narrowable]).toEqual(['Điều lệ Đảng', 'no']);
        const text = describeRule(key, rule.value as never);
        expect([text.vi === text.en, rule.note?.vi === undefined]).toEqual([false, false]);
      }
    }
  });

  it('about following up have values of their shape, and say that they are suggestions', () => {
    for (const version of seededFollowingVersions) {
      expect(Object.keys(version.rules).toSorted()).toEqual([...FOLLOWING_RULE_KEYS].toSorted());
      for (const key of FOLLOWING_RULE_KEYS) {
        const rule = version.rules[key];
        expect(ruleValueSchemas[key].safeParse(rule.value)).toEqual({ success: true, data: rule.value });
        expect([rule.narrowable, rule.note?.vi === undefined]).toEqual(['free', false]);
        const text = describeRule(key, rule.value as never);
        expect(text.vi).not.toBe(text.en);
      }
      const urgings = ruleValueSchemas['urging.after-days'];
      expect([[1, 1], [7, 3], [], [0]].map((days) => urgings.safeParse(days).success)).toEqual([
        false,
        false,
        false,
        false,
      ]);
    }
  });

  it.each(seededPlaceVersions.map((version) => [version.code, version] as const))(
    'about places in %s have values of their shape, and say what nobody read',
    (_, version) => {
      expect(Object.keys(version.rules).toSorted()).toEqual([...PLACE_RULE_KEYS].toSorted());
      for (const key of PLACE_RULE_KEYS) {
        const rule = version.rules[key];
        expect(ruleValueSchemas[key].safeParse(rule.value), key).toEqual({ success: true, data: rule.value });
        expect(rule.note?.vi, key).toBeTruthy();
        const text = describeRule(key, rule.value as never);
        expect(text.vi).not.toBe(text.en);
      }
    },
  );

  it('about grading have values of their shape, and say that nobody read them', () => {
    for (const version of seededGradingVersions) {
      expect(Object.keys(version.rules).toSorted()).toEqual([...GRADING_RULE_KEYS].toSorted());
      for (const key of GRADING_RULE_KEYS) {
        const rule = version.rules[key];
        expect(ruleValueSchemas[key].safeParse(rule.value), key).toEqual({ success: true, data: rule.value });
        expect([key, rule.source.verified, rule.note?.vi === undefined]).toEqual([key, false, false]);
        const text = describeRule(key, rule.value as never);
        expect(text.vi).not.toBe(text.en);
      }
      const sheet = version.rules['grading.sheet'].value;
      const sum = (part: string) =>
        sheet.filter((one) => one.part === part).reduce((total, one) => total + one.max, 0);
      expect([sum('general'), sum('results')]).toEqual([30, 70]);
      const short = sheet.map((one) => (one.id === 'example' ? { ...one, max: 9 } : one));
      expect(ruleValueSchemas['grading.sheet'].safeParse(short).success).toBe(false);
    }
  });

  it('about places follow each other without a gap', () => {
    for (const [at, version] of seededPlaceVersions.entries())
      expect(version.validTo).toBe(seededPlaceVersions[at + 1]?.validFrom ?? null);
  });

  it('share no key with those of meetings', () => {
    expect(RULE_KEYS.filter((key) => subjectOf(key) !== 'meetings')).toEqual([]);
    expect([...RULE_KEYS, ...MEMBER_RULE_KEYS, ...VOTING_RULE_KEYS, ...UNIT_RULE_KEYS].every(isRuleKey)).toBe(
      true,
    );
  });

  it.each([
    ['transfer.apply-days', '2025-06-30', '24-QĐ/TW'],
    ['transfer.apply-days', '2025-07-01', '294-QĐ/TW'],
    ['suspension.days', '2021-07-29', '30-QĐ/TW'],
    ['suspension.days', '2021-07-30', '22-QĐ/TW'],
    ['joining.age', '1995-01-01', '29-QĐ/TW'],
  ] as const)('%s on %s stands on %s', (key, day, document) => {
    const resolved = resolveMemberRules({
      versions: seededMemberVersions,
      overrides: [],
      unitChain: ['branch'],
      day,
    });
    expect(resolved.ok && resolved.value.rules[key].source.document).toBe(document);
  });
});

describe('a sheet that does not hold together is refused', () => {
  const change = (edit: (sheet: typeof sheetHd42) => void): ScoreSheet => {
    const copy = structuredClone(sheetHd42);
    edit(copy);
    return copy;
  };
  it.each([
    [
      'criterion-twice',
      change((s) => {
        s.blocks[0]!.criteria[0]!.id = 'speakers';
      }),
    ],
    [
      'band-above-maximum',
      change((s) => {
        s.blocks[0]!.criteria[0]!.max = 4;
      }),
    ],
    [
      'total-not-100',
      change((s) => {
        s.blocks[2]!.criteria[0]!.max = 4;
      }),
    ],
    [
      'no-points',
      change((s) => {
        s.blocks[2]!.criteria[0]!.max = 0;
      }),
    ],
    [
      'grades-not-falling',
      change((s) => {
        s.grades.fair = 90;
      }),
    ],
    [
      'unknown-knock-out',
      change((s) => {
        s.knockOuts.criterionIds = ['nothing'];
      }),
    ],
    ['points-on-pass-sheet', { ...sheetHd42, kind: 'pass-criteria' } as ScoreSheet],
  ])('%s', (problem, sheet) => {
    expect(checkSheet(sheet)).toMatchObject({
      ok: false,
      refusal: { code: 'rulebooks.sheet-broken', facts: { problem } },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, checkDue, checkOpen, exitGaps, STATES } from './entry.ts';
import { fateOf } from './fate.ts';
import { SIGN_KEYS, type Sign, type SignKey } from './signs.ts';
import { gapsInWords } from './words.ts';

const sign = (key: SignKey, shows: boolean): Sign => ({ key, figure: 2, limit: 2, of: 3, over: 3, shows });
const RULE = { limit: 0, span: 3 };
const ENTRY = { enteredOn: '2026-05-20', signsThen: [sign('unheld', true), sign('tasks', false)], steps: [] };

describe('leaving the list', () => {
  it('asks for time, for steps that are settled, and for its signs to be gone', () => {
    const entry = { ...ENTRY, steps: [{ state: 'open' as const }, { state: 'done' as const }] };
    expect(exitGaps(entry, [sign('unheld', true)], RULE, '2026-08-19')).toEqual([
      { key: 'time', from: '2026-08-20' },
      { key: 'steps', count: 1 },
      { key: 'signs', signs: ['unheld'] },
    ]);
    expect(exitGaps(ENTRY, [sign('unheld', false)], RULE, '2026-08-20')).toEqual([]);
  });

  it('does not ask for signs that came up since, nor for more than the rule', () => {
    expect(exitGaps(ENTRY, [sign('tasks', true)], RULE, '2026-09-01')).toEqual([]);
    expect(exitGaps(ENTRY, [sign('unheld', true)], { limit: 1, span: 3 }, '2026-09-01')).toEqual([]);
    expect(exitGaps(ENTRY, [], { limit: 0, span: 0 }, '2026-05-20')).toEqual([]);
  });

  it('is said in words', () => {
    const gaps = exitGaps(ENTRY, [sign('unheld', true)], RULE, '2026-06-01');
    expect(gapsInWords(gaps, 'vi')).toBe(
      'sớm nhất từ ngày 20/08/2026; còn dấu hiệu: không sinh hoạt thường kỳ',
    );
  });

  it('is for those on the list, with a day ahead', () => {
    expect(STATES.map((state) => checkOpen(state).ok)).toEqual([true, true, false, false]);
    expect(checkDue('2026-05-21', '2026-05-20').ok).toBe(true);
    expect(checkDue('2026-05-20', '2026-05-20').ok).toBe(false);
  });
});

it('compares every sign that shows on either day, each once, in order', () => {
  const signs = fc
    .uniqueArray(fc.constantFrom(...SIGN_KEYS))
    .chain((keys) => fc.tuple(...keys.map((key) => fc.boolean().map((shows) => sign(key, shows)))));
  fc.assert(
    fc.property(signs, signs, (before, after) => {
      const changes = changesBetween(before, after);
      const keys = changes.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const each of [...before, ...after]) if (each.shows) expect(keys).toContain(each.key);
      for (const { atEntry, atEnd } of changes) expect(atEntry?.shows || atEnd?.shows).toBe(true);
    }),
  );
});

describe('a plan', () => {
  const base = { branchHeirs: ['b'], committeeHeirs: ['w'], above: ['w', 'c'], isTaken: () => false };
  it.each([
    ['carries an entry to the heir', {}, { kind: 'carry', unitId: 'w', branchId: 'b' }],
    ['ends it with the organisation', { branchHeirs: [] }, { kind: 'end', because: 'ended' }],
    [
      'ends it when the organisation is split',
      { branchHeirs: ['b', 'd'] },
      { kind: 'end', because: 'split' },
    ],
    [
      'ends it when the heir is on the list already',
      { isTaken: () => true },
      { kind: 'end', because: 'taken' },
    ],
    [
      'ends it when no heir of the committee lies above',
      { above: ['x', 'c'] },
      { kind: 'end', because: 'committee' },
    ],
    [
      'takes the heir of the committee that lies above',
      { committeeHeirs: ['x', 'w'] },
      { kind: 'carry', unitId: 'w', branchId: 'b' },
    ],
    [
      'foresees the first heir',
      { committeeHeirs: ['x'], above: null },
      { kind: 'carry', unitId: 'x', branchId: 'b' },
    ],
    [
      'ends it without any committee',
      { committeeHeirs: [], above: null },
      { kind: 'end', because: 'committee' },
    ],
  ])('%s', (_what, changed, expected) => {
    expect(fateOf({ ...base, ...changed })).toEqual(expected);
  });
});

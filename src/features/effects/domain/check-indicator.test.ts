import { expect, it, test } from 'vitest';
import { checkIndicator, MOST_INDICATORS } from './check-indicator.ts';

const about = { isWithdrawn: false, named: [], scale: [0, 100] as const, measuredBefore: 12 };
const named = (count: number, droppedOn: string | null = null) =>
  Array.from({ length: count }, (_, at) => ({ measure: `m${at}`, droppedOn }));

it('takes an indicator with a target on its scale, or with none', () => {
  for (const target of [null, 0, 90, 100])
    expect(checkIndicator({ measure: 'attendance', target }, about)).toEqual({
      ok: true,
      value: { measure: 'attendance', target },
    });
});

test.each([
  ['taken back', { isWithdrawn: true }, 90, 'effects.paper-withdrawn'],
  ['named before', { named: named(1) }, 90, 'effects.named-already'],
  ['given up before', { named: named(1, '2026-03-02') }, 90, 'effects.named-already'],
  ['one too many', { named: named(MOST_INDICATORS + 1).slice(1) }, 90, 'effects.too-many'],
  ['above the scale', {}, 100.1, 'effects.target-off-scale'],
  ['below the scale', {}, -0.1, 'effects.target-off-scale'],
  ['nothing measured before', { measuredBefore: 0 }, 90, 'effects.nothing-before'],
])('%s is refused', (_, changed, target, code) => {
  expect(checkIndicator({ measure: 'm0', target }, { ...about, ...changed })).toMatchObject({
    ok: false,
    refusal: { code },
  });
});

it('those given up leave their place to others', () => {
  expect(
    checkIndicator({ measure: 'attendance', target: null }, { ...about, named: named(9, '2026-03-02') }).ok,
  ).toBe(true);
});

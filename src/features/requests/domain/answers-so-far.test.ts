import { expect, it } from 'vitest';
import { readKeptAnswer } from './kept-answer.ts';
import { sumAnswers } from './sum-answers.ts';

const FIELDS = [
  { id: 'h', label: 'Số hộ', type: 'number' as const },
  { id: 'l', label: 'Đã lắp loa', type: 'yes-no' as const },
  { id: 'd', label: 'Ngày xong', type: 'date' as const },
  { id: 'n', label: 'Ghi chú', type: 'text' as const },
];
const at = '2026-11-20T02:00:00.000Z';

it('adds up by hand what has come in: 120 + 0.1 + 0.2 households of three, yes twice of three', () => {
  const rows = [
    { answeredAt: at, values: [120, true, '2026-11-01', 'x'] },
    { answeredAt: at, values: [0.1, false, null, null] },
    { answeredAt: at, values: [0.2, true, null, null] },
    // Left empty, and not answered at all: neither counts as nought.
    { answeredAt: at, values: [null, null, null, 'only a word'] },
    { answeredAt: null, values: [null, null, null, null] },
  ];
  expect(sumAnswers(FIELDS, rows)).toEqual([
    { fieldId: 'h', label: 'Số hộ', type: 'number', given: 3, sum: 120.3 },
    { fieldId: 'l', label: 'Đã lắp loa', type: 'yes-no', given: 3, yes: 2 },
  ]);
});

it('of nobody the total is nought of none, and a request for texts alone has no totals', () => {
  expect(sumAnswers(FIELDS.slice(0, 1), [])).toEqual([
    { fieldId: 'h', label: 'Số hộ', type: 'number', given: 0, sum: 0 },
  ]);
  expect(sumAnswers(FIELDS.slice(2), [{ answeredAt: at, values: ['2026-11-01', 'x'] }])).toEqual([]);
});

it('takes up what was typed on this device, unless the unit has answered since', () => {
  const kept = (to: string | null) => JSON.stringify({ to, values: { h: 7, l: false, d: null, n: 'dở' } });
  expect(readKeptAnswer(kept(null), FIELDS, null)).toEqual({ h: 7, l: false, d: null, n: 'dở' });
  expect(readKeptAnswer(kept(at), FIELDS, at)).toEqual({ h: 7, l: false, d: null, n: 'dở' });
  expect(readKeptAnswer(kept(null), FIELDS, at)).toBeNull();
  expect(readKeptAnswer(kept(at), FIELDS, '2026-11-21T02:00:00.000Z')).toBeNull();
});

it('reads nothing into a field that does not fit, and nothing from what is no answer', () => {
  const values = { h: '7', l: 'yes', d: '1/11', n: 'được', gone: 3 };
  expect(readKeptAnswer(JSON.stringify({ to: null, values }), FIELDS, null)).toEqual({ n: 'được' });
  for (const text of [null, '', '{', 'null', '3', '[]', '{"to":null}', '{"to":null,"values":{}}'])
    expect(readKeptAnswer(text, FIELDS, null)).toBeNull();
});

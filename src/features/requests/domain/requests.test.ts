import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { CATALOGUE, recognise } from './catalogue.ts';
import { FIELD_TYPES, type Minutes, priceOf } from './price.ts';
import { type AskedField, checkAnswer, checkClose, checkRequest, checkSign, isLate } from './request.ts';

const codeOf = (result: { ok: boolean; refusal?: { code: string; field?: string } }) =>
  result.ok ? 'ok' : result.refusal?.code;

describe('what is known already', () => {
  test.each([
    ['Số đảng viên', 'members', 'known'],
    ['so dang vien', 'members', 'known'],
    ['Tổng số đảng viên của chi bộ tháng 10/2026', 'members', 'known'],
    ['Đảng viên dự bị (tổng số)', 'provisional', 'known'],
    ['Tỷ lệ dự họp', 'attendance', 'known'],
    ['họp, dự: tỷ lệ %', 'attendance', 'known'],
    ['Số buổi sinh hoạt chuyên đề trong quý', 'thematic', 'known'],
    ['Nhiệm vụ quá hạn', 'tasksOverdue', 'known'],
    ['How many members?', 'members', 'known'],
    ['Họ tên bí thư chi bộ', 'secretary', 'known'],
    // Something known with more to it: a person has to look.
    ['Số đảng viên nữ dưới 30 tuổi', 'members', 'near'],
    ['Tỷ lệ dự họp của đảng viên miễn sinh hoạt', 'attendance', 'near'],
  ])('%s is %s (%s)', (label, key, how) => {
    expect(recognise(label)).toEqual({ key, how });
  });

  test.each([
    ['Số hộ phân loại rác tại nguồn'],
    ['Đã lắp loa ở nhà văn hóa chưa'],
    ['Số camera'],
    ['???'],
    [''],
  ])('%s is nothing that the system knows', (label) => {
    expect(recognise(label)).toBeUndefined();
  });

  it('every way of asking leads to its own thing, whatever the order of the words', () => {
    for (const thing of CATALOGUE)
      for (const phrase of thing.asked) {
        expect([phrase, recognise(phrase)]).toEqual([phrase, { key: thing.key, how: 'known' }]);
        expect(recognise(phrase.split(' ').reverse().join('  '))).toEqual({ key: thing.key, how: 'known' });
      }
  });
});

const MINUTES: Minutes = { reading: 10, number: 5, date: 2, text: 15, 'yes-no': 1 };

describe('the price', () => {
  it('is worked out by hand: 14 units, one number, one text, one yes or no', () => {
    // 10 + 5 + 15 + 1 = 31 minutes each; 14 × 31 = 434 minutes = 7.23 hours.
    expect(priceOf(['number', 'text', 'yes-no'], 14, { minutes: MINUTES, limit: 8 })).toEqual({
      units: 14,
      perUnit: 31,
      personHours: 7.2,
      limit: 8,
      needsSecond: false,
    });
  });

  it('needs a second one above the limit, not at it', () => {
    // 12 units × 10 minutes are two hours exactly.
    const two = (limit: number) => priceOf([], 12, { minutes: MINUTES, limit }).needsSecond;
    expect([two(2), two(1.99)]).toEqual([false, true]);
  });

  it('grows with every field and every unit', () => {
    const types = fc.array(fc.constantFrom(...FIELD_TYPES), { maxLength: 30 });
    fc.assert(
      fc.property(types, fc.integer({ min: 1, max: 20_000 }), (fields, units) => {
        const rule = { minutes: MINUTES, limit: 40 };
        const price = priceOf(fields, units, rule);
        expect(priceOf([...fields, 'yes-no'], units, rule).perUnit).toBeGreaterThan(price.perUnit);
        expect(priceOf(fields, units + 60, rule).personHours).toBeGreaterThan(price.personHours);
        expect(price.needsSecond).toBe(price.perUnit * units > 2400);
      }),
    );
  });
});

const field = (label: string, changed: Partial<AskedField> = {}): AskedField => ({
  label,
  type: 'number',
  isRequired: true,
  again: '',
  ...changed,
});

describe('asking', () => {
  const ask = (fields: AskedField[], dueOn = '2026-03-10') =>
    checkRequest({ fields, dueOn, today: '2026-03-02' });

  test.each([
    [[field('Số hộ')], '2026-03-10', 'ok'],
    [[field('Số hộ')], '2026-03-02', 'ok'],
    [[field('Số hộ')], '2026-03-01', 'requests.due-before-today'],
    [[], '2026-03-10', 'requests.no-fields'],
    [[field('Số hộ'), field('hộ, số')], '2026-03-10', 'requests.field-twice'],
    [[field('Số đảng viên')], '2026-03-10', 'requests.known-already'],
    [[field('Số đảng viên', { again: ' ' })], '2026-03-10', 'requests.known-already'],
    [[field('Số đảng viên', { again: 'Đối chiếu danh sách giấy' })], '2026-03-10', 'ok'],
    // What is only near is for the person to judge.
    [[field('Số đảng viên nữ')], '2026-03-10', 'ok'],
  ])('%j by %s: %s', (fields, dueOn, code) => {
    expect(codeOf(ask(fields, dueOn))).toBe(code);
  });

  it('names the field that is to blame', () => {
    const result = ask([field('Số hộ'), field('Tỷ lệ dự họp')]);
    expect(result.ok ? null : result.refusal).toMatchObject({
      field: 'fields.1.again',
      facts: { label: 'Tỷ lệ dự họp' },
    });
  });
});

describe('signing, closing and being late', () => {
  it('is for another person, while it waits', () => {
    expect(codeOf(checkSign({ state: 'waiting', askedBy: 'a', signer: 'b' }))).toBe('ok');
    expect(codeOf(checkSign({ state: 'waiting', askedBy: 'a', signer: 'a' }))).toBe('requests.own-request');
    for (const state of ['open', 'declined', 'closed'] as const)
      expect(codeOf(checkSign({ state, askedBy: 'a', signer: 'b' }))).toBe('requests.not-waiting');
  });

  it('closes what is open', () => {
    expect(codeOf(checkClose('open'))).toBe('ok');
    for (const state of ['waiting', 'declined', 'closed'] as const)
      expect(codeOf(checkClose(state))).toBe('requests.not-open');
  });

  test.each([
    ['open', false, '2026-03-11', true],
    ['open', false, '2026-03-10', false],
    ['open', true, '2026-03-11', false],
    ['waiting', false, '2026-03-11', false],
    ['closed', false, '2026-03-11', false],
  ] as const)('%s, answered %s, on %s: late %s', (state, hasAnswered, today, late) => {
    expect(isLate({ state, dueOn: '2026-03-10' }, hasAnswered, today)).toBe(late);
  });
});

describe('answering', () => {
  const fields = [
    { id: 'n', label: 'Số hộ', type: 'number' as const, isRequired: true },
    { id: 'd', label: 'Ngày ra quân', type: 'date' as const, isRequired: true },
    { id: 't', label: 'Khó khăn', type: 'text' as const, isRequired: false },
    { id: 'y', label: 'Đã có loa', type: 'yes-no' as const, isRequired: true },
  ];
  const whole = { n: 12, d: '2026-03-08', t: 'Thiếu thùng', y: false };
  const given = (values: Record<string, number | string | boolean | null>) =>
    Object.entries(values).map(([fieldId, value]) => ({ fieldId, value }));

  it('takes a value of its type for each field, also nought and no', () => {
    const result = checkAnswer('open', fields, given({ ...whole, n: 0 }));
    expect(result.ok && [...result.value]).toEqual([
      ['n', 0],
      ['d', '2026-03-08'],
      ['t', 'Thiếu thùng'],
      ['y', false],
    ]);
    expect(codeOf(checkAnswer('open', fields, given({ ...whole, t: null })))).toBe('ok');
  });

  test.each([
    [{ n: '12' }, 'requests.wrong-type'],
    [{ n: Number.NaN }, 'requests.wrong-type'],
    [{ d: '2026-02-30' }, 'requests.wrong-type'],
    [{ d: 3 }, 'requests.wrong-type'],
    [{ y: 'có' }, 'requests.wrong-type'],
    [{ t: 'a'.repeat(2001) }, 'requests.wrong-type'],
    [{ n: null }, 'requests.answer-missing'],
    [{ y: null }, 'requests.answer-missing'],
    [{ x: 1 }, 'requests.unknown-field'],
  ])('%j is refused: %s', (changed, code) => {
    expect(codeOf(checkAnswer('open', fields, given({ ...whole, ...changed } as never)))).toBe(code);
  });

  it('ends with the closing, and does not begin before the signature', () => {
    expect(codeOf(checkAnswer('closed', fields, given(whole)))).toBe('requests.closed');
    expect(codeOf(checkAnswer('waiting', fields, given(whole)))).toBe('requests.not-open');
    expect(codeOf(checkAnswer('declined', fields, given(whole)))).toBe('requests.not-open');
  });
});

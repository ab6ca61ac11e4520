import { describe, expect, test } from 'vitest';
import { CORRECTABLE, type CorrectableField, correctField, textOfField } from './correct-field.ts';

const record = {
  ...(Object.fromEntries(CORRECTABLE.map((field) => [field, null])) as Record<CorrectableField, null>),
  fullName: 'Nguyễn Văn An',
  birth: { date: '1980-01-01', precision: 'year' as const },
  phone: '0912345678',
  sex: 'male' as const,
};
const today = '2026-03-02';
const outcome = (field: CorrectableField, text: string) => {
  const result = correctField(record, field, text, today);
  return result.ok ? result.value : result.refusal.code.replace('members.correction-', '');
};

describe('a correction of one field', () => {
  test.each<[CorrectableField, string, unknown]>([
    ['fullName', 'Nguyễn  Văn Ân', { fullName: 'Nguyễn Văn Ân' }],
    ['fullName', 'Nguyễn Văn An', 'same'],
    ['fullName', 'An', 'bad-value'],
    ['fullName', 'Nguyễn Văn 3', 'bad-value'],
    ['birth', '1980-01-01', { birth: { date: '1980-01-01', precision: 'day' } }],
    ['birth', '1980-02-30', 'bad-value'],
    ['birth', '2026-03-03', 'bad-value'],
    ['birth', '1880-01-01', 'bad-value'],
    ['officialOn', '2010-05-19', { officialOn: { date: '2010-05-19', precision: 'day' } }],
    ['sex', 'male', 'same'],
    ['sex', 'female', { sex: 'female' }],
    ['sex', 'nữ', 'bad-value'],
    ['citizenId', '001 080 000 123', { citizenId: '001080000123' }],
    ['citizenId', '00108000012', 'bad-value'],
    ['cardNumber', '01.234567', { cardNumber: '01.234567' }],
    ['cardNumber', '1', 'bad-value'],
    ['phone', '0912 345 678', 'same'],
    ['phone', '0912 345 679', { phone: '0912345679' }],
    ['phone', '912345678', 'bad-value'],
    ['email', 'an@example.test', { email: 'an@example.test' }],
    ['email', 'an at example', 'bad-value'],
    ['address', ' ', 'bad-value'],
    ['address', 'x'.repeat(301), 'bad-value'],
    ['address', 'Số 5 phố Vọng', { address: 'Số 5 phố Vọng' }],
  ])('%s “%s”', (field, text, expected) => {
    expect(outcome(field, text)).toEqual(expected);
  });

  test('a date reads as precisely as it is known', () => {
    expect([
      textOfField({ date: '1980-04-03', precision: 'day' }),
      textOfField({ date: '1980-04-01', precision: 'month' }),
      textOfField({ date: '1980-01-01', precision: 'year' }),
      textOfField('Kinh'),
      textOfField(null),
    ]).toEqual(['03/04/1980', '04/1980', '1980', 'Kinh', null]);
  });
});

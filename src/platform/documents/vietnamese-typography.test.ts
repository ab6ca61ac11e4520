import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capitals,
  formatLongDate,
  formatLongMonth,
  formatLongTime,
  formatNumberVi,
  plainSpaces,
  typeset,
} from './vietnamese-typography.ts';

const N = '\u00a0';

describe('typeset', () => {
  it.each([
    ['Kính gửi : Đảng ủy', 'Kính gửi: Đảng ủy'],
    ['trong tháng , chi bộ ; tổ đảng', 'trong tháng, chi bộ; tổ đảng'],
    ['Nhất trí !  Đồng ý ?', 'Nhất trí! Đồng ý?'],
    ['Hà Nội .', 'Hà Nội.'],
    ['ký tên .......... (họ tên)', 'ký tên .......... (họ tên)'],
    ['tỷ lệ 3 : 2', 'tỷ lệ 3 : 2'],
    ['Điều 5 : nội dung', `Điều${N}5: nội dung`],
    ['  hai\t dấu   cách\u00a0 ', 'hai dấu cách'],
    ['dòng một \r\n dòng hai', 'dòng một\ndòng hai'],
    ['Số 05-NQ/CB', `Số${N}05-NQ/CB`],
    ['ngày 05 tháng 3 năm 2026', `ngày${N}05 tháng${N}3 năm${N}2026`],
    ['dài 90 phút', `dài 90${N}phút`],
    ['đồng chí Nguyễn Văn Ất', `đồng${N}chí${N}Nguyễn Văn Ất`],
    ['Đ/c Hường', `Đ/c${N}Hường`],
    ['các đồng chí dự họp', `các đồng${N}chí dự họp`],
    ['chất lượng 1', 'chất lượng 1'],
    ['Thuỷ', 'Thuỷ'],
    ['To\u0302\u0301 Hu\u031b\u0303u', 'Tố Hữu'],
    ['a\u0000b\u200bc\u202ed\ufeff\ud800', 'abcd'],
    ['', ''],
  ])('%j becomes %j', (given, wanted) => {
    expect(typeset(given)).toBe(wanted);
  });

  it('changes nothing the second time and keeps every letter', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        ' ',
        ' :',
        ' ,',
        '5 ',
        'số 5',
        'đồng chí ',
        'Ất',
        '\n',
        ' .',
        'e\u0302',
        '\u0301',
        '\u200d',
        '%',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const given = pieces.join('');
        const once = typeset(given);
        expect(typeset(once)).toBe(once);
        expect(once).toBe(once.normalize('NFC'));
        const letters = (text: string) => (text.normalize('NFC').match(/[\p{L}\p{Nd}]/gu) ?? []).length;
        const visible = given.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '');
        // A mark behind a removed sign may join its letter, never take it away.
        expect(letters(once.normalize('NFD'))).toBe(letters(visible.normalize('NFD')));
      }),
    );
  });

  it('gives plain spaces for pasting', () => {
    expect(plainSpaces(typeset('đồng chí Ất, số 5'))).toBe('đồng chí Ất, số 5');
  });
});

describe('dates, times and numbers in words', () => {
  it.each([
    ['2026-03-05', 'ngày 05 tháng 3 năm 2026'],
    ['2026-01-31', 'ngày 31 tháng 01 năm 2026'],
    ['2026-02-09', 'ngày 09 tháng 02 năm 2026'],
    ['2026-10-10', 'ngày 10 tháng 10 năm 2026'],
    ['2026-12-01', 'ngày 01 tháng 12 năm 2026'],
  ])('%s is %s', (date, words) => {
    expect(formatLongDate(date)).toBe(words);
  });

  it('refuses a day that does not exist', () => {
    expect(() => formatLongDate('2026-02-30')).toThrow(RangeError);
  });

  it('writes months and times', () => {
    expect(formatLongMonth('2026-02')).toBe('tháng 02 năm 2026');
    expect(formatLongMonth('2026-11-05')).toBe('tháng 11 năm 2026');
    expect(formatLongTime('19:30')).toBe('19 giờ 30 phút');
    expect(formatLongTime('08:00')).toBe('08 giờ 00 phút');
    expect(() => formatLongMonth('2026-13')).toThrow(RangeError);
    expect(() => formatLongTime('24:00')).toThrow(RangeError);
  });

  it.each([
    [94.5, undefined, '94,5'],
    [91.666, 1, '91,7'],
    [100, undefined, '100'],
    [1234567.891, 2, '1.234.567,89'],
    [-3.25, undefined, '-3,25'],
    [-0.001, 2, '0'],
    [0, undefined, '0'],
  ])('%d with %s decimals is %s', (value, decimals, words) => {
    expect(formatNumberVi(value, decimals)).toBe(words);
  });

  it('refuses what is no number', () => {
    expect(() => formatNumberVi(Number.NaN)).toThrow(RangeError);
  });

  it('keeps the marks on capitals', () => {
    expect(capitals('Đảng bộ phường Ất Ưu, sổ nghị quyết')).toBe('ĐẢNG BỘ PHƯỜNG ẤT ƯU, SỔ NGHỊ QUYẾT');
  });
});

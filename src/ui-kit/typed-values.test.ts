import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, formatCivilDate } from '#kernel/civil-date.ts';
import { setLanguage } from './text.ts';
import { formatNumber, readTypedDate, readTypedNumber, readTypedTime, saidNumber } from './typed-values.ts';

describe('a typed day', () => {
  it.each([
    ['05/11/2026', '2026-11-05'],
    ['5/11/2026', '2026-11-05'],
    [' 5-11-2026 ', '2026-11-05'],
    ['05.11.2026', '2026-11-05'],
    ['5 11 2026', '2026-11-05'],
    ['05112026', '2026-11-05'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2026', null],
    ['31/04/2026', null],
    ['05/11/26', null],
    ['2026-11-05', null],
    ['', null],
    ['hôm nay', null],
  ])('%s is %s', (text, date) => expect(readTypedDate(text)).toBe(date));

  it('reads back whatever the screen writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), (days) => {
        const date = addDays('1930-02-03', days);
        expect(readTypedDate(formatCivilDate(date))).toBe(date);
      }),
    );
  });
});

describe('a typed time', () => {
  it.each([
    ['19:30', '19:30'],
    ['19h30', '19:30'],
    ['19g30', '19:30'],
    ['7h', '07:00'],
    ['730', '07:30'],
    ['1930', '19:30'],
    ['24:00', null],
    ['19:60', null],
    ['19', null],
    ['tối', null],
  ])('%s is %s', (text, time) => expect(readTypedTime(text)).toBe(time));
});

describe('a typed number', () => {
  it.each([
    ['12', 12, 12],
    ['0,5', 0.5, 0.5],
    ['1.5', 1.5, 1.5],
    ['1.250', 1250, 1.25],
    ['1,250', 1.25, 1250],
    ['1.250,75', 1250.75, null],
    ['1,250.75', null, 1250.75],
    ['1 250', 1250, 1250],
    ['-3', -3, -3],
    ['1,2,3', null, null],
    ['', null, null],
    ['mười', null, null],
  ])('%s is %s in Vietnamese, %s in English', (text, vi, en) => {
    expect(readTypedNumber(text, 'vi')).toBe(vi);
    expect(readTypedNumber(text, 'en')).toBe(en);
  });

  it.each(['vi', 'en'] as const)('reads back whatever the screen writes: %s', (language) => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (thousandths) => {
        const value = thousandths / 1000;
        expect(readTypedNumber(formatNumber(value, undefined, language), language)).toBe(value);
      }),
    );
  });
});

describe('a number on the screen', () => {
  it('is written as its reader writes it', () => {
    expect(formatNumber(1250.5, undefined, 'vi')).toBe('1.250,5');
    expect(formatNumber(1250.5, undefined, 'en')).toBe('1,250.5');
    expect(saidNumber(65.26)).toEqual({ vi: '65,26', en: '65.26' });
  });

  it('follows a switch of the language', () => {
    setLanguage('en');
    expect(formatNumber(1.5, 1)).toBe('1.5');
    setLanguage('vi');
    expect(formatNumber(1.5, 1)).toBe('1,5');
  });
});

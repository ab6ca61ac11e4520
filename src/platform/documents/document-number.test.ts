import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentNumber } from './document-number.ts';

describe('documentNumber', () => {
  it.each([
    [{ number: 5, type: 'NQ', body: 'CB' }, 'Số 05-NQ/CB'],
    [{ number: 11, type: 'ĐA', body: 'TU' }, 'Số 11-ĐA/TU'],
    [{ number: 127, type: 'QĐ', body: 'TW' }, 'Số 127-QĐ/TW'],
    [{ number: 1, type: 'CTr', body: 'ĐU' }, 'Số 01-CTr/ĐU'],
    [{ type: 'NQ', body: 'CB' }, 'Số …-NQ/CB'],
    [{ number: 2, type: 'Q\u0110', body: ' CB ' }, 'Số 02-QĐ/CB'],
  ])('%j is %s', (given, written) => {
    expect(documentNumber(given)).toBe(written);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the number %d', (number) => {
    expect(() => documentNumber({ number, type: 'NQ', body: 'CB' })).toThrow(RangeError);
  });

  it.each(['', 'N Q', 'NQ/', ':', 'NQ/CB'])('refuses the symbol %j', (type) => {
    expect(() => documentNumber({ number: 1, type, body: 'CB' })).toThrow(RangeError);
    expect(() => documentNumber({ number: 1, type: 'NQ', body: type })).toThrow(RangeError);
  });

  it('has neither colon nor a single digit, and gives the number back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (number) => {
        const written = documentNumber({ number, type: 'NQ', body: 'CB' });
        const parts = /^Số (\d{2,})-NQ\/CB$/.exec(written);
        expect(Number(parts?.[1])).toBe(number);
      }),
    );
  });
});

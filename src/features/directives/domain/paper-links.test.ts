import { describe, expect, it } from 'vitest';
import { checkLinks, type PaperLink } from './paper-links.ts';
import { nextInRegister } from './paper-number.ts';
import { EVERY_BRANCH, ruleInWords } from './recipient-rule.ts';

const [a, b, c] = ['a', 'b', 'c'];
// c carries out b, b carries out a.
const above = (id: string) => (id === c ? [b!, a!] : id === b ? [a!] : []);
const out = (targetId: string): PaperLink => ({ kind: 'carries-out', targetId });

describe('links between papers', () => {
  it.each([
    ['d', [out(c!)], null],
    ['d', [out(c!), { kind: 'replaces', targetId: b! } as const], null],
    ['a', [out(c!)], 'directives.link-cycle'],
    ['b', [out(c!)], 'directives.link-cycle'],
    // Replacing what one carries out later is odd, but no circle.
    ['a', [{ kind: 'amends', targetId: c! } as const], null],
    ['a', [out('a')], 'directives.links-itself'],
    ['d', [out(a!), { kind: 'ends', targetId: a! } as const], 'directives.link-twice'],
  ])('of %s to %j: %s', (paper, links, code) => {
    const checked = checkLinks(paper, links, above);
    expect(checked.ok ? null : checked.refusal.code).toBe(code);
  });
});

describe('the next number of a register', () => {
  it.each([
    ['plan', [], 1, null],
    ['plan', ['Số 12-KH/ĐU', 'Số 11-KH/ĐU', '30-QĐ/ĐU'], 13, 'ĐU'],
    ['plan', ['Số 03-KH/BCĐ', 'Số 150/KH-UBND'], 4, 'BCĐ'],
    ['scheme', ['Số 11-ĐA/TU'], 12, 'TU'],
    ['letter', ['40/TU', '39-CV/TU', '77-KH/TU'], 41, 'TU'],
    ['programme', ['10-CTr/TU', 'Số 01-CTR/TU'], 11, 'TU'],
  ] as const)('of a %s after %j is %i of %s', (kind, symbols, number, body) => {
    expect(nextInRegister(kind, symbols)).toEqual({ number, body });
  });
});

describe('a rule of recipients in words', () => {
  it('says whom it means', () => {
    expect(ruleInWords(EVERY_BRANCH)).toEqual({ vi: 'chi bộ, chi bộ cơ sở', en: 'branch, base branch' });
    expect(
      ruleInWords({ kinds: ['branch'], sectors: ['residential'], membersOver: 50, membersUpTo: null }).vi,
    ).toBe('chi bộ; loại hình xã, phường, thôn, tổ dân phố; trên 50 đảng viên');
    expect(ruleInWords({ kinds: [], sectors: [], membersOver: null, membersUpTo: 3 }).vi).toBe(
      'mọi tổ chức đảng trực thuộc; không quá 3 đảng viên',
    );
  });
});

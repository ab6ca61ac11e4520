import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { Authority } from '../testing/fill-box.ts';
import type { Paper } from './ballot-paper.ts';
import { type Box, boxText, phraseOf, phrasesOf, shortHash } from './box.ts';
import { fromBase64Url, toBase64Url, utf8 } from './byte-text.ts';
import { canonicalJson } from './canonical-json.ts';
import { FIRST_WORDS, SECOND_WORDS } from './phrase-words.ts';
import { type BoxFaultCode, verifyBox } from './verify-box.ts';

const BALLOT = '019cac0f-2680-7000-8000-0000000000b1';
const paper: Paper = { kind: 'election', candidates: ['Lê Minh Chi', 'Đỗ Hương Giang', 'Vũ An'], seats: 2 };
const CHOICES = ['ffa', 'faf', 'aff', 'faa', 'ffu'];

let authority: Authority;
let box: Box;
let text: string;
beforeAll(async () => {
  authority = new Authority(BALLOT);
  box = await authority.box(await Promise.all(CHOICES.map((marks) => authority.slip(marks))), paper);
  text = boxText(box);
});

const faultsOf = async (given: string, expected = {}): Promise<BoxFaultCode[]> => [
  ...new Set((await verifyBox(utf8(given), expected)).faults.map(({ fault }) => fault)),
];
/** The box changed by hand, with the seal as it was. */
const changed = (change: (box: Box) => void): string => {
  const copy = structuredClone(box);
  change(copy);
  return boxText(copy);
};
/** The box changed by whoever holds the seal: only what the votes themselves prove can give that away. */
const resealed = (change: (box: Box) => void): string => {
  const { seal: _, ...copy } = structuredClone(box);
  change(copy as Box);
  return boxText(authority.reseal(copy));
};

describe('a published box', () => {
  it('passes as it was published, by itself and with its printed hash', async () => {
    const check = await verifyBox(utf8(text));
    expect(check.faults).toEqual([]);
    expect(check.names).toHaveLength(5);
    expect(await faultsOf(text, { sha256: check.sha256 })).toEqual([]);
    expect(await faultsOf(text, { sha256: shortHash(check.sha256) })).toEqual([]);
    expect(await faultsOf(text, { sha256: '0'.repeat(64) })).toEqual(['other-hash']);
    expect(await faultsOf(text, { sha256: check.sha256.slice(0, 8) })).toEqual(['other-hash']);
  });

  it.each<[string, (box: Box) => void, BoxFaultCode[]]>([
    ['a word of the question', (b) => (b.question += '?'), ['seal-broken']],
    ['the day', (b) => (b.heldOn = '2026-03-06'), ['seal-broken']],
    ['a choice', (b) => (b.slips[0]!.marks = 'uuu'), ['vote-changed', 'tally-differs', 'seal-broken']],
    ['the base', (b) => (b.base = 40), ['result-differs', 'seal-broken']],
    ['a slip less', (b) => b.slips.pop(), ['tally-differs', 'seal-broken']],
  ])('tells that %s was changed', async (_, change, faults) => {
    expect(await faultsOf(changed(change))).toEqual(expect.arrayContaining(faults));
  });

  it.each<[string, (box: Box) => void, BoxFaultCode]>([
    [
      'a choice of somebody',
      (b) => (b.slips[1]!.marks = b.slips[1]!.marks === 'ffa' ? 'faf' : 'ffa'),
      'vote-changed',
    ],
    ['a slip that lies in it twice', (b) => b.slips.splice(1, 0, b.slips[0]!), 'slip-twice'],
    ['another order', (b) => b.slips.reverse(), 'not-sorted'],
    ['more slips than tokens', (b) => (b.tokens = 4), 'more-slips-than-tokens'],
    ['more tokens than voters', (b) => (b.voters = 4), 'more-tokens-than-voters'],
    ['more voters than the base', (b) => (b.base = 3), 'more-voters-than-base'],
    ['a tally that nobody gave', (b) => (b.tally.lines['Vũ An'] = 5), 'tally-differs'],
    ['an outcome that does not follow', (b) => (b.result.needed = 1), 'result-differs'],
    ['a lighter rule', (b) => (b.rule.threshold.numerator = 0), 'not-a-box'],
    ['another share', (b) => (b.rule.threshold.denominator = 20), 'result-differs'],
    ['a slip for another ballot', (b) => (b.ballotId = BALLOT.replace('b1', 'b2')), 'token-forged'],
    ['marks that are no ballot', (b) => (b.slips[0]!.marks = 'x'), 'vote-changed'],
    ['a key that cannot be read', (b) => (b.tokenKey = 'AAAA'), 'key-unreadable'],
    ['a slip that cannot be read', (b) => (b.slips[0]!.token = 'AAAA'), 'slip-unreadable'],
  ])('finds %s even when the seal is forged', async (_, change, fault) => {
    expect(await faultsOf(resealed(change))).toContain(fault);
  });

  it('finds a slip with a token of another key, and names the slip', async () => {
    const stranger = new Authority(BALLOT);
    const stuffed = await authority.box([...box.slips, await stranger.slip('ffa')], paper);
    const { faults } = await verifyBox(utf8(boxText(stuffed)));
    const at = stuffed.slips.findIndex((slip) => !box.slips.includes(slip)) + 1;
    expect(faults).toContainEqual({ fault: 'token-forged', slip: at });
  });

  it.each([
    ['is no JSON', '{', 'not-a-box'],
    ['is another JSON', '{"a":1}', 'not-a-box'],
    ['is a list', '[]', 'not-a-box'],
    ['begins with a mark of order', '\ufeff{"format":"goc-ballot-box-1"}', 'not-a-box'],
    ['is of a later format', '{"format":"goc-ballot-box-2"}', 'other-format'],
    ['lacks everything', '{"format":"goc-ballot-box-1"}', 'not-a-box'],
  ])('says of a file that %s what it is', async (_, given, fault) => {
    expect(await faultsOf(given)).toEqual([fault]);
  });

  it.each<[string, (text: string) => string]>([
    ['spaces', (t) => t.replace('{', '{ ')],
    ['a line at the end', (t) => `${t}\n`],
    ['a number written differently', (t) => t.replace('"base":7', '"base":7.0')],
    ['a letter written as its number', (t) => t.replace('"branch":"C', '"branch":"\\u0043')],
    ['a key that stands twice', (t) => t.replace('"base":7', '"base":9,"base":7')],
  ])('sees %s, which change nothing and yet another file', async (_, change) => {
    expect(change(text)).not.toBe(text);
    expect(await faultsOf(change(text))).toEqual(['not-canonical']);
  });

  it('is found changed wherever one bit of it is turned', async () => {
    const bytes = utf8(text);
    // Every region of the file, evenly, and every bit of a byte in turn.
    const at = Array.from({ length: 400 }, (_, n) => Math.floor((n * bytes.length) / 400));
    const unseen: string[] = [];
    for (const [n, place] of at.entries()) {
      const turned = bytes.slice();
      turned[place]! ^= 1 << (n % 8);
      const { faults } = await verifyBox(turned);
      if (faults.length === 0) unseen.push(`byte ${place}, bit ${n % 8}`);
    }
    expect(unseen).toEqual([]);
  });

  test('is never checked with a crash, whatever the file holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (given) => {
        expect((await verifyBox(utf8(given))).faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the phrase of a ballot', () => {
  it('picks from lists of 256 different words', () => {
    expect([new Set(FIRST_WORDS).size, new Set(SECOND_WORDS).size]).toEqual([256, 256]);
    for (const word of [...FIRST_WORDS, ...SECOND_WORDS]) expect(word).toMatch(/^\p{Ll}{2,7}$/u);
    expect(phraseOf(`00ff${'0'.repeat(60)}`)).toBe(`${FIRST_WORDS[0]} ${SECOND_WORDS[255]}`);
  });

  it('is numbered where two ballots have the same', () => {
    const names = ['0000aa', '0000bb', '0001cc'];
    const same = phraseOf('0000');
    expect(phrasesOf(names)).toEqual([`${same} 1`, `${same} 2`, phraseOf('0001')]);
  });
});

describe('canonical texts', () => {
  it('have their keys in order and no spaces', () => {
    expect(canonicalJson({ b: [1, 'Đ"'], a: { z: null, y: true }, c: undefined })).toBe(
      '{"a":{"y":true,"z":null},"b":[1,"Đ\\""]}',
    );
    expect(() => canonicalJson(1.5)).toThrow(RangeError);
  });

  it('bytes have one text, and no other is taken', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
    for (const wrong of ['A', 'AB', 'AA=', 'A+', 'AA AA'])
      expect([wrong, fromBase64Url(wrong)]).toEqual([wrong, null]);
  });
});

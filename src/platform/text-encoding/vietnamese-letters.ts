/** The six tones in the order of the legacy tables: level, acute, grave, hook, tilde, dot. */
export const toneMarks = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'] as const;

/** The twelve vowel letters without tone. */
export const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'] as const;
export type Vowel = (typeof vowels)[number];

/** A vowel under a tone, composed: `('ê', 1)` is `ế`. */
export const toned = (vowel: Vowel, tone: number): string =>
  (vowel + (toneMarks[tone] ?? '')).normalize('NFC');

const lower = [...vowels.flatMap((vowel) => toneMarks.map((_, tone) => toned(vowel, tone))), 'đ'].filter(
  (letter) => letter > '\u007f',
);

/** The 134 letters beyond ASCII: 67 small, then the same 67 as capitals, in NFC. */
export const vietnameseLetters: readonly string[] = [
  ...lower,
  ...lower.map((letter) => letter.toUpperCase()),
];

/**
 * Composed form (NFC) that also puts right the two orders in which marks are typed: `e` + acute + circumflex is
 * the same letter as `e` + circumflex + acute, which NFC alone does not know.
 */
export const composeVietnamese = (text: string): string =>
  /[\u0300-\u036f]/.test(text)
    ? text
        .normalize('NFD')
        .replace(/([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306\u031b])/g, '$2$1')
        .normalize('NFC')
    : text;

import { composeVietnamese } from './vietnamese-letters.ts';

const onset = '(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?';
/** Every rhyme of the written language, tone taken off. Those that end in a stop come last. */
const openRhymes = [
  'a|ai|am|an|ang|anh|ao|au|ay|ăm|ăn|ăng|âm|ân|âng|âu|ây|e|em|en|eng|eo|ê|êm|ên|êng|ênh|êu',
  'i|ia|im|in|inh|iu|iêm|iên|iêng|iêu|o|oa|oai|oam|oan|oang|oanh|oao|oay|oăm|oăn|oăng|oe|oem|oen|oeo|oi|om|on|ong',
  'oong|ô|ôi|ôm|ôn|ông|ơ|ơi|ơm|ơn|u|ua|uân|uâng|uây|uê|uên|uênh|ui|um|un|ung|uơ|uôi|uôm|uôn|uông|uy|uya|uyên',
  'uynh|uyn|uyu|ư|ưa|ưi|ưm|ưn|ưng|ưu|ươi|ươm|ươn|ương|ươu|y|yên|yêm|yêu|ynh|yn|ym|iê|uô|ươ',
].join('|');
const stoppedRhymes = [
  'ac|ach|ap|at|ăc|ăp|ăt|âc|âp|ât|ec|ep|et|êch|êp|êt|ich|ip|it|iêc|iêp|iêt|oac|oach|oap|oat|oăc|oăt|oet|oc|op|ot',
  'ôc|ôp|ôt|ơp|ơt|uât|uêch|uêt|uc|up|ut|uôc|uôt|uyêt|uych|uyt|ưc|ưt|ươc|ươp|ươt|yêt|yt|ooc',
].join('|');
const openSyllable = new RegExp(`^${onset}(?:${openRhymes})$`);
const stoppedSyllable = new RegExp(`^${onset}(?:${stoppedRhymes})$`);

/**
 * Whether a word can be a Vietnamese syllable: consonant, rhyme, and a tone that the rhyme allows (before c, ch, p, t
 * only sắc and nặng). Given in NFC, any case.
 */
export function isVietnameseSyllable(word: string): boolean {
  let tones = '';
  const bare = word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, (mark) => {
      tones += mark;
      return '';
    })
    .normalize('NFC');
  if (tones.length > 1) return false;
  if (openSyllable.test(bare)) return true;
  return stoppedSyllable.test(bare) && (tones === '\u0301' || tones === '\u0323');
}

/** A small letter inside or before capitals, as in `NGUYễN`: nobody writes so, but wrong decoding makes it. */
const casesClash = (word: string): boolean => {
  const tail = word.slice(1);
  return /\p{Lu}/u.test(tail) && /\p{Ll}/u.test(word);
};

export type Plausibility = {
  /** Words with a letter beyond ASCII that were looked at. */
  words: number;
  /** Share of them (0 to 1) that can be Vietnamese; 1 when there were none. */
  share: number;
};

/** How Vietnamese a text looks, judged on the words that carry letters beyond ASCII. */
export function judgeVietnamese(text: string): Plausibility {
  let words = 0;
  let good = 0;
  for (const [word] of composeVietnamese(text).matchAll(/[A-Za-z\u00a1-\u036f\u1e00-\u1eff]+/g)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
    if (/^[\x00-\x7f]*$/.test(word)) continue;
    words += 1;
    if (isVietnameseSyllable(word)) good += casesClash(word) ? 0.5 : 1;
  }
  return { words, share: words === 0 ? 1 : good / words };
}

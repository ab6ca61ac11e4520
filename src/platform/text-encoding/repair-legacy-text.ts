import { judgeVietnamese } from './judge-vietnamese.ts';
import { decodeTcvn3, decodeVni } from './legacy-tables.ts';
import { composeVietnamese } from './vietnamese-letters.ts';

export type LegacyRepair = {
  /** What the file was typed in. */
  encoding: 'unicode' | 'tcvn3' | 'vni';
  /** One text of the file in Unicode NFC. Texts that were Unicode already come back unchanged. */
  convert: (text: string) => string;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of Latin-1 is meant.
const isLatin1 = (text: string): boolean => /^[\x00-\xff\u2018-\u201d\u2013\u2014\u2026]*$/.test(text);
const isAscii = (text: string): boolean => !/[^\t\n\r -~]/.test(text);

/**
 * Decides once for a whole file whether its texts were typed in a TCVN3 (`.VnTime`) or VNI font, where `Nguyễn` is
 * stored as `NguyÔn` or `Nguyeãn`, and gives the conversion.
 *
 * Deciding per cell would be wrong: `Hµ` alone is clear, `Dòng` alone is not. A cell is left as it is when it holds a
 * letter that no old font can store, or when the file mixes both and the cell reads well as Unicode already.
 */
export function repairLegacyText(sampleOfTexts: readonly string[]): LegacyRepair {
  const unicode: LegacyRepair = { encoding: 'unicode', convert: composeVietnamese };
  const candidates = sampleOfTexts.filter((text) => !isAscii(text) && isLatin1(text));
  if (candidates.length === 0) return unicode;
  const sample = candidates.slice(0, 4_000).join('\n');
  const isMixed = sampleOfTexts.some((text) => !isLatin1(text) && judgeVietnamese(text).share > 0.8);

  const asIs = judgeVietnamese(sample);
  let best: { encoding: LegacyRepair['encoding']; share: number; decode: (text: string) => string } = {
    encoding: 'unicode',
    share: asIs.share,
    decode: composeVietnamese,
  };
  for (const [encoding, decode] of [
    ['tcvn3', decodeTcvn3],
    ['vni', decodeVni],
  ] as const) {
    const { share } = judgeVietnamese(decode(sample));
    // A clear lead is asked for: wrongly converting good text is worse than leaving a bad cell visible.
    if (share > best.share + 0.15 && share > 0.6) best = { encoding, share, decode };
  }
  if (best.encoding === 'unicode') return unicode;
  const { decode } = best;
  return {
    encoding: best.encoding,
    convert: (text) => {
      if (isAscii(text)) return text;
      if (!isLatin1(text)) return composeVietnamese(text);
      const converted = composeVietnamese(decode(text));
      const before = judgeVietnamese(text);
      const after = judgeVietnamese(converted);
      const isWorse = before.words > 0 && before.share > (after.words === 0 ? 0 : after.share);
      const isUndecided = isMixed && before.words > 0 && before.share === 1;
      return isWorse || isUndecided ? composeVietnamese(text) : converted;
    },
  };
}

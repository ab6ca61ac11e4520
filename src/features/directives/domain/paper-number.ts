import type { DirectiveKind } from './paper.ts';

/** Abbreviations of the kinds in a number and symbol (HD 36-HD/VPTW). */
export const KIND_MARKS: Record<DirectiveKind, string> = {
  resolution: 'NQ',
  instruction: 'CT',
  conclusion: 'KL',
  scheme: 'ĐA',
  programme: 'CTr',
  plan: 'KH',
  guide: 'HD',
  decision: 'QĐ',
  rules: 'QC',
  letter: 'CV',
  notice: 'TB',
};

/**
 * The next number of a register that runs per kind of paper and term, out of the symbols that stand in it
 * (`Số 11-ĐA/TU`), and the body that the latest of them names. A letter is numbered with or without its mark
 * (`39-CV/TU`, `40/TU`), so any number counts for it. Symbols are given latest first.
 */
export function nextInRegister(
  kind: DirectiveKind,
  symbols: readonly string[],
): { number: number; body: string | null } {
  const mark = KIND_MARKS[kind].toLocaleLowerCase('vi');
  let highest = 0;
  let body: string | null = null;
  for (const symbol of symbols) {
    const parts = /(\d+)\s*(?:-\s*([\p{L}]+)\s*)?\/\s*([\p{L}\d.&-]+)\s*$/u.exec(symbol.normalize('NFC'));
    if (!parts) continue;
    const own = parts[2]?.toLocaleLowerCase('vi');
    if (own === undefined ? kind !== 'letter' : own !== mark) continue;
    highest = Math.max(highest, Number(parts[1]));
    body ??= parts[3]!;
  }
  return { number: highest + 1, body };
}

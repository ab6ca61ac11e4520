import { ok, type Refusal, type Result, type RuleSource, refuse } from '#kernel/result.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';

/**
 * Papers that are state secrets may not be kept on a machine that is connected to a network. Read in press and on
 * law sites, not in the official gazette.
 */
export const SECRET_PAPERS_RULE: RuleSource = {
  document: '117/2025/QH15 (Luật Bảo vệ bí mật nhà nước)',
  article: 'Điều 5 khoản 2',
  on: '2025-12-10',
  verified: false,
};

const LETTERS_AND_DIGITS = /[^\p{L}\d]+/u;

/** A part of the symbol that stands alone as a mark: `Số 05-BC/TU-M`, `12-KH/ĐU (MẬT)`. */
const isMarkInSymbol = (symbol: string): boolean =>
  symbol
    .split(LETTERS_AND_DIGITS)
    .some((part) => part === 'M' || withoutMarks(part) === 'mat' || /^(TUYỆTMẬT|TỐIMẬT)$/u.test(part));

/**
 * The mark in a running text. `bí mật` is a word of many open papers, and small letters are prose: only the stamp's
 * own writing counts, in capitals or in brackets.
 */
const isMarkInText = (text: string): boolean =>
  /(^|[^\p{L}])(TUYỆT|TỐI)\s+MẬT(?![\p{L}])/u.test(text) ||
  /(^|[^\p{L}])(?<!BÍ\s{1,3})MẬT(?![\p{L}])/u.test(text) ||
  /[([]\s*((tuyệt|tối)\s+)?mật\s*[)\]]/iu.test(text);

/**
 * The stamp at the head of a file, in capitals and alone between other texts. `MẬT KHẨU` and its like in a heading are
 * words; a line `Độ mật: Tối mật` is the mark.
 */
const isStampInOpening = (text: string): boolean =>
  /(^|\s)(TUYỆT|TỐI)\s+MẬT(?=\s|$)/u.test(text) ||
  /(^|\s)(?<!BÍ\s)MẬT(?=\s|$)(?!\s+(KHẨU|MÃ|THIẾT|ONG|VỤ|THÁM|ĐỘ|DANH|ƯỚC)(\s|$))/u.test(text) ||
  /(^|\s)độ\s+mật\s*:\s*((tuyệt|tối)\s+)?mật(?![\p{L}])/iu.test(text);

/** File names lose marks and capitals: `KH-12_MAT.pdf`, `kh 12 (mat).docx`. */
const isMarkInFileName = (name: string): boolean => {
  const stem = name.replace(/\.[^.]*$/, '');
  return isMarkInText(stem) || /[([_-]\s*((tuyet|toi)[\s_-]+)?mat\s*([)\]_-]|$)/.test(withoutMarks(stem));
};

export type PaperToCheck = {
  symbol?: string;
  title?: string;
  summary?: string | null;
  fileName?: string;
  /** How the text of its file begins. */
  opening?: string;
  /** The person has said so. */
  isSecret?: boolean;
};

/** Errors: `directives.secret`, with the field in which the mark stands. */
export function checkNotSecret(paper: PaperToCheck): Result<PaperToCheck, Refusal<'directives.secret'>> {
  const clean = (text: string | null | undefined) => (text ?? '').normalize('NFC');
  const field = paper.isSecret
    ? 'isSecret'
    : isMarkInSymbol(clean(paper.symbol))
      ? 'symbol'
      : isMarkInText(clean(paper.title))
        ? 'title'
        : isMarkInText(clean(paper.summary))
          ? 'summary'
          : isMarkInFileName(clean(paper.fileName))
            ? 'name'
            : isStampInOpening(clean(paper.opening))
              ? 'file'
              : null;
  return field === null ? ok(paper) : refuse({ code: 'directives.secret', field, rule: SECRET_PAPERS_RULE });
}

/**
 * Measures of a Party document's page, shared by the Word and the PDF renderer.
 *
 * Type sizes (points) are the table of HD 36-HD/VPTW. Margins (20/20/30/15 mm), the page number centred 10 mm below the
 * upper edge from page 2 on, the five hyphens below the summary and the sizes of the recipients' list follow the usual
 * office practice for that guide; its official text was not at hand to confirm them.
 */
export const page = {
  widthMm: 210,
  heightMm: 297,
  topMm: 20,
  bottomMm: 20,
  leftMm: 30,
  rightMm: 15,
  numberMm: 10,
};

export const size = {
  country: 15,
  superiorBody: 14,
  issuingBody: 14,
  number: 14,
  placeAndDate: 14,
  draftMark: 13,
  typeName: 16,
  summary: 14,
  body: 14,
  table: 13,
  denseTable: 11.5,
  recipientsTitle: 14,
  recipients: 12,
  pageNumber: 13,
} as const;

export const space = {
  firstLineMm: 12.7,
  sublistMm: 5,
  /** Between body paragraphs, points. */
  afterParagraph: 6,
  /** Room for signature and seal between position and name. */
  signatureMm: 27,
  /** Share of the text width that the left half of the head takes. */
  headLeft: 0.5,
} as const;

/** The text width in millimetres. A turned page keeps its four margins. */
export const textWidthMm = (orientation: 'portrait' | 'landscape'): number =>
  (orientation === 'portrait' ? page.widthMm : page.heightMm) - page.leftMm - page.rightMm;

export const COUNTRY_LINE = 'ĐẢNG CỘNG SẢN VIỆT NAM';
export const SUMMARY_RULE = '-----';
export const RECIPIENTS_TITLE = 'Nơi nhận:';

/**
 * A body's name that needs more than one line of the head, broken so that its lines are about equally long.
 * A line of capitals in the left half holds about 26 letters per 82 mm.
 */
export function balancedLines(name: string, widthMm: number): string {
  const most = Math.floor(widthMm * 0.31);
  return name
    .split('\n')
    .map((line) => balance(line, most))
    .join('\n');
}

function balance(line: string, most: number): string {
  const count = Math.ceil(line.length / most);
  if (count < 2) return line;
  const lines: string[] = [];
  let rest = line;
  for (let left = count; left > 1; left -= 1) {
    const aim = rest.length / left;
    let at = -1;
    for (let gap = rest.indexOf(' '); gap >= 0; gap = rest.indexOf(' ', gap + 1)) {
      if (at < 0 || Math.abs(gap - aim) < Math.abs(at - aim)) at = gap;
    }
    if (at < 0) break;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...lines, rest].join('\n');
}

/** A table of few short rows stays on one page. */
export const staysWhole = (rowTexts: readonly (readonly string[])[]): boolean =>
  rowTexts.length <= 10 && rowTexts.flat().every((text) => text.length <= 200);

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
  headLeft: 0.47,
} as const;

/** The text width in millimetres. A turned page keeps its four margins. */
export const textWidthMm = (orientation: 'portrait' | 'landscape'): number =>
  (orientation === 'portrait' ? page.widthMm : page.heightMm) - page.leftMm - page.rightMm;

export const COUNTRY_LINE = 'ĐẢNG CỘNG SẢN VIỆT NAM';
export const SUMMARY_RULE = '-----';
export const RECIPIENTS_TITLE = 'Nơi nhận:';

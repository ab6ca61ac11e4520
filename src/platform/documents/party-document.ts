import type { CivilDate } from '#kernel/civil-date.ts';

/**
 * A document of a Party body as content, without any file format.
 *
 * The same value becomes a Word file, a PDF and plain text, so the three always say the same. Features fill it;
 * the renderers know nothing of meetings or members. Everything here is plain data that can be sent to a worker.
 *
 * Layout follows HD 36-HD/VPTW (3/4/2018). Texts may arrive untidy: the renderers compose characters, drop control
 * characters and set spaces (see `vietnamese-typography.ts`), so callers pass what people typed.
 */
export type PartyDocument = {
  /** What the file calls itself in its properties, e.g. `Biên bản sinh hoạt chi bộ tháng 3/2026`. */
  title: string;
  header: DocumentHeader;
  /** Type name in capitals: `BIÊN BẢN`, `NGHỊ QUYẾT`, `PHIẾU CHẤM ĐIỂM`. */
  typeName: string;
  /** What the document is about, one bold paragraph below the type name. */
  summary?: string;
  blocks: readonly Block[];
  /** Orientation of the first page; a page break may change it. Portrait when absent. */
  orientation?: Orientation;
  /**
   * Mark printed in a frame below the number while the document is not adopted, normally `DỰ THẢO`.
   * Absent on the final document.
   */
  draftMark?: string;
};

export type Orientation = 'portrait' | 'landscape';

/** The two-column head of the first page. Names are printed as given: the caller writes capitals. */
export type DocumentHeader = {
  /** Body above, left line 1, e.g. `ĐẢNG BỘ PHƯỜNG …`. Absent for a body without one. */
  superiorBody?: string;
  /** Body that issues the document, left line 2, bold, e.g. `CHI BỘ TỔ DÂN PHỐ SỐ 5`. */
  issuingBody: string;
  /** Made by `documentNumber`: `Số 05-NQ/CB`. Absent for papers without a number, such as minutes. */
  number?: string;
  /** Place before the date, e.g. `Hà Nội`. */
  place: string;
  /** Day of the document in Vietnam. Absent prints dots to be filled in by hand. */
  on?: CivilDate;
};

/** A piece of text with one look. */
export type TextRun = { text: string; bold?: boolean; italic?: boolean };

/** Plain text, or runs of different looks. A line feed inside a text starts a new line in the same paragraph. */
export type RichText = string | readonly TextRun[];

export type Alignment = 'left' | 'center' | 'right' | 'justify';

export type Block =
  | ParagraphBlock
  | HeadingBlock
  | ListBlock
  | TableBlock
  | KeyValuesBlock
  | SignaturesBlock
  | RecipientsBlock
  | PageBreakBlock;

/** A body paragraph: justified, first line indented, unless said otherwise. */
export type ParagraphBlock = {
  kind: 'paragraph';
  text: RichText;
  align?: Alignment;
  /** False takes the first-line indent away. Centred and right-aligned paragraphs never have one. */
  indent?: boolean;
};

/** Level 1 `I. …` bold; level 2 `1. …` bold; level 3 bold italic. The number is part of the text. Kept with what follows. */
export type HeadingBlock = {
  kind: 'heading';
  level: 1 | 2 | 3;
  text: string;
  /** Level 1 of an annex is often centred. Left when absent. */
  align?: 'left' | 'center';
};

/** `1.`, `a)`, `-` and `+`, the four marks Vietnamese offices use. */
export type ListMarker = 'number' | 'letter' | 'dash' | 'plus';

export type ListItem = RichText | { text: RichText; sublist?: ListBlock };

export type ListBlock = {
  kind: 'list';
  marker: ListMarker;
  items: readonly ListItem[];
  /** First number or letter (1 = a). 1 when absent. */
  start?: number;
};

export type TableColumn = {
  /** Share of the table's width, relative to the other columns. */
  width: number;
  /** Of the body cells; header cells are centred. Left when absent. */
  align?: Alignment;
};

export type TableCell =
  | RichText
  | {
      text: RichText;
      align?: Alignment;
      bold?: boolean;
      italic?: boolean;
      /** Columns taken, 1 when absent. */
      colSpan?: number;
      /** Rows taken, 1 when absent. Never reaches from the header into the body. */
      rowSpan?: number;
      /** Light grey ground, for sums and group rows. */
      shaded?: boolean;
    };

/** Cells in reading order; places covered by a span of another cell are left out, as in HTML. */
export type TableRow = readonly TableCell[];

export type TableBlock = {
  kind: 'table';
  columns: readonly TableColumn[];
  /** Repeated at the top of every page. */
  header: readonly TableRow[];
  rows: readonly TableRow[];
  /** Printed above the table, centred, bold. */
  caption?: string;
  /** Smaller type, for lists of many columns or rows. */
  dense?: boolean;
};

/** Lines such as `Thời gian: 19 giờ 30, ngày 05 tháng 3 năm 2026`. The colon is set by the renderers. */
export type KeyValuesBlock = {
  kind: 'key-values';
  pairs: readonly { key: string; value: RichText }[];
};

export type Signature = {
  /** On whose behalf, above the position: `T/M CHI BỘ`. */
  authority?: string;
  /** `BÍ THƯ`, `CHỦ TRÌ`, `THƯ KÝ`. */
  position: string;
  /** Below the position, italic: `(Ký, ghi rõ họ tên)`. */
  note?: string;
  /** Name in full below the space for signature and seal. Absent leaves it to be written by hand. */
  name?: string;
};

/** One to three signatures side by side, kept together on one page. */
export type SignaturesBlock = {
  kind: 'signatures';
  columns:
    | readonly [Signature]
    | readonly [Signature, Signature]
    | readonly [Signature, Signature, Signature];
  /** With one signature the recipients stand on its left; with more, below. */
  recipients?: readonly string[];
};

/** `Nơi nhận:` on its own, for papers without a signature. */
export type RecipientsBlock = { kind: 'recipients'; recipients: readonly string[] };

/**
 * Starts a new page, optionally turned: wide tables stand on landscape pages. With `paper` another paper of the same file
 * begins there with a head of its own, as where each member gets one; pages of such a file carry no numbers.
 */
export type PageBreakBlock = {
  kind: 'page-break';
  orientation?: Orientation;
  paper?: Pick<PartyDocument, 'header' | 'typeName' | 'summary' | 'draftMark'>;
};

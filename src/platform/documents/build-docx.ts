import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  HeightRule,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  UnderlineType,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Alignment, Orientation } from './party-document.ts';
import {
  balancedLines,
  COUNTRY_LINE,
  page,
  RECIPIENTS_TITLE,
  SUMMARY_RULE,
  size,
  space,
  staysWhole,
  textWidthMm,
} from './party-layout.ts';
import {
  type Piece,
  type PlacedCell,
  type Runs,
  runsText,
  type SetDocument,
  type SetHead,
  type SetTable,
} from './set-document.ts';

/** Twentieths of a point. */
const twips = (mm: number): number => Math.round((mm * 1440) / 25.4);
const points = (pt: number): number => Math.round(pt * 20);
const halfPoints = (pt: number): number => Math.round(pt * 2);

const FACE = 'Times New Roman';
const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.BOTH,
} as const satisfies Record<Alignment, unknown>;

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const noBorders = { top: none, bottom: none, left: none, right: none } as const;
const noTableBorders = { ...noBorders, insideHorizontal: none, insideVertical: none } as const;
const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

type Look = { size?: number; bold?: boolean; italic?: boolean; underline?: boolean };
type Place = {
  align?: Alignment;
  before?: number;
  after?: number;
  firstLineMm?: number;
  keepNext?: boolean;
  /** Lines of a body paragraph stand a little apart. */
  open?: boolean;
};

/** The Word file of a set document. Blocks for a while on long tables; called in the worker. */
export async function buildDocx(set: SetDocument): Promise<Uint8Array> {
  const sections: { orientation: Orientation; children: (Paragraph | Table)[]; isHead: boolean }[] = [
    { orientation: set.orientation, children: headOf(set, set.orientation), isHead: true },
  ];
  set.pieces.forEach((piece, index) => {
    if (piece.kind === 'page-break') {
      const { orientation, head } = piece;
      const children = head ? headOf(head, orientation) : [];
      sections.push({ orientation, children, isHead: head !== null });
    } else {
      const section = sections.at(-1)!;
      section.children.push(...pieceOf(piece, textWidthMm(section.orientation), set.pieces[index + 1]));
    }
  });
  const file = new Document({
    title: set.title,
    creator: set.issuingBody,
    lastModifiedBy: set.issuingBody,
    subject: set.summary || set.typeName,
    styles: {
      default: {
        document: {
          run: { font: FACE, size: halfPoints(size.body), language: { value: 'vi-VN', eastAsia: 'vi-VN' } },
          paragraph: { spacing: { before: 0, after: 0 } },
        },
      },
    },
    sections: sections.map(({ orientation, children, isHead }) => sectionOf(orientation, children, isHead)),
  });
  return new Uint8Array(await Packer.toBuffer(file));
}

function sectionOf(
  orientation: Orientation,
  children: (Paragraph | Table)[],
  isFirst: boolean,
): ISectionOptions {
  const numbered = new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ children: [PageNumber.CURRENT], font: FACE, size: halfPoints(size.pageNumber) }),
        ],
      }),
    ],
  });
  return {
    properties: {
      titlePage: isFirst,
      page: {
        size: {
          width: twips(page.widthMm),
          height: twips(page.heightMm),
          orientation: orientation === 'portrait' ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE,
        },
        margin: {
          top: twips(page.topMm),
          bottom: twips(page.bottomMm),
          left: twips(page.leftMm),
          right: twips(page.rightMm),
          header: twips(page.numberMm),
          footer: twips(page.numberMm),
        },
      },
    },
    headers: isFirst
      ? { default: numbered, first: new Header({ children: [new Paragraph({})] }) }
      : { default: numbered },
    children: children.length ? children : [new Paragraph({})],
  };
}

function headOf(set: SetHead, orientation: Orientation): (Paragraph | Table)[] {
  const width = textWidthMm(orientation);
  const left = width * space.headLeft;
  const right = width - left;
  const center: Place = { align: 'center' };
  const bodies: Paragraph[] = [];
  if (set.superiorBody)
    bodies.push(line(balancedLines(set.superiorBody, left), { size: size.superiorBody }, center));
  bodies.push(line(balancedLines(set.issuingBody, left), { size: size.issuingBody, bold: true }, center));
  bodies.push(line('*', { size: size.number }, center));
  const below: Paragraph[] = [];
  if (set.number) below.push(line(set.number, { size: size.number }, center));
  if (set.draftMark) below.push(frame(set.draftMark, left));
  const head = plainTable(
    [left, right],
    [
      [bodies, [line(COUNTRY_LINE, { size: size.country, bold: true, underline: true }, center)]],
      [
        below.length ? below : [new Paragraph({})],
        [line(set.placeAndDate, { size: size.placeAndDate, italic: true }, center)],
      ],
    ],
  );
  const children: (Paragraph | Table)[] = [
    head,
    line(
      set.typeName,
      { size: size.typeName, bold: true },
      { ...center, before: 18, after: 2, keepNext: true },
    ),
  ];
  if (set.summary) {
    children.push(
      line(set.summary, { size: size.summary, bold: true }, { ...center, keepNext: true }),
      line(SUMMARY_RULE, { size: size.summary }, { ...center, keepNext: true }),
    );
  }
  children.push(line('', { size: 6 }, {}));
  return children;
}

function pieceOf(piece: Piece, widthMm: number, following: Piece | undefined): (Paragraph | Table)[] {
  switch (piece.kind) {
    case 'text': {
      const firstLineMm = piece.firstLine ? space.firstLineMm + piece.depth * space.sublistMm : 0;
      const place: Place = {
        align: piece.align,
        after: space.afterParagraph,
        firstLineMm,
        open: true,
        keepNext: following?.kind === 'signatures',
      };
      return [paragraph(piece.runs, { size: size.body }, place)];
    }
    case 'heading': {
      const place: Place = {
        align: piece.align,
        before: space.afterParagraph,
        after: space.afterParagraph,
        firstLineMm: piece.align === 'left' ? space.firstLineMm : 0,
        keepNext: true,
        open: true,
      };
      return [paragraph(piece.runs, { size: size.body }, place)];
    }
    case 'table':
      return tableOf(piece, widthMm, following?.kind === 'signatures');
    case 'signatures':
      return signaturesOf(piece, widthMm);
    case 'recipients':
      return [line('', {}, {}), ...recipientsOf(piece.recipients)];
    case 'page-break':
      return [];
  }
}

const ROWS_WITH_SIGNATURES = 2;

/** `isSigned`: signatures follow, and its last rows go with them, who never stand alone on a page. */
function tableOf(table: SetTable, widthMm: number, isSigned: boolean): (Paragraph | Table)[] {
  const widths = table.widths.map((share) => twips(widthMm * share));
  const fontSize = table.dense ? size.denseTable : size.table;
  const all = [...table.header, ...table.rows];
  const whole = staysWhole(all.map((cells) => cells.map((cell) => runsText(cell.runs))));
  const row = (cells: PlacedCell[], isHeader: boolean, isLast: boolean, isKept: boolean): TableRow =>
    new TableRow({
      tableHeader: isHeader,
      cantSplit: true,
      children: cells.map(
        (cell) =>
          new TableCell({
            width: {
              type: WidthType.DXA,
              size: widths.slice(cell.column, cell.column + cell.colSpan).reduce((sum, one) => sum + one, 0),
            },
            columnSpan: cell.colSpan > 1 ? cell.colSpan : undefined,
            rowSpan: cell.rowSpan > 1 ? cell.rowSpan : undefined,
            verticalAlign: isHeader || cell.rowSpan > 1 ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
            shading: cell.shaded ? { type: ShadingType.CLEAR, fill: 'EDEDED', color: 'auto' } : undefined,
            children: [
              paragraph(
                cell.runs,
                { size: fontSize },
                {
                  align: cell.align,
                  before: 1,
                  after: 1,
                  keepNext: isKept || (!isLast && (whole || isHeader)),
                },
              ),
            ],
          }),
      ),
    });
  const body = new Table({
    width: { type: WidthType.DXA, size: widths.reduce((sum, one) => sum + one, 0) },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: thin,
      bottom: thin,
      left: thin,
      right: thin,
      insideHorizontal: thin,
      insideVertical: thin,
    },
    margins: {
      marginUnitType: WidthType.DXA,
      left: twips(1.4),
      right: twips(1.4),
      top: points(1),
      bottom: points(1),
    },
    rows: all.map((cells, index) =>
      row(
        cells,
        index < table.header.length,
        index === all.length - 1,
        isSigned && index >= all.length - ROWS_WITH_SIGNATURES,
      ),
    ),
  });
  const caption = table.caption
    ? [
        line(
          table.caption,
          { size: size.body, bold: true },
          { align: 'center', before: 6, after: 6, keepNext: true },
        ),
      ]
    : [];
  return [...caption, ...(all.length > 0 ? [body] : []), line('', { size: 6 }, { keepNext: isSigned })];
}

function signaturesOf(piece: Extract<Piece, { kind: 'signatures' }>, widthMm: number): (Paragraph | Table)[] {
  const [only] = piece.columns;
  const beside = piece.columns.length === 1 && piece.recipients.length > 0;
  const columns = piece.columns.length === 1 ? [undefined, only] : piece.columns;
  const widths = columns.map(() => widthMm / columns.length);
  const center: Place = { align: 'center', keepNext: true };
  const top = columns.map((column) => {
    if (!column) return [line('', {}, center)];
    const lines: Paragraph[] = [];
    if (column.authority) lines.push(line(column.authority, { size: size.body, bold: true }, center));
    lines.push(line(column.position, { size: size.body, bold: true }, center));
    if (column.note) lines.push(line(column.note, { size: size.recipients, italic: true }, center));
    return lines;
  });
  const names = columns.map((column) => [
    line(column?.name ?? '', { size: size.body, bold: true }, { align: 'center' }),
  ]);
  const rooms = columns.map(() => [line('', {}, center)]);
  const height = { value: twips(space.signatureMm), rule: HeightRule.ATLEAST };
  const cells = [top, rooms, names].map((row) =>
    row.map((lines, index) => plainCell(widths[index] ?? 0, lines)),
  );
  if (beside) {
    // A list of recipients may be longer than the position's lines: it stands beside all three rows.
    for (const row of cells) row.shift();
    cells[0]?.unshift(plainCell(widths[0] ?? 0, recipientsOf(piece.recipients), 3));
  }
  const table = new Table({
    width: { type: WidthType.DXA, size: twips(widthMm) },
    columnWidths: widths.map(twips),
    layout: TableLayoutType.FIXED,
    borders: noTableBorders,
    rows: cells.map(
      (row, index) =>
        new TableRow({ cantSplit: true, height: index === 1 ? height : undefined, children: row }),
    ),
  });
  const after = piece.columns.length > 1 && piece.recipients.length ? recipientsOf(piece.recipients) : [];
  return [
    line('', { size: 8 }, { keepNext: true }),
    table,
    ...(after.length ? [line('', {}, {}), ...after] : []),
  ];
}

function recipientsOf(recipients: string[]): Paragraph[] {
  if (recipients.length === 0) return [];
  return [
    line(RECIPIENTS_TITLE, { size: size.recipientsTitle, underline: true }, { keepNext: true }),
    ...recipients.map((text, index) =>
      line(text, { size: size.recipients }, { keepNext: index < recipients.length - 1 }),
    ),
  ];
}

/** A word in a frame, in the middle of a column of this width. */
function frame(text: string, widthMm: number): Paragraph {
  const inset = twips(Math.max(0, (widthMm - 34) / 2));
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: points(6) },
    indent: { left: inset, right: inset },
    border: {
      top: { ...thin, size: 6, space: 2 },
      bottom: { ...thin, size: 6, space: 2 },
      left: { ...thin, size: 6, space: 2 },
      right: { ...thin, size: 6, space: 2 },
    },
    children: textRuns([{ text, bold: true }], { size: size.draftMark }),
  });
}

const line = (text: string, look: Look, place: Place): Paragraph =>
  paragraph(text ? [{ text }] : [], look, place);

function paragraph(runs: Runs, look: Look, place: Place): Paragraph {
  return new Paragraph({
    alignment: alignments[place.align ?? 'left'],
    spacing: {
      before: points(place.before ?? 0),
      after: points(place.after ?? 0),
      ...(place.open ? { line: 276, lineRule: LineRuleType.AUTO } : {}),
    },
    indent: place.firstLineMm ? { firstLine: twips(place.firstLineMm) } : undefined,
    keepNext: place.keepNext,
    widowControl: true,
    // An empty paragraph takes its height from its mark.
    run: { size: halfPoints(look.size ?? size.body), font: FACE },
    children: textRuns(runs, look),
  });
}

function textRuns(runs: Runs, look: Look): TextRun[] {
  return runs.flatMap((run) =>
    run.text.split('\n').map(
      (text, index) =>
        new TextRun({
          text,
          break: index > 0 ? 1 : undefined,
          font: FACE,
          size: halfPoints(look.size ?? size.body),
          bold: look.bold || run.bold || undefined,
          italics: look.italic || run.italic || undefined,
          underline: look.underline ? { type: UnderlineType.SINGLE } : undefined,
        }),
    ),
  );
}

const plainCell = (widthMm: number, children: Paragraph[], rowSpan?: number): TableCell =>
  new TableCell({
    rowSpan,
    width: { type: WidthType.DXA, size: twips(widthMm) },
    borders: noBorders,
    margins: { marginUnitType: WidthType.DXA, left: 0, right: 0, top: 0, bottom: 0 },
    children: children.length ? children : [new Paragraph({})],
  });

const plainRow = (widths: number[], cells: Paragraph[][]): TableRow =>
  new TableRow({
    cantSplit: true,
    children: widths.map((width, index) => plainCell(width, cells[index] ?? [])),
  });

const plainTable = (widths: number[], rows: Paragraph[][][]): Table =>
  new Table({
    width: { type: WidthType.DXA, size: twips(widths.reduce((sum, one) => sum + one, 0)) },
    columnWidths: widths.map(twips),
    layout: TableLayoutType.FIXED,
    borders: noTableBorders,
    rows: rows.map((cells) => plainRow(widths, cells)),
  });

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pdfmake from 'pdfmake';
import type { Orientation } from './party-document.ts';
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
  type SetSignature,
  type SetTable,
} from './set-document.ts';

const points = (mm: number): number => (mm * 72) / 25.4;

type Node = Record<string, unknown>;

/** Whole files, not the ones split by script: a split file lacks plain letters and leaves holes in a PDF. */
const faces = {
  normal: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italics: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  bolditalics: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
};

let prepared = false;

/** Reads the faces once into pdfmake's own store; after that it may open no file and no address. */
function prepare(): void {
  if (prepared) return;
  for (const file of Object.values(faces)) {
    const path = fileURLToPath(import.meta.resolve(`@expo-google-fonts/tinos/${file}`));
    pdfmake.virtualfs.writeFileSync(file, readFileSync(path));
  }
  pdfmake.setLocalAccessPolicy(() => false);
  pdfmake.setUrlAccessPolicy(() => false);
  prepared = true;
}

/**
 * The PDF of a set document, in Tinos, which has the measures of Times New Roman.
 * Blocks for long on long tables; called in the worker. Signs that the face lacks are drawn as an empty box.
 */
export async function buildPdf(set: SetDocument): Promise<Uint8Array> {
  prepare();
  // pdfmake replaces the names by the files' contents, so each document gets its own names.
  pdfmake.setFonts({ Tinos: { ...faces } });
  return await pdfmake.createPdf(definitionOf({ ...breakLongWords(set), title: set.title })).getBuffer();
}

const LONGEST_WORD = 30;
const PART = 12;

/**
 * Puts invisible break points into words that may be longer than a line. The layout would find the breaks itself, by
 * measuring the rest of the word again for each line: half a minute for a pasted text of 5,000 letters without a space.
 */
function breakLongWords<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/\S+/g, breakWord) as T;
  if (Array.isArray(value)) return value.map(breakLongWords) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, breakLongWords(part)])) as T;
}

function breakWord(word: string): string {
  if (word.length <= LONGEST_WORD) return word;
  const parts: string[] = [];
  let part = '';
  for (const sign of word) {
    // Marks stay with their letter, unless somebody heaped hundreds of them.
    if (part.length >= PART && (!/^\p{M}/u.test(sign) || part.length >= LONGEST_WORD)) {
      parts.push(part);
      part = '';
    }
    part += sign;
  }
  return [...parts, part].join('\u200b');
}

function definitionOf(set: SetDocument): object {
  const content: Node[] = headOf(set, set.orientation);
  const isManyPapers = set.pieces.some((piece) => piece.kind === 'page-break' && piece.head !== null);
  let orientation = set.orientation;
  for (const [index, piece] of set.pieces.entries()) {
    if (piece.kind === 'page-break') {
      orientation = piece.orientation;
      content.push({
        text: '',
        fontSize: 1,
        pageBreak: 'before',
        pageOrientation: orientation,
      });
      if (piece.head) content.push(...headOf(piece.head, orientation));
      continue;
    }
    const nodes = pieceOf(piece, points(textWidthMm(orientation)));
    const before = set.pieces[index - 1];
    if (
      piece.kind === 'signatures' &&
      nodes[0]?.stack &&
      before?.kind === 'text' &&
      runsText(before.runs).length < 900
    ) {
      // Signatures never stand alone on a page: the paragraph before goes with them.
      (nodes[0].stack as Node[]).unshift({ ...content.pop(), unbreakable: false });
    } else if (piece.kind === 'signatures' && nodes[0]?.stack && before?.kind === 'table') {
      const end = endOfTable(content);
      if (end) (nodes[0].stack as Node[]).unshift(end);
    }
    content.push(...nodes);
  }
  return {
    pageSize: 'A4',
    pageOrientation: set.orientation,
    pageMargins: [page.leftMm, page.topMm, page.rightMm, page.bottomMm].map(points),
    version: '1.7',
    language: 'vi-VN',
    displayTitle: true,
    info: { title: set.title, author: set.issuingBody, subject: set.summary || set.typeName, creator: 'Gốc' },
    defaultStyle: { font: 'Tinos', fontSize: size.body, lineHeight: 1.05 },
    header: (current: number) =>
      current === 1 || isManyPapers
        ? undefined
        : {
            text: String(current),
            alignment: 'center',
            fontSize: size.pageNumber,
            margin: [0, points(page.numberMm), 0, 0],
          },
    content: withHeadings(content),
    // A heading whose long paragraph or table starts on the next page goes there with it.
    pageBreakBefore: (
      node: { headlineLevel?: number },
      nodes: { getFollowingNodesOnPage(): { text?: unknown }[] },
    ) =>
      node.headlineLevel === 1 &&
      nodes.getFollowingNodesOnPage().every((following) => following.text === undefined),
  };
}

const ROWS_WITH_SIGNATURES = 2;

/**
 * Takes the last rows off the table that ends the content, to go with the signatures below it: those never stand alone on a
 * page. Undefined for a table that is short, stays whole or has cells over several rows.
 */
function endOfTable(content: Node[]): Node | undefined {
  const last = content.at(-1) as { table?: { body: Node[][]; headerRows: number }; unbreakable?: boolean };
  const { table } = last;
  if (!table || last.unbreakable) return undefined;
  const at = table.body.length - ROWS_WITH_SIGNATURES;
  const isParted = table.body.slice(table.headerRows).some((row) => row.some((cell) => 'rowSpan' in cell));
  if (isParted || at < table.headerRows + ROWS_WITH_SIGNATURES) return undefined;
  const end = table.body.slice(at);
  content[content.length - 1] = {
    ...last,
    margin: [0, 2, 0, 0],
    table: { ...table, body: table.body.slice(0, at) },
  };
  return {
    ...last,
    // The line between the two parts lies on itself; on a new page it is the upper edge.
    margin: [0, -LINE, 0, 8],
    table: { ...table, body: end, headerRows: 0, keepWithHeaderRows: 0 },
  };
}

/** Joins headings to the block behind them when that block is not parted either. */
function withHeadings(nodes: Node[]): Node[] {
  const joined: Node[] = [];
  let headings: Node[] = [];
  for (const node of nodes) {
    if (node.headlineLevel === 1) {
      headings.push(node);
      continue;
    }
    if (headings.length > 0 && headings.length < 4 && node.unbreakable) {
      const parts = [...headings.map((heading) => ({ ...heading, headlineLevel: undefined })), node];
      joined.push({ stack: parts.map((part) => ({ ...part, unbreakable: false })), unbreakable: true });
    } else joined.push(...headings, node);
    headings = [];
  }
  return [...joined, ...headings];
}

function headOf(set: SetHead, orientation: Orientation): Node[] {
  const width = points(textWidthMm(orientation));
  const left = width * space.headLeft;
  const center = { alignment: 'center' };
  const bodies: Node[] = [
    ...(set.superiorBody
      ? [
          {
            text: balancedLines(set.superiorBody, textWidthMm(orientation) * space.headLeft),
            fontSize: size.superiorBody,
            ...center,
          },
        ]
      : []),
    {
      text: balancedLines(set.issuingBody, textWidthMm(orientation) * space.headLeft),
      fontSize: size.issuingBody,
      bold: true,
      ...center,
    },
    { text: '*', fontSize: size.number, ...center },
  ];
  const below: Node[] = [
    ...(set.number ? [{ text: set.number, fontSize: size.number, ...center }] : []),
    ...(set.draftMark ? [frame(set.draftMark, left)] : []),
  ];
  const nodes: Node[] = [
    {
      layout: plain,
      table: {
        widths: [left, width - left],
        body: [
          [
            { stack: bodies },
            { text: COUNTRY_LINE, fontSize: size.country, bold: true, decoration: 'underline', ...center },
          ],
          [
            { stack: below },
            { text: set.placeAndDate, fontSize: size.placeAndDate, italics: true, ...center },
          ],
        ],
      },
    },
    { text: set.typeName, fontSize: size.typeName, bold: true, ...center, margin: [0, 18, 0, 2] },
  ];
  if (set.summary) {
    nodes.push(
      { text: set.summary, fontSize: size.summary, bold: true, ...center },
      { text: SUMMARY_RULE, fontSize: size.summary, ...center },
    );
  }
  nodes.push({ text: '', fontSize: 1, margin: [0, 0, 0, 5] });
  return nodes;
}

function pieceOf(piece: Exclude<Piece, { kind: 'page-break' }>, width: number): Node[] {
  switch (piece.kind) {
    case 'text':
      return [
        {
          text: bodyRunsOf(piece.runs),
          alignment: piece.align,
          // Two or three lines stay together; longer paragraphs may be parted.
          unbreakable: runsText(piece.runs).length < 200,
          leadingIndent: piece.firstLine ? points(space.firstLineMm + piece.depth * space.sublistMm) : 0,
          lineHeight: 1.15,
          margin: [0, 0, 0, space.afterParagraph],
        },
      ];
    case 'heading':
      return [
        {
          text: runsOf(piece.runs),
          alignment: piece.align,
          leadingIndent: piece.align === 'left' ? points(space.firstLineMm) : 0,
          headlineLevel: 1,
          lineHeight: 1.15,
          margin: [0, space.afterParagraph, 0, space.afterParagraph],
        },
      ];
    case 'table':
      return tableOf(piece, width);
    case 'signatures':
      return signaturesOf(piece, width);
    case 'recipients':
      return [{ stack: recipientsOf(piece.recipients), margin: [0, 12, 0, 0] }];
  }
}

const PADDING = 4;
const LINE = 0.5;
const ruled = {
  hLineWidth: () => LINE,
  vLineWidth: () => LINE,
  paddingLeft: () => PADDING,
  paddingRight: () => PADDING,
  paddingTop: () => 2,
  paddingBottom: () => 2.5,
};
const plain = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
};

function tableOf(table: SetTable, width: number): Node[] {
  const nodes: Node[] = [];
  if (table.caption) {
    nodes.push({
      text: table.caption,
      bold: true,
      alignment: 'center',
      headlineLevel: 1,
      margin: [0, space.afterParagraph, 0, space.afterParagraph],
    });
  }
  const fontSize = table.dense ? size.denseTable : size.table;
  const inner = width - LINE * (table.widths.length + 1) - 2 * PADDING * table.widths.length;
  const widths = fitted(table.widths, inner);
  const toNodes = (rows: PlacedCell[][], isHeader: boolean): Node[][] =>
    rows.map((cells) => {
      const row: Node[] = widths.map(() => ({}));
      for (const cell of cells) {
        row[cell.column] = {
          text: runsOf(cell.runs),
          alignment: cell.align,
          ...(cell.colSpan > 1 ? { colSpan: cell.colSpan } : {}),
          ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
          ...(cell.shaded ? { fillColor: '#ededed' } : {}),
          ...lowered(cell, isHeader),
        };
      }
      return row;
    });
  /** pdfmake's own vertical alignment misplaces cells that span rows: a single line is let down by hand. */
  const lowered = (cell: PlacedCell, isHeader: boolean): Node => {
    if (cell.rowSpan === 1) return isHeader ? { verticalAlignment: 'middle' } : {};
    const width = widths.slice(cell.column, cell.column + cell.colSpan).reduce((sum, one) => sum + one, 0);
    const isOneLine = runsText(cell.runs).length * fontSize * 0.6 < width;
    return isOneLine ? { margin: [0, (cell.rowSpan - 1) * fontSize * 0.6, 0, 0] } : {};
  };
  const body = [...toNodes(table.header, true), ...toNodes(table.rows, false)];
  if (body.length === 0) return nodes;
  const heightOf = (rows: PlacedCell[][]) => rows.map((row) => roughHeight(row, widths, fontSize));
  const headerHeight = heightOf(table.header).reduce((sum, one) => sum + one, 0);
  const tallest = Math.max(0, ...heightOf(table.rows));
  const half = points(page.heightMm) / 3;
  // A header or a row that may not be parted must fit on a page with room to spare, or the layout never ends.
  const repeats = headerHeight < half;
  const spans = table.rows.some((row) => row.some((cell) => cell.rowSpan > 1));
  const whole = staysWhole(
    [...table.header, ...table.rows].map((row) => row.map((cell) => runsText(cell.runs))),
  );
  nodes.push({
    fontSize,
    unbreakable: whole,
    layout: ruled,
    margin: [0, 2, 0, 8],
    table: {
      widths,
      body,
      headerRows: repeats ? table.header.length : 0,
      keepWithHeaderRows: repeats && table.rows.length > 0 && tallest < half && !spans ? 1 : 0,
      dontBreakRows: tallest < half && !spans,
    },
  });
  return nodes;
}

/** Shares of a width in points, none so narrow that a single letter would not fit. */
function fitted(shares: number[], width: number): number[] {
  const least = Math.min(12, width / shares.length);
  const raised = shares.map((share) => Math.max(share * width, least));
  const sum = raised.reduce((total, one) => total + one, 0);
  return raised.map((one) => (one * width) / sum);
}

/** A generous guess of a row's height in points. */
function roughHeight(row: PlacedCell[], widths: number[], fontSize: number): number {
  const heights = row.map((cell) => {
    const width = widths.slice(cell.column, cell.column + cell.colSpan).reduce((sum, one) => sum + one, 0);
    const perLine = Math.max(1, Math.floor(width / (fontSize * 0.6)));
    const lines = runsText(cell.runs)
      .split('\n')
      .reduce((sum, text) => sum + Math.max(1, Math.ceil(text.length / perLine)), 0);
    return (lines * fontSize * 1.3) / cell.rowSpan;
  });
  return Math.max(0, ...heights);
}

function signaturesOf(piece: Extract<Piece, { kind: 'signatures' }>, width: number): Node[] {
  const [only] = piece.columns;
  const beside = piece.columns.length === 1 && piece.recipients.length > 0;
  const columns: (SetSignature | undefined)[] =
    piece.columns.length === 1 ? [undefined, only] : piece.columns;
  const top = columns.map((column) => {
    if (!column) return { stack: beside ? recipientsOf(piece.recipients) : [], rowSpan: 3 };
    const lines: Node[] = [];
    if (column.authority) lines.push({ text: column.authority, bold: true });
    lines.push({ text: column.position, bold: true });
    if (column.note) lines.push({ text: column.note, italics: true, fontSize: size.recipients });
    return { stack: lines, alignment: 'center' };
  });
  const names = columns.map((column) => ({ text: column?.name ?? '', bold: true, alignment: 'center' }));
  const block: Node = {
    layout: plain,
    margin: [0, 12, 0, 0],
    table: {
      widths: columns.map(() => width / columns.length),
      heights: ['auto', points(space.signatureMm), 'auto'],
      body: [top, columns.map(() => ({ text: '' })), names],
    },
  };
  const after =
    piece.columns.length > 1 && piece.recipients.length
      ? [{ stack: recipientsOf(piece.recipients), margin: [0, 12, 0, 0] }]
      : [];
  const letters = JSON.stringify(piece).length;
  return letters < 1500 ? [{ stack: [block], unbreakable: true }, ...after] : [block, ...after];
}

function recipientsOf(recipients: string[]): Node[] {
  if (recipients.length === 0) return [];
  return [
    { text: RECIPIENTS_TITLE, fontSize: size.recipientsTitle, decoration: 'underline' },
    ...recipients.map((text) => ({ text, fontSize: size.recipients })),
  ];
}

/** A word in a frame, in the middle of a column of this width. */
function frame(text: string, width: number): Node {
  const inner = Math.min(points(34), width - 10);
  return {
    margin: [(width - inner) / 2, 6, 0, 0],
    layout: { ...ruled, hLineWidth: () => 0.75, vLineWidth: () => 0.75 },
    table: {
      widths: [inner - 2 * PADDING - 1.5],
      body: [[{ text, fontSize: size.draftMark, bold: true, alignment: 'center' }]],
    },
  };
}

/**
 * Runs of a body paragraph. Numbers such as `05-NQ/CB` are kept as one word: the layout would part them at the hyphen and
 * the slash, and justify the parts away from each other.
 */
function bodyRunsOf(runs: Runs): Node[] {
  return runs.flatMap((run) =>
    run.text.split(/((?<![^\s(])[\p{L}\d]+(?:[-/][\p{L}\d]+)+ ?)/u).flatMap((text, index) => {
      if (text === '') return [];
      const whole = index % 2 === 1 && text.length <= 20 ? { noWrap: true } : {};
      return [{ text, bold: run.bold ?? false, italics: run.italic ?? false, ...whole }];
    }),
  );
}

const runsOf = (runs: Runs): Node[] | string =>
  runs.length === 0
    ? ''
    : runs.map((run) => ({ text: run.text, bold: run.bold ?? false, italics: run.italic ?? false }));

import type {
  Alignment,
  Block,
  ListBlock,
  ListMarker,
  Orientation,
  PartyDocument,
  RichText,
  Signature,
  TableBlock,
  TableCell,
  TableRow,
  TextRun,
} from './party-document.ts';
import { formatLongDate, typeset, typesetPiece } from './vietnamese-typography.ts';

/**
 * A document after typography: what all three renderers print, so that none of them can say more or less than the others.
 * Every text is tidy; list marks are written out; table cells stand on a checked grid.
 */
export type SetDocument = SetHead & {
  title: string;
  orientation: Orientation;
  pieces: Piece[];
};

/** What stands at the head of a paper, down to what it is about. */
export type SetHead = {
  superiorBody: string;
  issuingBody: string;
  number: string;
  placeAndDate: string;
  draftMark: string;
  typeName: string;
  summary: string;
};

export type Runs = TextRun[];

export type Piece =
  | { kind: 'text'; runs: Runs; align: Alignment; firstLine: boolean; depth: number }
  | { kind: 'heading'; runs: Runs; align: 'left' | 'center' }
  | SetTable
  | { kind: 'signatures'; columns: SetSignature[]; recipients: string[] }
  | { kind: 'recipients'; recipients: string[] }
  | { kind: 'page-break'; orientation: Orientation; head: SetHead | null };

export type SetTable = {
  kind: 'table';
  caption: string;
  dense: boolean;
  /** Shares of the width, summing to 1. */
  widths: number[];
  header: PlacedCell[][];
  rows: PlacedCell[][];
};

export type PlacedCell = {
  column: number;
  colSpan: number;
  rowSpan: number;
  runs: Runs;
  align: Alignment;
  shaded: boolean;
};

export type SetSignature = { authority: string; position: string; note: string; name: string };

export const runsText = (runs: Runs): string => runs.map((run) => run.text).join('');

/**
 * Sets every text of a document.
 * Throws RangeError when a table has no column or a row holds more cells than places: a mistake of the caller, not of the user.
 */
export function setDocument(doc: PartyDocument): SetDocument {
  const set: SetDocument = {
    ...setHead(doc),
    title: oneLine(doc.title),
    orientation: doc.orientation ?? 'portrait',
    pieces: [],
  };
  let orientation = set.orientation;
  for (const block of doc.blocks) {
    for (const piece of setBlock(block, orientation)) {
      if (piece.kind === 'page-break') orientation = piece.orientation;
      // A long address in a justified line tears the other words apart.
      if (piece.kind === 'text' && piece.align === 'justify' && /[^\s]{40}/.test(runsText(piece.runs)))
        piece.align = 'left';
      set.pieces.push(piece);
    }
  }
  return set;
}

function setHead(paper: Pick<PartyDocument, 'header' | 'typeName' | 'summary' | 'draftMark'>): SetHead {
  const { header } = paper;
  const place = typeset(header.place);
  const day = header.on ? formatLongDate(header.on) : 'ngày … tháng … năm …';
  return {
    superiorBody: typeset(header.superiorBody ?? ''),
    issuingBody: typeset(header.issuingBody),
    number: oneLine(header.number ?? ''),
    placeAndDate: place ? `${place}, ${day}` : day,
    draftMark: typeset(paper.draftMark ?? ''),
    typeName: typeset(paper.typeName),
    summary: typeset(paper.summary ?? ''),
  };
}

/** Number and title are searched for and matched by machines: plain spaces, one line. */
const oneLine = (text: string): string =>
  typeset(text)
    .replace(/[\n\u00a0]/g, ' ')
    .trim();

function setBlock(block: Block, orientation: Orientation): Piece[] {
  switch (block.kind) {
    case 'paragraph': {
      const align = block.align ?? 'justify';
      const firstLine = (block.indent ?? true) && (align === 'left' || align === 'justify');
      return [{ kind: 'text', runs: setRuns(block.text), align, firstLine, depth: 0 }];
    }
    case 'heading': {
      const text = typeset(block.text);
      const runs = text ? [{ text, bold: true, italic: block.level === 3 }] : [];
      return [{ kind: 'heading', runs, align: block.align ?? 'left' }];
    }
    case 'list':
      return setList(block, 0);
    case 'table':
      return [setTable(block)];
    case 'key-values':
      return block.pairs.map(({ key, value }) => ({
        kind: 'text',
        runs: [
          { text: `${typeset(key).replace(/:$/, '')}:`, bold: true },
          ...withLeadingSpace(setRuns(value)),
        ],
        align: 'justify',
        firstLine: true,
        depth: 0,
      }));
    case 'signatures':
      return [
        {
          kind: 'signatures',
          columns: block.columns.map(setSignature),
          recipients: setRecipients(block.recipients ?? []),
        },
      ];
    case 'recipients':
      return [{ kind: 'recipients', recipients: setRecipients(block.recipients) }];
    case 'page-break':
      return [
        {
          kind: 'page-break',
          orientation: block.orientation ?? orientation,
          head: block.paper ? setHead(block.paper) : null,
        },
      ];
  }
}

function setList(list: ListBlock, depth: number): Piece[] {
  const pieces: Piece[] = [];
  list.items.forEach((item, index) => {
    const whole =
      typeof item === 'string' || Array.isArray(item)
        ? undefined
        : (item as Extract<typeof item, { text: RichText }>);
    const runs = setRuns(whole ? whole.text : (item as RichText));
    const mark = markOf(list.marker, (list.start ?? 1) + index);
    pieces.push({
      kind: 'text',
      runs: [{ text: mark }, ...withLeadingSpace(runs)],
      align: 'justify',
      firstLine: true,
      depth,
    });
    if (whole?.sublist) pieces.push(...setList(whole.sublist, depth + 1));
  });
  return pieces;
}

const LETTERS = 'abcdđeghiklmnopqrstuvxy';

/** Letters as Vietnamese offices count: with đ, without f, j, w, z; past y the number stands instead. */
function markOf(marker: ListMarker, at: number): string {
  if (marker === 'dash') return '-';
  if (marker === 'plus') return '+';
  if (marker === 'letter') return `${LETTERS[at - 1] ?? at})`;
  return `${at}.`;
}

/** A no-break space keeps a mark or key on the line of the first word. */
const withLeadingSpace = (runs: Runs): Runs => (runs.length ? [{ text: '\u00a0' }, ...runs] : []);

function setRuns(text: RichText): Runs {
  const given: readonly TextRun[] = typeof text === 'string' ? [{ text }] : text;
  const runs: Runs = [];
  for (const run of given) {
    let piece = typesetPiece(run.text);
    const before = runs.at(-1);
    if (!before) piece = piece.trimStart();
    else {
      if (/\s$/.test(before.text)) piece = piece.replace(/^ +/, '');
      if (/^[,;:!?]/.test(piece)) before.text = before.text.trimEnd();
    }
    if (piece) runs.push({ text: piece, bold: run.bold ?? false, italic: run.italic ?? false });
  }
  for (let last = runs.at(-1); last; last = runs.at(-1)) {
    last.text = last.text.trimEnd();
    if (last.text) break;
    runs.pop();
  }
  return runs.filter((run) => run.text !== '');
}

const setSignature = (signature: Signature): SetSignature => ({
  authority: typeset(signature.authority ?? ''),
  position: typeset(signature.position),
  note: typeset(signature.note ?? ''),
  name: typeset(signature.name ?? ''),
});

/** Each line ends with a comma, the last with a full stop, unless it is written with a sign of its own. */
function setRecipients(recipients: readonly string[]): string[] {
  const lines = recipients.map((line) => typeset(line).replace(/^-\s*/, '')).filter((line) => line !== '');
  return lines.map((line, index) => {
    if (/[.,;]$/.test(line)) return `- ${line}`;
    return `- ${line}${index === lines.length - 1 ? '.' : ','}`;
  });
}

function setTable(block: TableBlock): SetTable {
  if (block.columns.length === 0) throw new RangeError('A table has at least one column.');
  const shares = block.columns.map((column) => (column.width > 0 ? column.width : 0));
  const sum = shares.reduce((total, share) => total + share, 0);
  const count = block.columns.length;
  return {
    kind: 'table',
    caption: typeset(block.caption ?? ''),
    dense: block.dense ?? false,
    widths: sum > 0 ? shares.map((share) => Math.max(share / sum, 0.02)) : shares.map(() => 1 / count),
    header: place(block.header, count, () => ({ align: 'center', bold: true })),
    rows: place(block.rows, count, (column) => ({
      align: block.columns[column]?.align ?? 'left',
      bold: false,
    })),
  };
}

function place(
  rows: readonly TableRow[],
  count: number,
  look: (column: number) => { align: Alignment; bold: boolean },
): PlacedCell[][] {
  /** Rows for which each column is still taken by a cell above. */
  const taken = Array.from({ length: count }, () => 0);
  return rows.map((row, at) => {
    const placed: PlacedCell[] = [];
    const starts: [column: number, span: number][] = [];
    let next = 0;
    for (let column = 0; column < count; ) {
      if ((taken[column] ?? 0) > 0) {
        column += 1;
        continue;
      }
      const cell: TableCell = row[next] ?? '';
      next += 1;
      const whole =
        typeof cell === 'string' || Array.isArray(cell)
          ? undefined
          : (cell as Extract<TableCell, { text: RichText }>);
      let colSpan = 1;
      while (colSpan < Math.min(whole?.colSpan ?? 1, count - column) && taken[column + colSpan] === 0)
        colSpan += 1;
      const rowSpan = Math.max(1, Math.min(whole?.rowSpan ?? 1, rows.length - at));
      const { align, bold } = look(column);
      const runs = setRuns(whole ? whole.text : (cell as RichText)).map((run) => ({
        text: run.text,
        bold: run.bold || (whole?.bold ?? bold),
        italic: run.italic || (whole?.italic ?? false),
      }));
      placed.push({
        column,
        colSpan,
        rowSpan,
        runs,
        align: whole?.align ?? align,
        shaded: whole?.shaded ?? false,
      });
      starts.push([column, colSpan]);
      for (let offset = 0; offset < colSpan; offset += 1) taken[column + offset] = rowSpan;
      column += colSpan;
    }
    if (next < row.length)
      throw new RangeError(`Table row ${at + 1} has ${row.length} cells but only ${next} places are free.`);
    for (let column = 0; column < count; column += 1) taken[column] = Math.max(0, (taken[column] ?? 0) - 1);
    return placed;
  });
}

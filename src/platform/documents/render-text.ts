import type { PartyDocument } from './party-document.ts';
import { COUNTRY_LINE, RECIPIENTS_TITLE, SUMMARY_RULE } from './party-layout.ts';
import { type Piece, type PlacedCell, runsText, type SetHead, setDocument } from './set-document.ts';
import { plainSpaces } from './vietnamese-typography.ts';

/**
 * The document as plain text for pasting into a chat or another programme: the same words in the same order as the
 * printed forms, plain spaces, one blank line between parts, table cells parted by ` | `. Ends with a line feed.
 */
export function renderText(doc: PartyDocument): string {
  const set = setDocument(doc);
  const parts: string[][] = headLines(set);
  let before: Piece | undefined;
  for (const piece of set.pieces) {
    const groups = groupsOf(piece);
    if (piece.kind === 'text' && before?.kind === 'text') parts.at(-1)?.push(...groups.flat());
    else parts.push(...groups);
    before = piece;
  }
  const text = parts
    .map((lines) => lines.filter((line) => line.trim() !== '').join('\n'))
    .filter((part) => part !== '')
    .join('\n\n');
  return `${plainSpaces(text)}\n`;
}

const headLines = (head: SetHead): string[][] => [
  [head.superiorBody, head.issuingBody, '*', head.number, head.draftMark],
  [COUNTRY_LINE, head.placeAndDate],
  [head.typeName, head.summary, head.summary ? SUMMARY_RULE : ''],
];

/** Lines that belong together; a blank line parts the groups. */
function groupsOf(piece: Piece): string[][] {
  switch (piece.kind) {
    case 'text':
      return [[`${'  '.repeat(piece.depth)}${runsText(piece.runs)}`]];
    case 'heading':
      return [[runsText(piece.runs)]];
    case 'table':
      return [[piece.caption, ...[...piece.header, ...piece.rows].map(rowLine)]];
    case 'signatures':
      return [
        ...piece.columns.map((column) => [column.authority, column.position, column.note, column.name]),
        recipientLines(piece.recipients),
      ];
    case 'recipients':
      return [recipientLines(piece.recipients)];
    case 'page-break':
      return piece.head ? headLines(piece.head) : [];
  }
}

const recipientLines = (recipients: string[]): string[] =>
  recipients.length ? [RECIPIENTS_TITLE, ...recipients] : [];

const rowLine = (cells: PlacedCell[]): string =>
  cells
    .map((cell) => runsText(cell.runs).replaceAll('\n', ' '))
    .join(' | ')
    .replace(/[ |]+$/, '');

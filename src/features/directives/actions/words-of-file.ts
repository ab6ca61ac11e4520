import { withoutMarks } from '#kernel/vietnamese.ts';
import { openZip } from '#platform/documents/open-zip.ts';
import { wordsOfPdf } from '#platform/documents/pdf-words.ts';

/** As much of a text as is kept for finding a paper by its words. */
const MOST_CHARACTERS = 200_000;
/** The head of a first page. */
const OPENING = 600;

/** Where the text of an office file stands inside it: of a document, of the cells of a workbook, of the slides. */
const PARTS_WITH_TEXT: Record<string, RegExp> = {
  docx: /^word\/document\.xml$/,
  xlsx: /^xl\/sharedStrings\.xml$/,
  pptx: /^ppt\/slides\/slide\d+\.xml$/,
};

function wordsOfOffice(bytes: Buffer, wanted: RegExp): string {
  try {
    const parts = openZip(bytes, (entry) => wanted.test(entry));
    return (
      [...parts.values()]
        .map((part) => part.toString('utf8'))
        .join(' ')
        .replace(/<\/w:p>|<w:tab\/>|<w:br\/>|<\/a:p>|<\/si>/g, ' ')
        // Ends at the next bracket too, so that a file of nothing but brackets is one look and not one for each.
        .replace(/<[^<>]*>/g, '')
        .replace(/&(lt|gt|amp|quot|apos);/g, ' ')
    );
  } catch {
    return '';
  }
}

export type FileText = {
  /** For finding a paper: lower case without marks. Empty when there is no text to read. */
  words: string;
  /** How the text begins, as it is written: where a stamp of secrecy stands. */
  opening: string;
};

/**
 * What stands in an office file (.docx, .xlsx, .pptx) or a PDF. No words in files that have no text to read (scans,
 * pictures, old Word files) and in a broken one: the paper is kept all the same. Null when its turn to be read did not
 * come within `patienceMs`; without it, it waits for as long as it takes.
 */
export async function readFileText(
  name: string,
  bytes: Buffer,
  patienceMs?: number,
): Promise<FileText | null> {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  const wanted = PARTS_WITH_TEXT[ending];
  const text = wanted
    ? wordsOfOffice(bytes, wanted)
    : ending === 'pdf'
      ? await wordsOfPdf(new Uint8Array(bytes), patienceMs === undefined ? {} : { patienceMs })
      : '';
  if (text === null) return null;
  const tidy = text.replace(/\s+/g, ' ').trim().slice(0, MOST_CHARACTERS).normalize('NFC');
  return { words: tidy === '' ? '' : ` ${withoutMarks(tidy)}`, opening: tidy.slice(0, OPENING) };
}

/** The words of a file alone, however long others take. */
export const wordsOfFile = async (name: string, bytes: Buffer): Promise<string> =>
  (await readFileText(name, bytes))?.words ?? '';

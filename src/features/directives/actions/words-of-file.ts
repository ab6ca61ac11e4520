import { withoutMarks } from '#kernel/vietnamese.ts';
import { openZip } from '#platform/documents/open-zip.ts';
import { wordsOfPdf } from '#platform/documents/pdf-words.ts';

/** As much of a text as is kept for finding a paper by its words. */
const MOST_CHARACTERS = 200_000;

function wordsOfDocx(bytes: Buffer): string {
  try {
    const document = openZip(bytes, (entry) => entry === 'word/document.xml').get('word/document.xml');
    return (
      (document?.toString('utf8') ?? '')
        .replace(/<\/w:p>|<w:tab\/>|<w:br\/>/g, ' ')
        // Ends at the next bracket too, so that a file of nothing but brackets is one look and not one for each.
        .replace(/<[^<>]*>/g, '')
        .replace(/&(lt|gt|amp|quot|apos);/g, ' ')
    );
  } catch {
    return '';
  }
}

/**
 * The words of a Word file (.docx) or a PDF for finding a paper, lower case without marks. Empty for files that have no
 * text to read (scans, old Word files) and for a broken one: the paper is kept all the same.
 */
export async function wordsOfFile(name: string, bytes: Buffer): Promise<string> {
  const text = /\.docx$/i.test(name)
    ? wordsOfDocx(bytes)
    : /\.pdf$/i.test(name)
      ? await wordsOfPdf(new Uint8Array(bytes))
      : '';
  const words = withoutMarks(text.replace(/\s+/g, ' ').trim().slice(0, MOST_CHARACTERS).normalize('NFC'));
  return words === '' ? '' : ` ${words}`;
}

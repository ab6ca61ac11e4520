import { withoutMarks } from '#kernel/vietnamese.ts';
import { openZip } from '#platform/documents/open-zip.ts';

/** As much of a text as is kept for finding a paper by its words. */
const MOST_CHARACTERS = 200_000;

/**
 * The words of a Word file (.docx) for finding a paper, lower case without marks. Empty for files whose text cannot
 * be read without drawing them (scans, PDF, old Word files) and for a broken one: the paper is kept all the same.
 */
export function wordsOfFile(name: string, bytes: Buffer): string {
  if (!/\.docx$/i.test(name)) return '';
  try {
    const document = openZip(bytes, (entry) => entry === 'word/document.xml').get('word/document.xml');
    if (!document) return '';
    const text = document
      .toString('utf8')
      .replace(/<\/w:p>|<w:tab\/>|<w:br\/>/g, ' ')
      .replace(/<[^>]+>/g, '')
      .replace(/&(lt|gt|amp|quot|apos);/g, ' ')
      .replace(/\s+/g, ' ');
    return ` ${withoutMarks(text.slice(0, MOST_CHARACTERS).normalize('NFC'))}`;
  } catch {
    return '';
  }
}

import { expect, it } from 'vitest';
import { wordsOfPdf } from './pdf-words.ts';
import { renderPdf } from './render-pdf.ts';
import { minutes } from './sample-documents.ts';

const limits = { memoryMb: 448, seconds: 60, pages: 300, characters: 200_000 };

it('reads the words of a PDF with their marks, up to a limit', async () => {
  const bytes = new Uint8Array(await renderPdf(minutes));
  const words = await wordsOfPdf(bytes.slice(), { limits });
  expect(words).toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
  expect(words).toContain('BIÊN BẢN');
  expect(await wordsOfPdf(bytes.slice(), { limits: { ...limits, characters: 12 } })).toHaveLength(12);
});

it.each([
  ['is no PDF inside', '%PDF-1.7 không phải PDF'],
  ['has no page', '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'],
  ['is empty', ''],
])('gives no words for a file that %s', async (_, text) => {
  expect(await wordsOfPdf(new TextEncoder().encode(text), { limits })).toBe('');
});

it('lets go of a file that takes too long', async () => {
  const bytes = new Uint8Array(await renderPdf(minutes));
  expect(await wordsOfPdf(bytes, { limits: { ...limits, seconds: 0 } })).toBe('');
});

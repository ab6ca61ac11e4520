import { parentPort } from 'node:worker_threads';
import { buildDocx } from './build-docx.ts';
import { buildPdf } from './build-pdf.ts';
import type { RenderAnswer, RenderRequest } from './render-thread.ts';
import { setDocument } from './set-document.ts';

const port = parentPort;
if (!port) throw new Error('This module runs in a worker thread.');

/** One after the other: pdfmake keeps its faces in one shared place. */
let last: Promise<void> = Promise.resolve();

port.on('message', (request: RenderRequest) => {
  last = last.then(() => answer(request));
});

async function answer({ id, format, doc }: RenderRequest): Promise<void> {
  let reply: RenderAnswer;
  try {
    const set = setDocument(doc);
    reply = { id, file: format === 'pdf' ? await buildPdf(set) : await buildDocx(set) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  port!.postMessage(reply);
}

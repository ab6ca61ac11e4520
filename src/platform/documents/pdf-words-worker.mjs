// Reads the words of one uploaded PDF in a thread of its own, under a memory limit, so that no upload can slow or stop
// the server. Plain JavaScript: a worker does not inherit the TypeScript loader. Each page is told as it is read.
import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';

const { bytes, mostPages, mostCharacters } = workerData;

// Nothing of a stranger's file is run or drawn, and no font of the system is looked for.
const pdf = await getDocumentProxy(bytes, {
  isEvalSupported: false,
  disableFontFace: true,
  useSystemFonts: false,
  verbosity: 0,
});
let length = 0;
for (let number = 1; number <= Math.min(pdf.numPages, mostPages) && length < mostCharacters; number += 1) {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('');
  length += words.length;
  parentPort.postMessage(words.slice(0, mostCharacters));
  page.cleanup();
}
// Whoever listens knows by this that all was read.
parentPort.postMessage(null);

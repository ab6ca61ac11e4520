// Reads the words of one uploaded PDF in a process of its own: what a thread takes too much of ends the whole server, a
// process ends alone. Plain JavaScript: it is started without the TypeScript loader. Each page is told as it is read.
import { Worker } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';

/** A decoded stream lies outside the heap that `--max-old-space-size` counts, and reading it leaves no moment to look. */
const WATCH = `
  const { workerData } = require('node:worker_threads');
  const endAt = Date.now() + workerData.seconds * 1000;
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData.memoryBytes || Date.now() > endAt) process.kill(process.pid, 'SIGKILL');
  }, 20);
`;

const tell = (page) => new Promise((told) => process.send(page, told));

process.once('disconnect', () => process.exit());
process.once('message', async ({ bytes, limits }) => {
  new Worker(WATCH, {
    eval: true,
    workerData: { memoryBytes: limits.memoryMb * 1_048_576, seconds: limits.seconds },
  });
  // Nothing of a stranger's file is run or drawn, and no font of the system is looked for.
  const pdf = await getDocumentProxy(bytes, {
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  let length = 0;
  for (
    let number = 1;
    number <= Math.min(pdf.numPages, limits.pages) && length < limits.characters;
    number += 1
  ) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('');
    length += words.length;
    await tell(words.slice(0, limits.characters));
    page.cleanup();
  }
  process.exit();
});

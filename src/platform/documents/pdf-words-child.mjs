// Reads the words of one uploaded PDF in a process of its own; each page is told as it is read.
import { getDocumentProxy } from 'unpdf';
import { serve } from '../apart/serve.mjs';

serve(async ({ bytes, pages, characters }, tell) => {
  // Nothing of a stranger's file is run or drawn, and no font of the system is looked for.
  const pdf = await getDocumentProxy(bytes, {
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  let length = 0;
  for (let number = 1; number <= Math.min(pdf.numPages, pages) && length < characters; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('');
    length += words.length;
    await tell(words.slice(0, characters));
    page.cleanup();
  }
});

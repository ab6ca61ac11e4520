import type { PartyDocument } from './party-document.ts';
import { renderThread } from './render-thread.ts';

/**
 * The document as a Word file (`.docx`): A4, Times New Roman by name, the sizes of HD 36-HD/VPTW.
 * Laid out in a thread of its own. Rejects when a table does not fit its own columns (a mistake of the caller).
 */
export const renderDocx = (doc: PartyDocument): Promise<Buffer> => renderThread.render('docx', doc);

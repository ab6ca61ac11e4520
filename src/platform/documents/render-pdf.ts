import type { PartyDocument } from './party-document.ts';
import { renderThread } from './render-thread.ts';

/**
 * The document as a PDF with its face embedded and its text readable by machines.
 * Laid out in a thread of its own. Rejects when a table does not fit its own columns (a mistake of the caller).
 */
export const renderPdf = (doc: PartyDocument): Promise<Buffer> => renderThread.render('pdf', doc);

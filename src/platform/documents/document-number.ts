/**
 * Number and symbol of a Party document: `Số 05-NQ/CB`.
 *
 * No colon after `Số`, a hyphen between number and type, a slash before the body; numbers under 10 have two digits
 * (HD 36-HD/VPTW). Numbers run per document type and committee term; the caller keeps that register.
 *
 * @param number a whole number from 1; absent leaves room to write it by hand, as on a draft
 * @param type abbreviation of the document type: `NQ`, `KL`, `BC`, `CTr`
 * @param body abbreviation of the issuing body: `CB`, `ĐU`
 */
export function documentNumber(given: { number?: number; type: string; body: string }): string {
  const { number } = given;
  const type = symbol(given.type, 'type');
  const body = symbol(given.body, 'body');
  if (number !== undefined && !(Number.isSafeInteger(number) && number >= 1))
    throw new RangeError(`A document number is a whole number from 1, not ${number}`);
  const written = number === undefined ? '…' : String(number).padStart(2, '0');
  return `Số ${written}-${type}/${body}`;
}

function symbol(text: string, part: string): string {
  const tidy = text.normalize('NFC').trim();
  if (!/^[\p{L}\d]+(?:[.&-][\p{L}\d]+)*$/u.test(tidy))
    throw new RangeError(
      `The ${part} of a document number is an abbreviation such as NQ or CB, not "${text}"`,
    );
  return tidy;
}

import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';

/** First bytes of each kind of file that a directive may carry. */
const SIGNATURES: Record<string, readonly (readonly number[])[]> = {
  pdf: [[0x25, 0x50, 0x44, 0x46]],
  docx: [[0x50, 0x4b, 0x03, 0x04]],
  xlsx: [[0x50, 0x4b, 0x03, 0x04]],
  pptx: [[0x50, 0x4b, 0x03, 0x04]],
  doc: [[0xd0, 0xcf, 0x11, 0xe0]],
  xls: [[0xd0, 0xcf, 0x11, 0xe0]],
  png: [[0x89, 0x50, 0x4e, 0x47]],
  jpg: [[0xff, 0xd8, 0xff]],
  jpeg: [[0xff, 0xd8, 0xff]],
};

export const FILE_ENDINGS = Object.keys(SIGNATURES);

export type FileErrorCode = 'directives.file-empty' | 'directives.file-kind' | 'directives.file-other-kind';

/** Whether a file is one of the kinds offices send, and is what its name says. */
export function checkFile(name: string, bytes: Uint8Array): Result<string, Refusal<FileErrorCode>> {
  if (bytes.length === 0) return refuse({ code: 'directives.file-empty', field: 'name' });
  const ending = name.includes('.') ? name.split('.').at(-1)!.toLowerCase() : '';
  const signatures = SIGNATURES[ending];
  if (!signatures)
    return refuse({
      code: 'directives.file-kind',
      field: 'name',
      facts: { kinds: FILE_ENDINGS.map((one) => `.${one}`).join(', ') },
    });
  return signatures.some((signature) => signature.every((byte, at) => bytes[at] === byte))
    ? ok(name)
    : refuse({ code: 'directives.file-other-kind', field: 'name', facts: { ending: `.${ending}` } });
}

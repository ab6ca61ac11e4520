import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Options, parse } from 'csv-parse';
import type { TextEncoding } from '#platform/text-encoding/decode-text.ts';
import { readingOf } from '#platform/text-encoding/stream-text.ts';
import { sniffKind } from './sniff-kind.ts';

/** One line of a large delimited text, with its number as a spreadsheet program shows it. */
export type TextRecord = { number: number; fields: string[] };

export type RecordFile = {
  encoding: TextEncoding;
  delimiter: string;
  bytes: number;
  /** The first records, for finding the header. */
  first: TextRecord[];
  /** All records from the beginning. `told` hears how many bytes have been read. */
  read: (told?: (bytesRead: number) => void) => AsyncGenerator<TextRecord[]>;
};

const SAMPLE_BYTES = 262_144;
const RECORDS_AT_ONCE = 1_000;
/** A field longer than this is a quote that was never closed. */
const LONGEST_RECORD = 200_000;

const optionsFor = (delimiter: string): Options => ({
  delimiter,
  bom: false,
  relax_column_count: true,
  relax_quotes: true,
  skip_records_with_error: false,
  max_record_size: LONGEST_RECORD,
});

/** The delimiter that the first line outside of quotes has most of. */
function delimiterOf(text: string): string {
  const bare = text.replace(/"[^"]*"/g, '');
  const lines = bare.split(/\r?\n/).slice(0, 200);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of ['\t', ';', ',', '|']) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const fields = line.split(delimiter).length;
      if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1);
    }
    for (const [fields, count] of counts) {
      const score = count + Math.min(fields, 50) / 100;
      if (score > best.score) best = { delimiter, score };
    }
  }
  return best.delimiter;
}

export type RecordFault = 'not-text' | 'empty' | 'broken-quotes';

/** A file that cannot be read as lines of fields. */
export class RecordsUnreadable extends Error {
  constructor(readonly fault: RecordFault) {
    super(fault);
  }
}

/**
 * Opens a delimited text of any size (.csv, .tsv, .txt; any encoding in which Vietnamese is met) to be read in parts.
 * Errors: RecordsUnreadable; those of the file system.
 */
export async function openRecords(path: string): Promise<RecordFile> {
  const file = await open(path);
  let sample: Buffer;
  let bytes: number;
  try {
    bytes = (await file.stat()).size;
    const buffer = Buffer.alloc(Math.min(SAMPLE_BYTES, bytes));
    await file.read(buffer, 0, buffer.length, 0);
    sample = buffer;
  } finally {
    await file.close();
  }
  if (bytes === 0) throw new RecordsUnreadable('empty');
  if (sniffKind(sample) !== 'text') throw new RecordsUnreadable('not-text');
  const reading = readingOf(sample, sample.length === bytes);
  const text = new TextDecoder(reading.decoder.encoding).decode(sample);
  const told = /^\ufeff?sep=(.)\r?\n/i.exec(text);
  const delimiter = told?.[1] ?? delimiterOf(text);

  async function* read(hear: (bytesRead: number) => void = () => {}): AsyncGenerator<TextRecord[]> {
    const parser = parse(optionsFor(delimiter));
    const decoder = new TextDecoder(reading.decoder.encoding, { fatal: false });
    const source = createReadStream(path, { highWaterMark: 1 << 18 });
    let failure: unknown;
    parser.on('error', (error) => {
      failure = error;
    });
    let number = 0;
    let batch: TextRecord[] = [];
    const take = () => {
      for (let fields = parser.read() as string[] | null; fields !== null; fields = parser.read()) {
        number++;
        if (told && number === 1) continue;
        batch.push({ number, fields: fields.map((field) => reading.convert(field)) });
      }
    };
    for await (const chunk of source) {
      parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      take();
      if (failure) throw new RecordsUnreadable('broken-quotes');
      if (batch.length >= RECORDS_AT_ONCE) {
        hear(source.bytesRead);
        yield batch;
        batch = [];
      }
    }
    const ended = new Promise<void>((done) => {
      parser.once('end', done);
      parser.once('error', () => done());
    });
    parser.end(decoder.decode());
    parser.on('readable', take);
    take();
    await ended;
    if (failure) throw new RecordsUnreadable('broken-quotes');
    hear(source.bytesRead);
    if (batch.length > 0) yield batch;
  }

  const first: TextRecord[] = [];
  for await (const batch of read()) {
    first.push(...batch.slice(0, 300));
    break;
  }
  return { encoding: reading.encoding, delimiter, bytes, first, read };
}

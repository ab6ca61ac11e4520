import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  type BoxCheck,
  ballotsTexts,
  countedLines,
  faultTexts,
  neededTexts,
  outcomeTexts,
  phrasesOf,
  shortHash,
  verifyBox,
} from '#features/ballots/contract.ts';
import { CliFailure, print } from './output.ts';

/** Larger than any box of ten thousand ballots. */
const MOST_BYTES = 32 * 1024 * 1024;

async function readBoxFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined)
    throw new CliFailure('cli.no-such-file', `Không đọc được tệp ${path}. / The file cannot be read.`);
  if (size > MOST_BYTES)
    throw new CliFailure('cli.file-too-large', `Tệp ${path} quá lớn để là hòm phiếu. / Too large for a box.`);
  return new Uint8Array(await readFile(path));
}

function linesOf(path: string, { sha256, box, names, faults }: BoxCheck): string[] {
  const lines = [`Tệp / file: ${path}`, `SHA-256: ${sha256} (${shortHash(sha256)})`];
  if (box) {
    lines.push(
      '',
      `${box.branch}: ${box.question}`,
      `Cử tri / voters ${box.voters}, số tính tỷ lệ / base ${box.base}. ${ballotsTexts(box.tally).vi}.`,
      `Cần / needed: ${neededTexts(box.rule.threshold, box.base, box.result.needed).vi}.`,
      ...countedLines(box.paper, box).map(
        ({ text, votes, against }) =>
          `  ${text.vi}: ${votes}${against === null ? '' : ` (không đồng ý / against ${against})`}`,
      ),
      outcomeTexts(box.result.outcome, box.matter).vi,
      '',
      'Phiếu trong hòm / ballots in the box:',
      ...phrasesOf(names).map((phrase, at) => `  ${at + 1}. ${phrase}: ${box.slips[at]?.marks ?? ''}`),
    );
  }
  lines.push('');
  if (faults.length === 0)
    lines.push(
      '✓ Hòm phiếu đúng như đã công bố và đếm lại khớp. / The box is as it was published, and the count agrees.',
    );
  else
    for (const fault of faults) {
      const { vi, en } = faultTexts(fault);
      lines.push(`✗ ${vi} / ${en}`);
    }
  return lines;
}

export function addBallotCommand(program: Command): void {
  const ballot = program.command('ballot').description('Secret ballots');
  ballot
    .command('verify <file>')
    .description(
      'Count a published box again and check every ballot in it: one file, no database, no server; ends with 1 when anything is wrong',
    )
    .option('--sha256 <hash>', 'the hash as printed on the protocol (at least its first 16 digits)')
    .option('--json', 'print one JSON object')
    .action(async (path: string, options: { sha256?: string; json?: boolean }) => {
      const check = await verifyBox(
        await readBoxFile(path),
        options.sha256 === undefined ? {} : { sha256: options.sha256 },
      );
      const { sha256, box, names, faults } = check;
      print(
        options.json,
        {
          isRight: faults.length === 0,
          sha256,
          faults: faults.map((fault) => ({ ...fault, ...faultTexts(fault) })),
          ...(box ? { voters: box.voters, tokens: box.tokens, tally: box.tally, result: box.result } : {}),
          phrases: phrasesOf(names),
        },
        linesOf(path, check),
      );
      if (faults.length > 0) process.exitCode = 1;
    });
}

import { type Command, InvalidArgumentError } from 'commander';
import { settings } from './installation.ts';
import { CliFailure, print, progressBar } from './output.ts';

type Options = {
  seed: string;
  rounds: string;
  district?: string;
  branches: string;
  members: string;
  minutes: string;
  faults?: boolean;
  everyScreen?: boolean;
  json?: boolean;
};

const wholeNumber = (text: string): string => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return text;
};

/** Benchmarks stand outside of the product: the engine they start is a development package. */
const loadBenches = async () => {
  try {
    return { ...(await import('../../bench/benches.ts')), ...(await import('../../bench/harness.ts')) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new CliFailure(
      'cli.no-benches',
      'Phép đo chỉ có trong bản mã nguồn đầy đủ. / Benchmarks come with the whole source only.',
    );
  }
};

export function addBenchCommand(program: Command): void {
  program
    .command('bench <name>')
    .description(
      'Measure at the size of a city beside a floor (seed, import, …); on DATABASE_URL, or on a PostgreSQL of its own',
    )
    .option('--seed <number>', 'seed of the city', wholeNumber, '1')
    .option('--rounds <number>', 'alternating rounds', wholeNumber, '7')
    .option(
      '--district <codes>',
      'districts instead of the city (001,002): for trying a bench, not for figures',
    )
    .option('--branches <number>', 'meeting-night: branches that meet', wholeNumber, '200')
    .option('--members <number>', 'meeting-night: members of all of them', wholeNumber, '4800')
    .option('--minutes <number>', 'meeting-night: length of the night', wholeNumber, '1')
    .option(
      '--faults',
      'meeting-night: kill server and PostgreSQL, cut lines, fill the disk and update while it runs',
    )
    .option(
      '--every-screen',
      'meeting-night: every member opens the papers and follows the meeting, not the secretary alone',
    )
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: Options) => {
      const { benches, runBench } = await loadBenches();
      const bench = benches[name];
      if (!bench)
        throw new CliFailure(
          'cli.no-such-bench',
          `bench ${name}: ${Object.entries(benches)
            .map(([known, { about }]) => `${known} (${about})`)
            .join('; ')}`,
        );
      const quiet = options.json === true;
      const bar = progressBar(quiet);
      const { figures, lines } = await runBench(name, bench, {
        seed: Number(options.seed),
        rounds: Math.max(1, Number(options.rounds)),
        ...(options.district ? { part: { districts: options.district.split(',') } } : {}),
        night: {
          branches: Math.max(1, Number(options.branches)),
          members: Math.max(3, Number(options.members)),
          minutes: Math.max(1, Number(options.minutes)),
          faults: options.faults === true,
          everyScreen: options.everyScreen === true,
        },
        databaseUrl: settings().databaseUrl,
        say: (line) => {
          if (!quiet) process.stderr.write(`… ${line}\n`);
        },
        progress: bar.show,
      }).finally(bar.end);
      print(options.json, figures, lines);
    });
}

import type { Command } from 'commander';
import { seedDemo } from '#app/seed/seed-demo.ts';
import { countPeople } from '#features/members/public.ts';
import { inTransaction } from '#platform/database/database.ts';
import { withDatabase } from './installation.ts';
import { CliFailure, print, step } from './output.ts';

export function addSeedCommand(program: Command): void {
  program
    .command('seed')
    .description('Fill an empty database with an invented organisation; the same seed gives the same one')
    .option('--scale <scale>', 'ward', 'ward')
    .option('--seed <number>', 'seed of the generator', '1')
    .option('--json', 'print one JSON object')
    .action(async (options: { scale: string; seed: string; json?: boolean }) => {
      if (options.scale !== 'ward')
        throw new CliFailure('cli.unknown-scale', `--scale ${options.scale}: this version makes a ward.`);
      const seed = Number(options.seed);
      if (!Number.isInteger(seed) || seed < 0)
        throw new CliFailure('cli.wrong-seed', `--seed ${options.seed}: a whole number from 0`);
      await withDatabase(options.json === true, async (db, config) => {
        const people = await inTransaction(db, 'read', countPeople);
        if (people > 0)
          throw new CliFailure(
            'cli.not-empty',
            `Cơ sở dữ liệu đã có ${people} người; chỉ tạo dữ liệu mẫu vào nơi còn trống. / The database already holds people.`,
          );
        const made = await step(options.json === true, 'Tạo dữ liệu mẫu / making the organisation', () =>
          seedDemo(db, config, seed),
        );
        print(options.json, made, [
          `${made.branches} chi bộ, ${made.members} đảng viên, ${made.meetings} buổi sinh hoạt.`,
        ]);
      });
    });
}

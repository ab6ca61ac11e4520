import type { Command } from 'commander';
import { isDistrictCode, seedCity, USUAL_DISTRICT } from '#app/seed/city/seed-city.ts';
import { seedDemo } from '#app/seed/seed-demo.ts';
import { countPeople } from '#features/members/public.ts';
import { isCivilDate } from '#kernel/civil-date.ts';
import { systemClock, today } from '#kernel/clock.ts';
import type { Config } from '#platform/config/read-config.ts';
import { type Database, inTransaction } from '#platform/database/database.ts';
import { withDatabase } from './installation.ts';
import { CliFailure, print, progressBar, step } from './output.ts';

const SCALES = ['ward', 'district', 'city'];

type Options = {
  scale: string;
  seed: string;
  district?: string;
  on?: string;
  journalMonths?: string;
  json?: boolean;
};

async function makeCity(db: Database, options: Options, seed: number): Promise<void> {
  const day = options.on ?? today(systemClock);
  if (!isCivilDate(day))
    throw new CliFailure('cli.wrong-day', `--on ${day}: một ngày dạng yyyy-mm-dd / a day as yyyy-mm-dd`);
  const isDistrict = options.scale === 'district';
  const district = options.district ?? USUAL_DISTRICT;
  if (isDistrict && !(await isDistrictCode(district)))
    throw new CliFailure(
      'cli.no-such-district',
      `--district ${district}: không có quận, huyện mã này / no district has this code.`,
    );
  if (!isDistrict && db.engine === 'embedded')
    throw new CliFailure(
      'cli.city-needs-server',
      'Dữ liệu cả thành phố (khoảng 6 GB) cần máy chủ PostgreSQL: đặt DATABASE_URL, hoặc dùng --scale district. / A whole city needs a PostgreSQL server: set DATABASE_URL, or take --scale district.',
    );
  const journalMonths = options.journalMonths === undefined ? undefined : Number(options.journalMonths);
  if (journalMonths !== undefined && !(Number.isInteger(journalMonths) && journalMonths >= 0))
    throw new CliFailure(
      'cli.wrong-months',
      `--journal-months ${options.journalMonths}: một số nguyên từ 0 / a whole number from 0`,
    );
  const bar = progressBar(options.json === true);
  const made = await seedCity(db, {
    seed,
    today: day,
    ...(journalMonths === undefined ? {} : { journalMonths }),
    ...(isDistrict ? { part: { districts: [district] } } : {}),
    progress: bar.show,
  }).finally(bar.end);
  const n = (value: number) => value.toLocaleString('vi-VN');
  print(options.json, made, [
    `${n(made.units)} đơn vị, ${n(made.branches)} chi bộ, ${n(made.members)} đảng viên, ${n(made.meetings)} buổi sinh hoạt từ ${made.months[0].split('-').reverse().join('/')} đến ${made.months[1].split('-').reverse().join('/')}.`,
    db.engine === 'postgres'
      ? 'Trang vào thử: đặt GOC_DEMO=1 khi chạy goc start. / To enter as its people set GOC_DEMO=1.'
      : 'Chạy goc start rồi chọn một người để vào. / Run goc start and choose whom to enter as.',
  ]);
}

async function makeWard(db: Database, config: Config, options: Options, seed: number): Promise<void> {
  const quiet = options.json === true;
  const bar = progressBar(quiet);
  const made = await step(quiet, 'Tạo dữ liệu mẫu / making the organisation', () =>
    seedDemo(db, config, seed, bar.show).finally(bar.end),
  );
  print(options.json, made, [
    `${made.branches} chi bộ, ${made.members} đảng viên, ${made.meetings} buổi sinh hoạt.`,
  ]);
}

export function addSeedCommand(program: Command): void {
  program
    .command('seed')
    .description('Fill an empty database with an invented organisation; the same seed gives the same one')
    .option('--scale <scale>', 'ward, district (embedded or PostgreSQL) or city (PostgreSQL)', 'ward')
    .option('--seed <number>', 'seed of the generator', '1')
    .option('--district <code>', `which district, for --scale district (default: ${USUAL_DISTRICT})`)
    .option('--on <day>', 'the day for which it is made, yyyy-mm-dd, for district and city (default: today)')
    .option(
      '--journal-months <number>',
      'full months whose meetings have whole journals, beside the running one; a month of a city is some 700 MB (default: 1)',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      if (!SCALES.includes(options.scale))
        throw new CliFailure('cli.unknown-scale', `--scale ${options.scale}: ${SCALES.join(', ')}`);
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
        if (options.scale === 'ward') await makeWard(db, config, options, seed);
        else await makeCity(db, options, seed);
      });
    });
}

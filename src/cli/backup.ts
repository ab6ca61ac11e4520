import { readdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { owners } from '#app/build-app.ts';
import { runningBallotKeys } from '#features/ballots/public.ts';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { type CopyHeader, openCopy, readCopy, rowsIn } from '#platform/copies/copy-content.ts';
import { forward, framesThroughDoor } from '#platform/copies/copy-door.ts';
import { CopyWriter, readPassphrase } from '#platform/copies/copy-file.ts';
import { loadCopy, mustBeEmpty } from '#platform/copies/load-copy.ts';
import { takeCopy } from '#platform/copies/take-copy.ts';
import { type Database, inTransaction } from '#platform/database/database.ts';
import { FolderInUse } from '#platform/database/folder-lock.ts';
import { migrate, unknownMigrations } from '#platform/database/migrate.ts';
import { copySource, newerThanThis, openInstalled, settings } from './installation.ts';
import { CliFailure, type ProgressBar, print, progressBar } from './output.ts';

type Options = { force?: boolean; check?: boolean; passphraseFile?: string; json?: boolean };

const PASSPHRASE = [
  '--passphrase-file <file>',
  'file whose first line locks the copy (scrypt, AES-256-GCM)',
] as const;

export function addBackupCommands(program: Command): void {
  program
    .command('backup <file>')
    .description(
      'Copy everything into one file while people work; --check looks at a copy without any database',
    )
    .option('--check', 'only say whether FILE is a whole, unchanged copy; ends with 1 when it is not')
    .option('--force', 'replace FILE')
    .option(...PASSPHRASE)
    .option('--json', 'print one JSON object')
    .action((file: string, options: Options) =>
      options.check ? check(file, options) : backUp(file, options),
    );
  program
    .command('restore <file>')
    .description('Fill a new, empty database from a copy; all of it or nothing')
    .option(...PASSPHRASE)
    .option('--json', 'print one JSON object')
    .action(restore);
}

const passphraseOf = async ({ passphraseFile }: Options): Promise<string | undefined> =>
  passphraseFile === undefined ? undefined : readPassphrase(passphraseFile);

const spoken = (takenAt: string): string =>
  `${takenAt.slice(11, 16)} ngày ${formatCivilDate(takenAt.slice(0, 10))}`;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1).replace('.', ',')} MB`;

const UNLOCKED =
  'Tệp KHÔNG khóa: ai có tệp đều đọc được hồ sơ đảng viên. Cất nơi kín, hoặc thêm --passphrase-file. / The file is NOT locked: whoever has it reads everything. Keep it safe, or add --passphrase-file.';

async function backUp(file: string, options: Options): Promise<void> {
  const passphrase = await passphraseOf(options);
  const mayReplace = options.force === true;
  const bar = progressBar(options.json === true);
  const writer = await CopyWriter.begin(file, { passphrase, mayReplace });
  const stop = () => void writer.abandon().finally(() => process.exit(130));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let header: CopyHeader;
  let written: { bytes: number; sha256: string };
  try {
    header = await fill(writer, bar.show);
    written = await writer.finish(mayReplace);
  } catch (error) {
    await writer.abandon();
    throw error;
  } finally {
    bar.end();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  const isLocked = passphrase !== undefined;
  print(options.json, { file, isLocked, ...written, ...summary(header) }, [
    `${file}: ${megabytes(written.bytes)}, ${header.tables.length} bảng / tables, ${rowsIn(header)} dòng / rows, lúc ${spoken(header.takenAt)}`,
    `SHA-256: ${written.sha256}`,
    ...(isLocked ? [] : [UNLOCKED]),
    `Kiểm tra / check it: npx goc backup --check ${file}`,
  ]);
}

/** Takes the copy from the database, or from the server that holds the embedded one. */
async function fill(writer: CopyWriter, show: ProgressBar['show']): Promise<CopyHeader> {
  const config = settings();
  let db: Database;
  try {
    db = await openInstalled(config);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    return forward(framesThroughDoor(config.dataFolder), writer, show);
  }
  try {
    const unknown = await unknownMigrations(db, owners);
    if (unknown.length) throw new CliFailure('cli.newer-database', newerThanThis(unknown));
    return await takeCopy(db, copySource(), writer, show);
  } finally {
    await db.close();
  }
}

const summary = (header: CopyHeader) => ({
  version: header.version,
  takenAt: header.takenAt,
  engine: header.engine,
  migrations: header.migrations.length,
  rows: rowsIn(header),
  tables: Object.fromEntries(header.tables.map(({ name, rows }) => [name, rows])),
});

async function check(file: string, options: Options): Promise<void> {
  const passphrase = await passphraseOf(options);
  const bar = progressBar(options.json === true);
  const { checked, header } = await readCopy(file, passphrase, bar.show).finally(bar.end);
  const { bytes, sha256 } = checked;
  const isLocked = checked.lock.locked;
  print(options.json, { isWhole: true, file, isLocked, bytes, sha256, ...summary(header) }, [
    `✓ ${file}: bản sao lưu nguyên vẹn / a whole copy`,
    `  lúc ${spoken(header.takenAt)}, Gốc ${header.version}, ${header.engine === 'embedded' ? 'nhúng / embedded' : 'PostgreSQL'} ${header.server}, ${header.migrations.length} bước / steps`,
    `  ${megabytes(bytes)}, ${header.tables.length} bảng / tables, ${rowsIn(header)} dòng / rows, ${isLocked ? 'có khóa / locked' : 'không khóa / not locked'}`,
    `  SHA-256: ${sha256}`,
  ]);
}

async function restore(file: string, options: Options): Promise<void> {
  const passphrase = await passphraseOf(options);
  const quiet = options.json === true;
  const bar = progressBar(quiet);
  // Nothing touches the database before the whole file is known to be good.
  const { checked } = await readCopy(file, passphrase, (share, what) => bar.show(share * 0.2, what)).catch(
    (error: unknown) => {
      bar.end();
      throw error;
    },
  );
  const config = settings();
  const db = await openInstalled(config);
  try {
    await inTransaction(db, 'read', mustBeEmpty);
    const reader = await openCopy(checked, passphrase);
    await loadCopy(db, owners, reader, (share, what) => bar.show(0.2 + share * 0.8, what)).finally(bar.end);
    const later = await migrate(db, owners);
    const { header } = reader;
    const ballots = await ballotsWithoutKeys(db, config.keysFolder);
    print(
      options.json,
      { isRestored: true, file, into: db.engine, laterMigrations: later.length, ballots, ...summary(header) },
      [
        `✓ ${rowsIn(header)} dòng / rows, ${header.tables.length} bảng / tables: như lúc ${spoken(header.takenAt)}`,
        ...(later.length ? [`  ${later.length} bước nâng cấp sau đó / later steps of the schema`] : []),
        ...ballotLines(ballots, config.keysFolder),
        '  Mọi người đăng nhập lại; mã thông báo cho máy (goc token) cấp lại. / Everybody signs in anew; tokens are given anew.',
        '  Tiếp theo / next: npx goc doctor, npx goc start',
      ],
    );
  } finally {
    await db.close();
  }
}

type RunningBallots = { running: number; withoutKeys: number };

/** Ballots that were open when the copy was made can be counted only with their keys, which no copy holds. */
async function ballotsWithoutKeys(db: Database, keysFolder: string): Promise<RunningBallots> {
  const running = await inTransaction(db, 'read', runningBallotKeys);
  const kept = new Set(await readdir(keysFolder).catch(() => [] as string[]));
  return {
    running: running.length,
    withoutKeys: running.filter((keyId) => !kept.has(`${keyId}.keys`)).length,
  };
}

const ballotLines = ({ running, withoutKeys }: RunningBallots, keysFolder: string): string[] =>
  running === 0
    ? []
    : [
        `  Cuộc bỏ phiếu kín đang mở / open secret ballots: ${running}`,
        ...(withoutKeys
          ? [
              `  ! ${withoutKeys} cuộc không có khóa trong ${keysFolder}: đưa thư mục khóa cũ (GOC_KEYS) về đó; nếu khóa đã mất thì hủy cuộc đó và bỏ phiếu lại. / The keys of these are missing: bring the old GOC_KEYS back there; if they are lost, cancel and vote again.`,
            ]
          : []),
      ];

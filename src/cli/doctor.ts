import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import nodemailer from 'nodemailer';
import { clientFolder, owners } from '#app/build-app.ts';
import { countPeople } from '#features/members/public.ts';
import { type Config, ConfigError } from '#platform/config/read-config.ts';
import { type Database, inTransaction, one, sql } from '#platform/database/database.ts';
import { FolderInUse } from '#platform/database/folder-lock.ts';
import { pendingMigrations, unknownMigrations } from '#platform/database/migrate.ts';
import { newerThanThis, openInstalled, settings } from './installation.ts';
import { print } from './output.ts';

type State = 'good' | 'warning' | 'fault';
type Finding = { check: string; state: State; text: string };
type Say = (check: string, state: State, text: string) => void;

const OLDEST_NODE = [20, 19] as const;
const FREE_MB = 500;
const MAIL_PATIENCE_MS = 5_000;

async function examineDatabase(config: Config, say: Say): Promise<void> {
  let db: Database;
  try {
    db = await openInstalled(config);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof FolderInUse)
      say(
        'database',
        'warning',
        `${reason} Nếu đó là máy chủ Gốc đang chạy thì không có gì sai; hỏi nó tại /api/health. / If that is the running server, nothing is wrong.`,
      );
    else say('database', 'fault', reason);
    return;
  }
  try {
    const { version } = await one(
      db.kysely,
      sql<{ version: string }>`select current_setting('server_version') as version`,
    );
    say('database', 'good', `${db.engine === 'embedded' ? 'Nhúng / embedded' : 'PostgreSQL'} ${version}`);
    if (db.engine === 'embedded')
      say(
        'durability',
        'warning',
        'Cơ sở dữ liệu nhúng chịu được lúc chương trình bị tắt, không chắc chịu được lúc mất điện; dùng thật hãy đặt DATABASE_URL. / Use PostgreSQL for real work.',
      );
    await examineContent(db, say);
  } finally {
    await db.close();
  }
}

async function examineContent(db: Database, say: Say): Promise<void> {
  const unknown = await unknownMigrations(db, owners);
  if (unknown.length) return say('migrations', 'fault', newerThanThis(unknown));
  const waiting = await pendingMigrations(db, owners);
  if (waiting.length)
    return say(
      'migrations',
      'warning',
      `${waiting.length} bước nâng cấp chưa chạy; chạy goc start. / ${waiting.length} steps wait for goc start.`,
    );
  say('migrations', 'good', 'Đã cập nhật / up to date');
  const people = await inTransaction(db, 'read', countPeople);
  say(
    'people',
    people ? 'good' : 'warning',
    people
      ? `${people} người / people`
      : 'Chưa có ai. Chạy goc seed để dùng thử, hoặc goc import units rồi goc import members. / Nobody yet.',
  );
  const { letters } = await one(
    db.kysely,
    sql<{ letters: number }>`select count(*)::int as letters from platform.outbox where sent_at is null`,
  );
  if (letters) say('outbox', 'warning', `${letters} thư chưa gửi được / letters are waiting`);
}

async function examineMail(config: Config, say: Say): Promise<void> {
  if (!config.mail)
    return say(
      'mail',
      'warning',
      'Chưa đặt máy chủ thư (GOC_SMTP_URL, GOC_MAIL_FROM): giấy mời chỉ có trong ứng dụng. / No mail server is set.',
    );
  const transport = nodemailer.createTransport(config.mail.smtpUrl, {
    connectionTimeout: MAIL_PATIENCE_MS,
    greetingTimeout: MAIL_PATIENCE_MS,
  } as object);
  try {
    await transport.verify();
    say('mail', 'good', `Gửi từ ${config.mail.from}`);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'không rõ / unknown';
    say(
      'mail',
      'fault',
      `Máy chủ thư không nhận (${reason}): thư sẽ nằm chờ. Kiểm tra GOC_SMTP_URL. / The mail server does not answer: letters will wait.`,
    );
  } finally {
    transport.close();
  }
}

/** Keys of open ballots that others on the machine can read are no secret. */
async function examineKeys(config: Config, say: Say): Promise<void> {
  const found = await stat(config.keysFolder).catch(() => null);
  if (!found || process.platform === 'win32') return;
  const isOpen = (found.mode & 0o077) !== 0;
  say(
    'keys',
    isOpen ? 'fault' : 'good',
    isOpen
      ? `Người khác trên máy đọc được thư mục khóa bỏ phiếu ${config.keysFolder}. Chạy: chmod 700 ${config.keysFolder} / Others on this machine can read the keys of ballots.`
      : 'Khóa bỏ phiếu chỉ tài khoản này đọc được / only this account reads the keys of ballots',
  );
}

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host }, () => probe.close(() => resolve(true)));
  });

const isLoopback = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host);

async function examineAddress(config: Config, say: Say): Promise<void> {
  if (!(await isFree(config.port, config.host)))
    say(
      'port',
      'warning',
      `Cổng ${config.port} đang bận: máy chủ Gốc đang chạy, hoặc chương trình khác; nếu vậy đặt PORT khác. / The port is taken, by the running server or by another program.`,
    );
  if (isLoopback(config.host)) return;
  say(
    'network',
    'warning',
    `Nghe trên ${config.host}: ai trong mạng cũng gọi tới được và không mã hóa. Đặt một máy chủ TLS phía trước. / Reached from the network without encryption: put TLS in front.`,
  );
  if (!config.publicUrl)
    say(
      'public-address',
      'warning',
      'Chưa đặt GOC_PUBLIC_URL: liên kết trong thư và mã QR lấy địa chỉ của từng yêu cầu. / Links and QR codes take the address of each request.',
    );
}

async function examineDisk(config: Config, say: Say): Promise<void> {
  if (config.databaseUrl) return;
  const folder = [config.dataFolder, dirname(config.dataFolder)].find((path) => existsSync(path)) ?? '.';
  const { bavail, bsize } = await statfs(folder);
  const free = Math.round((bavail * bsize) / 1e6);
  say(
    'disk',
    free < FREE_MB ? 'fault' : 'good',
    `${free} MB còn trống / free${free < FREE_MB ? `: quá ít, cần ${FREE_MB} MB / too little` : ''}`,
  );
}

/** Looks at everything that an installation needs and says in words what is wrong. */
async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [];
  const say: Say = (check, state, text) => void findings.push({ check, state, text });
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  say(
    'node',
    isNew ? 'good' : 'fault',
    isNew
      ? `Node ${process.versions.node}`
      : `Node ${process.versions.node} quá cũ; cần ${OLDEST_NODE.join('.')} trở lên. / Too old.`,
  );
  let config: Config;
  try {
    config = settings();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const fault of error.faults) say('settings', 'fault', fault);
    return findings;
  }
  say('settings', 'good', `http://${config.host}:${config.port}`);
  await examineAddress(config, say);
  if (config.demo && config.databaseUrl)
    say(
      'demo',
      'warning',
      'Trang dùng thử đang mở trên PostgreSQL: ai cũng vào được. Bỏ GOC_DEMO nếu có dữ liệu thật. / The demo page is open.',
    );
  await examineMail(config, say);
  const built = existsSync(join(clientFolder, 'index.html'));
  say(
    'screens',
    built ? 'good' : 'fault',
    built ? 'Đã dựng / built' : 'Giao diện chưa được dựng. Chạy npm run build. / The screens are not built.',
  );
  await examineKeys(config, say);
  await examineDisk(config, say);
  await examineDatabase(config, say);
  return findings;
}

const MARK = { good: '✓', warning: '!', fault: '✗' } as const;

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('Say in words what is wrong with this installation; ends with 1 when something is')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const findings = await examine();
      const isHealthy = findings.every((f) => f.state !== 'fault');
      print(
        options.json,
        { isHealthy, findings },
        findings.map((f) => `${MARK[f.state]} ${f.check}: ${f.text}`),
      );
      if (!isHealthy) process.exitCode = 1;
    });
}

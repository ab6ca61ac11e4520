import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { clientFolder, owners } from '#app/build-app.ts';
import { countPeople } from '#features/members/public.ts';
import { type Config, ConfigError } from '#platform/config/read-config.ts';
import { inTransaction, one, sql } from '#platform/database/database.ts';
import { FolderInUse } from '#platform/database/folder-lock.ts';
import { pendingMigrations } from '#platform/database/migrate.ts';
import { openInstalled, settings } from './installation.ts';
import { print } from './output.ts';

type Finding = { check: string; state: 'good' | 'warning' | 'fault'; text: string };

async function examineDatabase(config: Config, findings: Finding[]): Promise<void> {
  const say = (check: string, state: Finding['state'], text: string) => findings.push({ check, state, text });
  let db: Awaited<ReturnType<typeof openInstalled>>;
  try {
    db = await openInstalled(config);
  } catch (error) {
    if (error instanceof FolderInUse)
      say(
        'database',
        'warning',
        `${error.message} Máy chủ đang chạy; hỏi nó tại /api/health. / The server is running.`,
      );
    else {
      const reason = error instanceof Error ? error.message : String(error);
      say(
        'database',
        'fault',
        `Không mở được cơ sở dữ liệu: ${reason}. Kiểm tra DATABASE_URL hoặc GOC_DATA. / It cannot be opened.`,
      );
    }
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
    const waiting = await pendingMigrations(db, owners);
    say(
      'migrations',
      waiting.length ? 'warning' : 'good',
      waiting.length
        ? `${waiting.length} bước chưa chạy: ${waiting.join(', ')}. Chạy goc start. / Not run yet.`
        : 'Đã cập nhật / up to date',
    );
    if (waiting.length === 0) {
      const people = await inTransaction(db, 'read', countPeople);
      say(
        'people',
        people ? 'good' : 'warning',
        people
          ? `${people} người / people`
          : 'Chưa có ai. Chạy goc seed hoặc goc import members. / Nobody yet.',
      );
      const { letters } = await one(
        db.kysely,
        sql<{ letters: number }>`select count(*)::int as letters from platform.outbox where sent_at is null`,
      );
      if (letters) say('outbox', 'warning', `${letters} thư chưa gửi được / letters are waiting`);
    }
  } finally {
    await db.close();
  }
}

/** Looks at everything that an installation needs and says in words what is wrong. */
async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [];
  const say = (check: string, state: Finding['state'], text: string) => findings.push({ check, state, text });
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  say(
    'node',
    isNew ? 'good' : 'fault',
    isNew
      ? `Node ${process.versions.node}`
      : `Node ${process.versions.node} quá cũ; cần 20.19 trở lên. / Too old.`,
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
  if (config.demo && config.databaseUrl)
    say(
      'demo',
      'warning',
      'Trang dùng thử đang mở trên PostgreSQL: ai cũng vào được. Bỏ GOC_DEMO nếu có dữ liệu thật. / The demo page is open.',
    );
  say(
    'mail',
    config.mail ? 'good' : 'warning',
    config.mail
      ? `Gửi từ ${config.mail.from}`
      : 'Chưa đặt máy chủ thư (GOC_SMTP_URL, GOC_MAIL_FROM): giấy mời chỉ có trong ứng dụng. / No mail server is set.',
  );
  const built = existsSync(join(clientFolder, 'index.html'));
  say(
    'screens',
    built ? 'good' : 'fault',
    built ? 'Đã dựng / built' : 'Giao diện chưa được dựng. Chạy npm run build. / The screens are not built.',
  );
  if (!config.databaseUrl) {
    const folder = existsSync(config.dataFolder)
      ? config.dataFolder
      : existsSync(dirname(config.dataFolder))
        ? dirname(config.dataFolder)
        : '.';
    const { bavail, bsize } = await statfs(folder);
    const free = Math.round((bavail * bsize) / 1e6);
    say(
      'disk',
      free < 500 ? 'fault' : 'good',
      `${free} MB còn trống / free${free < 500 ? ': quá ít, cần 500 MB' : ''}`,
    );
  }
  await examineDatabase(config, findings);
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

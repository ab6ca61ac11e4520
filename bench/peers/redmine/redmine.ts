import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { filesOf, type Peer, ran, serverOf } from '../peer.ts';
import { countRows, withClient } from '../rows.ts';

const DEBIAN = '/usr/share/redmine';
const VERSION = '5.0.4';
const INSTANCE = 'peer';

type Prepared = {
  key: string;
  password: string;
  tracker: number;
  status: number;
  priority: number;
  user: number;
  category: number;
  meeting: number;
  month: number;
};

/** Signs in as a browser does: a page of HTML takes no API key. Gives the cookie. */
async function signedIn(address: string, password: string): Promise<string> {
  const cookieOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
  const form = await fetch(`${address}/login`);
  const token = /name="authenticity_token" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
  const answer = await fetch(`${address}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookieOf(form) },
    body: new URLSearchParams({ authenticity_token: token, username: 'member', password }),
  });
  if (answer.status !== 302) throw new Error(`Redmine let nobody in: ${answer.status}`);
  return cookieOf(answer);
}

/** The rows of its report by category: the name and the number of all issues. */
function countsOf(html: string): { unit: number; present: number }[] {
  const counts: { unit: number; present: number }[] = [];
  for (const [row] of html.matchAll(/<tr[\s\S]*?<\/tr>/g)) {
    const unit = />unit (\d+)</.exec(row)?.[1];
    const total = row
      .match(/<td>[\s\S]*?<\/td>/g)
      ?.at(-1)
      ?.replace(/<[^>]*>/g, '');
    if (unit && Number(total) > 0) counts.push({ unit: Number(unit), present: Number(total) });
  }
  return counts;
}

export const redmine: Peer = {
  name: 'Redmine',
  version: `${VERSION} (Debian)`,
  settings: [
    'RAILS_ENV=production under puma: 2 workers, 8 threads each, 8 connections each, application preloaded',
    'no mail is sent for an issue; log level info, as it comes',
  ],
  differences: [
    'A check-in is an issue, made with the API key of a user: Redmine checks the permission, validates, and keeps the tree of issues; it cannot make a member unique in a meeting',
    'A new issue writes no journal line in Redmine',
  ],
  groupedBy:
    'its report of issues by category, a page of HTML over a project that holds only this month: its REST API has no grouping',
  install: async (folder) => {
    const version = await promisify(execFile)('dpkg-query', ['-W', 'redmine']).then(
      ({ stdout }) => stdout,
      () => '',
    );
    if (!version.startsWith(`redmine\t${VERSION}`))
      throw new Error(
        `Redmine ${VERSION} comes from Debian: apt-get install --no-install-recommends redmine redmine-pgsql puma`,
      );
    const app = join(folder, 'app');
    await access(join(app, 'config.ru')).catch(() =>
      cp(DEBIAN, app, { recursive: true, verbatimSymlinks: true }),
    );
    // An instance of its own beside the package's: nothing outside of the folder is written.
    for (const name of ['instances', 'Gemfile.lock', 'config/database.yml'])
      await rm(join(app, name), { recursive: true, force: true });
    for (const name of ['config', 'files', 'log', 'tmp/cache', 'tmp/pids'])
      await mkdir(join(app, 'instances', INSTANCE, name), { recursive: true });
  },
  start: async ({ folder, databaseUrl, port, log }) => {
    const app = join(folder, 'app');
    const own = join(app, 'instances', INSTANCE);
    const { hostname, port: databasePort, pathname, username } = new URL(databaseUrl);
    await writeFile(
      join(own, 'config/database.yml'),
      `production:
  adapter: postgresql
  host: ${hostname}
  port: ${databasePort}
  database: ${pathname.slice(1)}
  username: ${username}
  encoding: utf8
  pool: 8
`,
    );
    await writeFile(join(own, 'config/secret_key.txt'), randomBytes(32).toString('hex'));
    const env = { RAILS_ENV: 'production', REDMINE_INSTANCE: INSTANCE, SCHEMA: '/dev/null' };
    const preparing = join(folder, 'prepare.log');
    await writeFile(preparing, '');
    await ran('bundle', ['exec', 'rake', 'db:migrate'], { cwd: app, env, log: preparing });
    await ran('bundle', ['exec', 'rails', 'runner', join(filesOf('redmine'), 'prepare.rb')], {
      cwd: app,
      env,
      log: preparing,
    });
    const line = /^prepared: (.*)$/m.exec(await readFile(preparing, 'utf8'))?.[1];
    if (!line) throw new Error(`Redmine was not prepared; see ${preparing}.`);
    const made = JSON.parse(line) as Prepared;
    const address = `http://127.0.0.1:${port}`;
    const pid = await serverOf(
      'puma',
      ['-e', 'production', '-w', '2', '-t', '8:8', '--preload', '-b', `tcp://127.0.0.1:${port}`, 'config.ru'],
      { cwd: app, env, log, ready: `${address}/login` },
    );
    const key = { 'x-redmine-api-key': made.key };
    const cookie = await signedIn(address, made.password);
    return {
      pid,
      checkIn: {
        method: 'POST',
        path: '/issues.json',
        headers: key,
        body: `{"issue":{"project_id":${made.meeting},"tracker_id":${made.tracker},"status_id":${made.status},"priority_id":${made.priority},"category_id":${made.category},"subject":"member-{n}"}}`,
      },
      kept: 201,
      count: () => countRows(databaseUrl, 'issues'),
      load: (month) =>
        withClient(databaseUrl, async (client) => {
          await client.query('truncate issues');
          await client.query(
            `insert into issue_categories (project_id, name)
             select $1::int, 'unit ' || n from generate_series(1, $2::int) n`,
            [made.month, month.units],
          );
          await client.query(
            `insert into issues (tracker_id, project_id, subject, category_id, status_id, author_id, priority_id,
                                 lock_version, created_on, updated_on, start_date, done_ratio, lft, rgt, is_private)
             select $1::int, $2::int, 'member-' || n, c.id, $3::int, $4::int, $5::int, 0, $6::timestamptz,
                    $6::timestamptz, $6::timestamptz::date, 0, 1, 2, false
               from generate_series(1, $7::int) n
               join issue_categories c on c.project_id = $2::int and c.name = 'unit ' || (n % $8::int + 1)`,
            [
              made.tracker,
              made.month,
              made.status,
              made.user,
              made.priority,
              month.from,
              month.rows,
              month.units,
            ],
          );
          await client.query('update issues set root_id = id');
          await client.query('vacuum full analyze issues');
        }),
      grouped: async () => {
        const answer = await fetch(`${address}/projects/month/issues/report/category`, {
          headers: { cookie },
          redirect: 'manual',
        });
        const html = await answer.text();
        if (answer.status !== 200)
          throw new Error(`Redmine's report: ${answer.status} ${html.slice(0, 300)}`);
        return countsOf(html);
      },
    };
  },
};

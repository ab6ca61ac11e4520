import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventPeople, makeFile, makeTable } from '#features/members/testing/member-files.ts';
import { systemClock } from '#kernel/clock.ts';
import { type Database, inTransaction, one, rows, sql } from '#platform/database/database.ts';
import { writeXls } from '#platform/spreadsheet/testing/write-xls.ts';
import { makeSmallWard, type SmallWard } from '#testing/small-ward.ts';
import {
  type Installation,
  installGoc,
  killGocAt,
  runGoc,
  type Settings,
  startGoc,
} from './testing/run-goc.ts';

// The commands as a person types them: real processes on a real installation, in the order of a first day.

const BRANCH_7 = '01.001.007';

let home: Installation;
let ward: SmallWard;
let list: { path: string; expected: ReturnType<typeof makeTable>['expected'] };

beforeAll(async () => {
  home = await installGoc(async (db) => {
    ward = await inTransaction(db, 'write', (tx) => makeSmallWard(tx, systemClock.now()));
  });
  const table = makeTable('one header row, dates as text', inventPeople(60, 11));
  const file = await makeFile(table, { kind: 'xlsx' });
  list = { path: join(home.folder, 'Danh sách chi bộ 7.xlsx'), expected: table.expected };
  await writeFile(list.path, file.bytes);
});
afterAll(() => home.remove());

const inside = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
  const db = await home.open();
  try {
    return await work(db);
  } finally {
    await db.close();
  }
};
const countIn = (table: string) =>
  inside(
    async (db) =>
      (await one(db.kysely, sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`)).n,
  );
const goc = (...args: string[]) => runGoc(args, home.settings);

test('doctor finds a healthy installation and says so to scripts', async () => {
  const { code, json, err } = await goc('doctor', '--json');
  expect(err).toBe('');
  const states = Object.fromEntries(
    json.findings.map((f: { check: string; state: string }) => [f.check, f.state]),
  );
  expect(states).toMatchObject({
    node: 'good',
    settings: 'good',
    mail: 'warning',
    database: 'good',
    migrations: 'good',
    people: 'good',
  });
  // The screens are built by `npm start`; without them the doctor must say that something is wrong.
  expect(json.isHealthy).toBe(states.screens === 'good');
  expect(code).toBe(states.screens === 'good' ? 0 : 1);
});

describe('a member list', () => {
  const news = () => list.expected.filter((row) => row.verdict === 'new').length;

  test('is only looked at without --apply', async () => {
    const before = await countIn('members.person');
    const { code, json } = await goc('import', 'members', list.path, '--branch', BRANCH_7, '--json');
    expect(code).toBe(0);
    expect(json).toMatchObject({ accepted: news(), changed: 0, same: 0, applied: false });
    const wrong = list.expected.filter((row) => row.refusal);
    expect(wrong.length).toBeGreaterThan(1);
    expect(
      json.refused.map((r: { row: number; field: string; code: string }) => [r.row, r.field, r.code]),
    ).toEqual(wrong.map((row) => [row.rowNumber, row.refusal?.field, row.refusal?.code]));
    for (const refused of json.refused) {
      expect(refused.text).toMatch(/^\p{Lu}.+[.:]/su);
      expect(refused.text).not.toContain('{{');
    }
    expect(await countIn('members.person')).toBe(before);
    expect(await countIn('members.import_run')).toBe(0);
  });

  test('with refused rows writes nothing until that is said to be meant', async () => {
    const { code, json } = await goc(
      'import',
      'members',
      list.path,
      '--branch',
      BRANCH_7,
      '--apply',
      '--json',
    );
    expect(code).toBe(1);
    expect(json.error.code).toBe('members.import-has-refusals');
    expect(json.error.message).toMatch(/\d/);
    expect(await countIn('members.import_run')).toBe(0);
  });

  test('is written once, and the same list changes nothing afterwards', async () => {
    const args = [
      'import',
      'members',
      list.path,
      '--branch',
      BRANCH_7,
      '--apply',
      '--skip-refused',
      '--json',
    ];
    const before = await countIn('members.person');
    const first = await goc(...args);
    expect([first.code, first.json.accepted, first.json.applied]).toEqual([0, news(), true]);
    expect(await countIn('members.person')).toBe(before + news());
    const again = await goc(...args);
    expect(again.json).toMatchObject({ accepted: 0, changed: 0, same: news(), applied: true });
    expect(await countIn('members.person')).toBe(before + news());
  });

  test.each(['xlsx', 'csv'])('that was exported as %s is read back as the same people', async (format) => {
    const path = join(home.folder, `ra.${format}`);
    const made = await goc('export', 'members', path, '--branch', BRANCH_7, '--json');
    expect(made.json).toEqual({ file: path, rows: news() + 2 });
    expect((await stat(path)).mode & 0o077).toBe(0);
    const back = await goc('import', 'members', path, '--branch', BRANCH_7, '--json');
    expect(back.json).toMatchObject({ accepted: 0, changed: 0, same: news() + 2, left: 0, refused: [] });
  });

  test.each<[string, string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['a file of 200 MB', 'to.csv', () => new Uint8Array(), 'spreadsheet.too-large'],
    [
      'a file with a password',
      'khoa.xls',
      () => writeXls([{ name: 'A', rows: [['x']] }], { isEncrypted: true }),
      'spreadsheet.encrypted',
    ],
    [
      'a file with formulas',
      'cong-thuc.xls',
      () => writeXls([{ name: 'A', rows: [['Họ và tên'], [{ formula: 2 }]] }]),
      'spreadsheet.has-formulas',
    ],
    [
      'a file that is not what its name says',
      'anh.xlsx',
      () => new TextEncoder().encode('%PDF-1.7'),
      'spreadsheet.not-what-name-says',
    ],
    [
      'a list of nobody',
      'trong.csv',
      () => new TextEncoder().encode('STT;Họ và tên;Ngày sinh\n'),
      'members.import-no-people',
    ],
  ])('that is %s gets a plain sentence and leaves nothing behind', async (_, name, bytes, code) => {
    const path = join(home.folder, name);
    await writeFile(path, await bytes());
    if (code === 'spreadsheet.too-large') await truncate(path, 200 * 1_048_576);
    const before = await countIn('members.person');
    const outcome = await goc('import', 'members', path, '--branch', BRANCH_7, '--apply', '--json');
    expect([outcome.code, outcome.json.error.code]).toEqual([1, code]);
    expect(outcome.json.error.message).toMatch(/^\p{Lu}.{20,}/su);
    expect(outcome.json.error.message).not.toContain('{{');
    expect(outcome.err).toBe('');
    expect(await countIn('members.person')).toBe(before);
    await rm(path);
  });

  test.each<[string[], string]>([
    [['import', 'members', '/nowhere/list.xlsx', '--branch', BRANCH_7], 'cli.no-such-file'],
    [['import', 'members', 'LIST', '--branch', '99.999'], 'cli.no-such-branch'],
    [['export', 'members', 'list.doc', '--branch', BRANCH_7], 'cli.unknown-format'],
  ])('that cannot be meant is refused in words: %j', async (args, code) => {
    const outcome = await goc(...args.map((word) => (word === 'LIST' ? list.path : word)), '--json');
    expect([outcome.code, outcome.json.error.code]).toEqual([1, code]);
    expect(outcome.json.error.message.length).toBeGreaterThan(20);
  });
});

describe('a list of units', () => {
  const good = 'code,name,kind,parent_code\nN1,Chi bộ Tổ dân phố số 31,branch,01.001\n';
  const bad = `${good}N1,Chi bộ Tổ dân phố số 32,branch,01.001\nN2,Chi bộ Tổ dân phố số 33,branch,88\n`;
  const write = async (text: string) => {
    const path = join(home.folder, 'don-vi.csv');
    await writeFile(path, text);
    return path;
  };

  test('with faults is told row by row and not written, whatever is asked', async () => {
    const path = await write(bad);
    const before = await countIn('units.unit');
    const looked = await goc('import', 'units', path, '--json');
    expect(looked.code).toBe(0);
    expect(looked.json.refused.map((r: { row: number; code: string }) => [r.row, r.code])).toEqual([
      [2, 'units.import-duplicate-code'],
      [3, 'units.import-duplicate-code'],
      [4, 'units.import-unknown-parent'],
    ]);
    const asked = await goc('import', 'units', path, '--apply', '--json');
    expect([asked.code, asked.json.applied]).toEqual([1, false]);
    const words = await goc('import', 'units', path, '--apply');
    expect(words.out).toContain('dòng 3 (code): Mã N1 có ở các dòng 2, 3.');
    expect(words.out).toContain('Chưa ghi gì');
    expect(await countIn('units.unit')).toBe(before);
  });

  test('is written once, and the same list changes nothing afterwards', async () => {
    const path = await write(good);
    const before = await countIn('units.unit');
    const first = await goc('import', 'units', path, '--apply', '--json');
    expect(first.json).toMatchObject({ accepted: 1, same: 0, changed: 0, refused: [], applied: true });
    expect(await countIn('units.unit')).toBe(before + 1);
    const again = await goc('import', 'units', path, '--under', '01.001', '--apply', '--json');
    expect(again.json).toMatchObject({ accepted: 0, same: 1, changed: 0, applied: true });
    expect(await countIn('units.unit')).toBe(before + 1);
  });

  test.each<[string[], string]>([
    [['/nowhere/list.csv'], 'cli.no-such-file'],
    [['LIST', '--from', '31/12/2025'], 'cli.wrong-day'],
    [['LIST', '--under', '99.999'], 'units.import-unknown-parent'],
  ])('that cannot be meant is refused in words: %j', async (args, code) => {
    const path = await write(good);
    const outcome = await goc(
      'import',
      'units',
      ...args.map((word) => (word === 'LIST' ? path : word)),
      '--json',
    );
    expect([outcome.code, outcome.json.error.code]).toEqual([1, code]);
  });
});

describe('one person', () => {
  const copyOf = async (login: string) => {
    const path = join(home.folder, `${login}.json`);
    const outcome = await goc('export', 'person', login, path, '--json');
    return { outcome, path };
  };

  test('is given a copy of everything', async () => {
    const { outcome, path } = await copyOf('an');
    expect(outcome.code).toBe(0);
    const copy = JSON.parse(await readFile(path, 'utf8'));
    expect(Object.keys(copy)).toEqual(outcome.json.features);
    expect(copy.members.record.fullName).toBe('Nguyễn Văn An');
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  test('who is not known is named, and no file is made', async () => {
    const { outcome, path } = await copyOf('khong-co');
    expect([outcome.code, outcome.json.error.code]).toEqual([1, 'cli.no-such-login']);
    await expect(stat(path)).rejects.toThrow();
  });
});

describe('the server', () => {
  const PASSWORD = 'mật khẩu thử của chi bộ';
  let token: string;
  const card = () => list.expected.find((row) => row.verdict === 'new')!.draft.cardNumber!;

  test('knows the people to whom accounts and tokens were given', async () => {
    const account = (password: string, cardNumber: string) =>
      runGoc(['account', 'dang.vien', '--card', cardNumber, '--json'], home.settings, password);
    expect((await account('ngắn', card())).json.error.code).toBe('cli.short-password');
    expect((await account(PASSWORD, '99999999')).json.error.code).toBe('cli.no-such-card');
    const given = await account(`${PASSWORD}\n`, card());
    expect(given.json).toMatchObject({ login: 'dang.vien' });
    expect(given.out).not.toContain(PASSWORD);

    expect((await goc('token', '--login', 'an', '--days', '0', '--json')).json.error.code).toBe(
      'cli.wrong-days',
    );
    expect((await goc('token', '--login', 'ai-do', '--json')).json.error.code).toBe('cli.no-such-login');
    const made = await goc('token', '--login', 'an', '--days', '2', '--json');
    token = made.json.token;
    expect(token).toMatch(/^goc_[\w-]{40,}$/);
    const kept = await inside((db) =>
      rows(db.kysely, sql<{ all: string }>`select t::text as all from platform.api_token t`),
    );
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  test('answers them, keeps its folder to itself and stops cleanly', async () => {
    const server = await startGoc(home.settings);
    const at = (path: string) => `${server.address}${path}`;
    let stopped: number | null = null;
    try {
      expect(server.ready).toMatchObject({ ready: true, demo: false });
      expect(await (await fetch(at('/api/health'))).json()).toMatchObject({ status: 'ok' });

      const me = await fetch(at('/api/me'), { headers: { authorization: `Bearer ${token}` } });
      expect((await me.json()).person).toEqual({ id: ward.people.an, fullName: 'Nguyễn Văn An' });
      expect((await fetch(at('/api/me'), { headers: { authorization: 'Bearer goc_wrong' } })).status).toBe(
        401,
      );

      const signIn = (password: string) =>
        fetch(at('/api/sign-in'), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ login: 'Dang.Vien', password }),
        });
      expect((await signIn('một mật khẩu khác')).status).toBe(401);
      const signedIn = await signIn(PASSWORD);
      expect(signedIn.status).toBe(200);
      const cookie = signedIn.headers.get('set-cookie')!;
      expect(cookie).toMatch(/^goc_session=[\w-]+;.*HttpOnly;.*SameSite=Strict/);
      const own = await fetch(at('/api/me'), { headers: { cookie: cookie.split(';')[0]! } });
      expect((await own.json()).memberships[0].branchId).toBe(ward.branch7);

      if (server.ready.engine === 'embedded') {
        const second = await goc('start', '--json');
        expect([second.code, second.json.error.code]).toEqual([1, 'cli.folder-in-use']);
        const plain = await goc('seed');
        expect(plain.code).toBe(1);
        expect(plain.err).toMatch(/^goc: Thư mục dữ liệu .+ đang được tiến trình \d+ sử dụng/);
        expect(plain.err).not.toMatch(/\n\s+at /);
        const doctor = await goc('doctor', '--json');
        expect(doctor.json.findings.at(-1)).toMatchObject({ check: 'database', state: 'warning' });
      }
    } finally {
      stopped = await server.stop();
    }
    expect(stopped).toBe(0);
    if (home.settings.GOC_DATA) await expect(stat(`${home.settings.GOC_DATA}.lock`)).rejects.toThrow();
  });

  test('that is killed loses nothing and leaves no lock that matters', async () => {
    const server = await startGoc(home.settings);
    const people = async () =>
      (await (
        await fetch(`${server.address}/api/branches/${ward.branch5}/members`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).json()) as { members: unknown[] };
    const changed = await fetch(
      `${server.address}/api/branches/${ward.branch5}/members/${ward.people.dung}/moves`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': 'before-the-power-went',
        },
        body: JSON.stringify({
          kind: 'exemption',
          on: '2026-01-05',
          document: '04-NQ/CB',
          reason: 'Tuổi cao, sức yếu',
        }),
      },
    );
    expect(changed.status).toBe(200);
    expect((await people()).members).toHaveLength(7);
    expect(await server.stop('SIGKILL')).toBeNull();

    const made = await goc('export', 'person', 'dung', join(home.folder, 'dung.json'), '--json');
    expect(made.code).toBe(0);
    const copy = JSON.parse(await readFile(join(home.folder, 'dung.json'), 'utf8'));
    expect(copy.members.memberships.map((m: { status: string }) => m.status)).toContain('exempt');
  });

  test('says which port is taken and lets the data go again', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as { port: number };
    try {
      const outcome = await goc('start', '--port', String(port), '--json');
      expect([outcome.code, outcome.json.error.code]).toEqual([1, 'cli.port-taken']);
      expect(outcome.json.error.message).toContain(String(port));
    } finally {
      other.close();
    }
    expect((await goc('doctor', '--json')).json.findings.at(-1).state).not.toBe('fault');
  });
});

describe('wrong use', () => {
  const wrong: Settings = {
    PORT: 'nhiều',
    GOC_LOG: 'loud',
    GOC_SMTP_URL: 'http://mail.example.test',
    DATABASE_URL: 'mysql://goc:secret@localhost/x',
  };

  test('every wrong setting is named at once, without its value', async () => {
    const { code, json } = await runGoc(['start', '--json'], wrong);
    expect([code, json.error.code]).toEqual([1, 'cli.wrong-settings']);
    for (const name of ['PORT', 'GOC_LOG', 'GOC_SMTP_URL', 'GOC_MAIL_FROM', 'DATABASE_URL'])
      expect(json.error.message).toContain(`- ${name}: `);
    expect(json.error.message).not.toContain('secret');
  });

  test('a database server that is not there is told from a wrong setting', async () => {
    const gone = { DATABASE_URL: 'postgres://goc:secret@localhost:9/x' };
    const { code, json } = await runGoc(['seed', '--json'], gone);
    expect([code, json.error.code]).toEqual([1, 'cli.no-database']);
    expect(json.error.message).toContain('DATABASE_URL');
    expect(json.error.message).not.toContain('secret');
    const doctor = await runGoc(['doctor'], gone);
    expect(doctor.code).toBe(1);
    expect(doctor.out).toMatch(/✗ database: .+DATABASE_URL/);
  });

  test.each([
    [['start', '--port', '70000'], 'cli.wrong-port'],
    [['seed', '--seed', 'một'], 'cli.wrong-seed'],
    [['seed', '--scale', 'country'], 'cli.unknown-scale'],
  ])('%j is refused before anything is opened', async (args, code) => {
    const outcome = await runGoc([...args, '--json'], { GOC_DATA: '/dev/null/nowhere' });
    expect([outcome.code, outcome.json.error.code]).toEqual([1, code]);
  });

  test.each([
    ...['start', 'seed', 'token', 'account', 'doctor', 'authority', 'bench'].map((one) => [one]),
    ['import', 'members'],
    ['import', 'units'],
    ['export', 'members'],
    ['export', 'person'],
    ['ballot', 'verify'],
  ])('%s %s explains itself, and knows --json', async (...words) => {
    const outcome = await goc(...words, '--help');
    expect([outcome.code, outcome.err]).toEqual([0, '']);
    expect(outcome.out).toContain(`Usage: goc ${words.join(' ')}`);
    expect(outcome.out).toContain('--json');
  });

  test('a command without the word that it needs answers a script in JSON too', async () => {
    const outcome = await goc('export', 'members', 'x.csv', '--json');
    expect([outcome.code, outcome.json.error.code]).toEqual([1, 'cli.wrong-use']);
    expect(outcome.json.error.message).toContain('--branch');
  });

  test('an unknown command ends with 1 and shows what there is', async () => {
    const outcome = await goc('frobnicate');
    expect(outcome.code).toBe(1);
    expect(outcome.err).toContain('doctor');
  });
});

test('the demo ward is made in an empty place only, and wholly or not at all', {
  timeout: 240_000,
}, async () => {
  const empty = await installGoc(async () => {});
  try {
    // Killed half-way: months of meetings are written by then, and none of them stays.
    const told = await killGocAt(['seed'], empty.settings, /^ {0,2}[4-9]\d %/m);
    expect(told).toContain('Chi bộ Tổ dân phố số');
    const left = await empty.open();
    const { people } = await one(
      left.kysely,
      sql<{ people: number }>`select count(*)::int as people from members.person`,
    );
    expect(people).toBe(0);
    await left.close();

    const made = await runGoc(['seed', '--json'], empty.settings);
    expect(made.code).toBe(0);
    expect(made.json.branches).toBeGreaterThan(10);
    expect(made.json.members).toBeGreaterThan(500);
    expect(made.json.meetings).toBeGreaterThan(30);
    const again = await runGoc(['seed', '--json'], empty.settings);
    expect([again.code, again.json.error.code]).toEqual([1, 'cli.not-empty']);
    expect(again.json.error.message).toMatch(/\d{3}/);
  } finally {
    await empty.remove();
  }
});

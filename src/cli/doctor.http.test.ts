import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, sql } from '#platform/database/database.ts';
import { type Installation, installGoc, runGoc, type Settings } from './testing/run-goc.ts';

// Installations that are broken in the ways that happen, each as the doctor tells it.

let home: Installation;
let folder: string;
beforeAll(async () => {
  home = await installGoc(async () => {});
  folder = await mkdtemp(join(tmpdir(), 'goc-doctor-'));
});
afterAll(async () => {
  await home.remove();
  await rm(folder, { recursive: true });
});

type Finding = { check: string; state: string; text: string };

async function doctor(settings: Settings): Promise<{ code: number | null; of: (check: string) => Finding }> {
  const { code, json, err } = await runGoc(['doctor', '--json'], settings);
  expect(err).toBe('');
  const findings: Finding[] = json.findings;
  return {
    code,
    of: (check) => {
      const found = findings.find((one) => one.check === check);
      if (!found) throw new Error(`Nothing was said of ${check}.`);
      return found;
    },
  };
}

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as { port: number }).port;
};

test('a port that another program holds is named', async () => {
  const other = createServer();
  const port = await listening(other);
  try {
    const told = await doctor({ ...home.settings, PORT: String(port) });
    expect(told.of('port')).toMatchObject({ state: 'warning' });
    expect(told.of('port').text).toContain(String(port));
  } finally {
    other.close();
  }
});

test('a mail server that does not answer is a fault, and its password is not repeated', async () => {
  const gone = createServer();
  const port = await listening(gone);
  await new Promise((done) => gone.close(done));
  const told = await doctor({
    ...home.settings,
    GOC_SMTP_URL: `smtp://goc:secret@127.0.0.1:${port}`,
    GOC_MAIL_FROM: 'goc@example.test',
  });
  expect([told.code, told.of('mail').state]).toEqual([1, 'fault']);
  expect(told.of('mail').text).toContain('GOC_SMTP_URL');
  expect(told.of('mail').text).not.toContain('secret');
});

test('keys of ballots that others can read are a fault, and the command that helps is given', async () => {
  const keys = join(folder, 'keys');
  await mkdir(keys, { mode: 0o755 });
  await chmod(keys, 0o755);
  const open = await doctor({ ...home.settings, GOC_KEYS: keys });
  expect([open.code, open.of('keys').state]).toEqual([1, 'fault']);
  expect(open.of('keys').text).toContain(`chmod 700 ${keys}`);
  await chmod(keys, 0o700);
  expect((await doctor({ ...home.settings, GOC_KEYS: keys })).of('keys').state).toBe('good');
});

test('an address that the network reaches is told of', async () => {
  const told = await doctor({ ...home.settings, HOST: '0.0.0.0' });
  expect(told.of('network').state).toBe('warning');
  expect(told.of('public-address').text).toContain('GOC_PUBLIC_URL');
});

describe('a database that a newer program has changed', () => {
  test('is told by the doctor, and no command writes into it', async () => {
    const db = await home.open();
    try {
      await run(
        db.kysely,
        sql`insert into goc_migration (name, timestamp) values ('29990101-0000-from-the-future', '2999-01-01')`,
      );
    } finally {
      await db.close();
    }
    const told = await doctor(home.settings);
    expect([told.code, told.of('migrations').state]).toEqual([1, 'fault']);
    expect(told.of('migrations').text).toContain('29990101-0000-from-the-future');
    const started = await runGoc(['start', '--json'], home.settings);
    expect([started.code, started.json.error.code]).toEqual([1, 'cli.newer-database']);
  });
});

// The folder of the embedded engine; the same on every run, because these tests bring their own.
describe('a data folder', () => {
  const at = (name: string) => join(folder, name);

  test('that holds something else is left alone', async () => {
    await mkdir(at('other'));
    await writeFile(join(at('other'), 'thư.txt'), 'x');
    const told = await doctor({ GOC_DATA: at('other') });
    expect([told.code, told.of('database').state]).toEqual([1, 'fault']);
    expect(told.of('database').text).toContain('GOC_DATA');
  });

  test('with a damaged database says so and what to do', async () => {
    await mkdir(at('damaged'));
    await writeFile(join(at('damaged'), 'PG_VERSION'), '18\n');
    const told = await doctor({ GOC_DATA: at('damaged') });
    expect([told.code, told.of('database').state]).toEqual([1, 'fault']);
    expect(told.of('database').text).toMatch(/bị hỏng.+bản sao lưu/s);
    const started = await runGoc(['start', '--json'], { GOC_DATA: at('damaged') });
    expect([started.code, started.json.error.code]).toEqual([1, 'cli.folder-unusable']);
  });

  test('that cannot be made says why', async () => {
    const started = await runGoc(['start', '--json'], { GOC_DATA: '/dev/null/goc' });
    expect([started.code, started.json.error.code]).toEqual([1, 'cli.folder-unusable']);
    expect(started.json.error.message).toContain('/dev/null/goc');
  });

  test('whose making was stopped half-way is made anew', async () => {
    await mkdir(`${at('half')}.half/base`, { recursive: true });
    await writeFile(join(`${at('half')}.half`, 'PG_VERSION'), '18\n');
    const told = await doctor({ GOC_DATA: at('half') });
    expect(told.of('database').state).toBe('good');
  });
});

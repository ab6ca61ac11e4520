import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { asked, installFromNpm, isThere, type Peer, ran, serverOf } from '../peer.ts';
import { countRows, loadRows } from '../rows.ts';

const NEXT = 'node_modules/next/dist/bin/next';

export const payload: Peer = {
  name: 'Payload',
  version: '3.90.2',
  settings: [
    'NODE_ENV=production, next build and next start (Next.js 15.4.11), one process, REST routes only: no admin pages',
    'pool of 10, transactions on, sessions on, as they come',
  ],
  differences: [
    'Payload checks the token and its session, the access function and the fields, and inserts and reads back in a transaction; meeting and member are unique together by an index; no history line',
    'The check-in names meeting and member as plain text: nothing looks whether they exist',
  ],
  groupedBy: 'an endpoint written for it (SQL with GROUP BY): the REST API has no grouping',
  install: async (folder) => {
    const isNew = await installFromNpm('payload', folder);
    if (!isNew && (await isThere(join(folder, '.next/BUILD_ID')))) return;
    await ran(process.execPath, [join(folder, NEXT), 'build'], {
      cwd: folder,
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', PEER_SECRET: 'of the build' },
      log: join(folder, 'build.log'),
    });
  },
  start: async ({ folder, databaseUrl, port, log }) => {
    const env = {
      DATABASE_URL: databaseUrl,
      PEER_SECRET: randomBytes(16).toString('hex'),
      NEXT_TELEMETRY_DISABLED: '1',
    };
    await ran(process.execPath, ['prepare.js'], {
      cwd: folder,
      env: { ...env, NODE_ENV: 'development' },
      log: join(folder, 'prepare.log'),
    });
    const address = `http://127.0.0.1:${port}`;
    const pid = await serverOf(
      process.execPath,
      [join(folder, NEXT), 'start', '-p', String(port), '-H', '127.0.0.1'],
      { cwd: folder, env: { ...env, NODE_ENV: 'production' }, log, ready: `${address}/api/members/me` },
    );
    const json = { email: 'member@example.org', password: randomBytes(12).toString('hex') };
    await asked(`${address}/api/members`, { json });
    const { token } = await asked<{ token: string }>(`${address}/api/members/login`, { json });
    const authorization = `JWT ${token}`;
    return {
      pid,
      checkIn: {
        method: 'POST',
        path: '/api/check-ins',
        headers: { authorization },
        body: '{"meeting":"meeting-1","member":"member-{n}","unit":1,"state":"present","at":"{at}"}',
      },
      kept: 201,
      count: () => countRows(databaseUrl, 'check_ins'),
      load: (month) =>
        loadRows(databaseUrl, 'check_ins', month, { created_at: 'now()', updated_at: 'now()' }),
      grouped: ({ from, to }) =>
        asked(`${address}/api/attendance?from=${from}&to=${to}`, { headers: { authorization } }),
    };
  },
};

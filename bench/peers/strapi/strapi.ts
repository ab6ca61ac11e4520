import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asked, installFromNpm, type Peer, serverOf } from '../peer.ts';
import { countRows, loadRows } from '../rows.ts';

export const strapi: Peer = {
  name: 'Strapi',
  version: '5.54.0',
  settings: [
    'NODE_ENV=production, one process, strapi start, no admin panel served',
    'pool 2 to 10 as in a new project; no line written for a request',
  ],
  differences: [
    'Strapi checks the token, the permission of the role and the uniqueness of a key by a query before the insert; it keeps no history line',
    'The check-in names meeting and member as plain text: nothing looks whether they exist',
  ],
  groupedBy: 'an endpoint written for it (SQL with GROUP BY in a controller): the REST API has no grouping',
  install: (folder) => installFromNpm('strapi', folder),
  start: async ({ folder, databaseUrl, port, log }) => {
    await mkdir(join(folder, 'public/uploads'), { recursive: true });
    const secret = randomBytes(16).toString('hex');
    const address = `http://127.0.0.1:${port}`;
    const pid = await serverOf(
      process.execPath,
      [join(folder, 'node_modules/@strapi/strapi/bin/strapi.js'), 'start'],
      {
        cwd: folder,
        env: {
          NODE_ENV: 'production',
          DATABASE_URL: databaseUrl,
          PORT: String(port),
          PEER_KEYS: `${secret}a,${secret}b`,
          PEER_SECRET: secret,
          STRAPI_TELEMETRY_DISABLED: 'true',
        },
        log,
        ready: `${address}/_health`,
      },
    );
    const { jwt } = await asked<{ jwt: string }>(`${address}/api/auth/local/register`, {
      json: { username: 'member', email: 'member@example.org', password: randomBytes(12).toString('hex') },
    });
    const authorization = `Bearer ${jwt}`;
    return {
      pid,
      checkIn: {
        method: 'POST',
        path: '/api/check-ins',
        headers: { authorization },
        body: '{"data":{"key":"meeting-1:member-{n}","meeting":"meeting-1","member":"member-{n}","unit":1,"state":"present","at":"{at}"}}',
      },
      kept: 201,
      count: () => countRows(databaseUrl, 'check_ins'),
      load: (month) =>
        loadRows(databaseUrl, 'check_ins', month, {
          document_id: "'d' || n",
          key: "'k' || n",
          created_at: 'now()',
          updated_at: 'now()',
          published_at: 'now()',
        }),
      grouped: ({ from, to }) =>
        asked(`${address}/api/check-ins/by-unit?from=${from}&to=${to}`, { headers: { authorization } }),
    };
  },
};

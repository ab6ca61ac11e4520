import pg from 'pg';
import type { Month } from './peer.ts';

/** Work on a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** How many rows a table of the peer holds. */
export const countRows = (url: string, table: string): Promise<number> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    return rows[0]!.n;
  });

/**
 * Fills a table of check-ins with a month: all present, spread evenly over the units. `more` gives the columns that this
 * peer adds, as SQL over the number `n` of the row.
 */
export const loadRows = (
  url: string,
  table: string,
  month: Month,
  more: Record<string, string>,
): Promise<void> =>
  withClient(url, async (client) => {
    const columns: Record<string, string> = {
      meeting: "'meeting-' || (n % $2::int + 1)",
      member: "'member-' || n",
      unit: 'n % $2::int + 1',
      state: "'present'",
      at: '$3::timestamptz + ($4::timestamptz - $3::timestamptz) * ((n % 1000) / 1000.0)',
      ...more,
    };
    await client.query(`truncate ${table} cascade`);
    await client.query(
      `insert into ${table} (${Object.keys(columns)
        .map((name) => `"${name}"`)
        .join(', ')})
       select ${Object.values(columns).join(', ')} from generate_series(1, $1::int) n`,
      [month.rows, month.units, month.from, month.to],
    );
    await client.query(`create index if not exists peer_month on ${table} (at)`);
    await client.query(`vacuum analyze ${table}`);
  });

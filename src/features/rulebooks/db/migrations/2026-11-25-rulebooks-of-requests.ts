import type { Migration } from '#platform/database/migrate.ts';
import { seededFollowingVersions } from '../../domain/following-rulebooks.ts';

const KEYS = ['request.minutes', 'request.second-above-hours'] as const;
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** What a request for figures costs, and above which cost a second leader signs, where the rulebook came before them. */
export const rulebooksOfRequestsMigration: Migration = {
  name: '2026-11-25-2250-rulebooks-of-requests',
  sql: seededFollowingVersions
    .map(
      ({ code, rules }) => `
    update rulebooks.version
       set rules = ${text(JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, rules[key]]))))}::jsonb || rules
     where code = ${text(code)};`,
    )
    .join('\n'),
};

import type { Migration } from '#platform/database/migrate.ts';
import { seededUnitVersions } from '../../domain/unit-rulebooks.ts';

const KEY = 'size.secretaries';

/** A rule more of the Charter: one secretary. Installations that have the rulebook get it, new ones have it already. */
export const oneSecretaryMigration: Migration = {
  name: '2026-11-26-1505-one-secretary',
  sql: seededUnitVersions
    .map(
      ({ code, rules }) => `
    update rulebooks.version
       set rules = rules || jsonb_build_object('${KEY}', '${JSON.stringify(rules[KEY]).replaceAll("'", "''")}'::jsonb)
     where code = '${code}' and not rules ? '${KEY}';`,
    )
    .join('\n'),
};

import type { Migration } from '#platform/database/migrate.ts';
import { seededVersions } from '../../domain/seeded-versions.ts';

export const rulebooksMigration: Migration = {
  name: '2026-11-23-0400-rulebooks',
  sql: `
    create schema rulebooks;
    create table rulebooks.version (
      code text primary key,
      valid daterange not null check (not isempty(valid)),
      title jsonb not null,
      source jsonb not null,
      note jsonb,
      -- By rule key: value, document, whether a committee may change it.
      rules jsonb not null,
      constraint one_version_a_day exclude using gist (valid with &&)
    );
    create table rulebooks.override (
      id uuid primary key,
      unit_id uuid not null references units.unit,
      rule_key text not null,
      valid daterange not null check (not isempty(valid)),
      value jsonb not null,
      document text not null check (document <> ''),
      document_on date,
      article text,
      set_by uuid not null references members.person,
      set_at timestamptz not null,
      constraint one_value_a_day unique (unit_id, rule_key, valid without overlaps)
    );
  `,
};

const literal = (value: unknown) =>
  value === undefined ? 'null' : `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`;

/**
 * The two rulebooks as data. A correction of an issued rulebook is a further migration that updates its row:
 * meetings already held keep the values that were copied into them.
 */
export const seededVersionsMigration: Migration = {
  name: '2026-11-23-0410-rulebooks-versions',
  sql: seededVersions
    .map(
      (v) => `
    insert into rulebooks.version (code, valid, title, source, note, rules)
    values ('${v.code}', daterange('${v.validFrom}', ${v.validTo ? `'${v.validTo}'` : 'null'}), ${literal(v.title)},
            ${literal(v.source)}, ${literal(v.note)}, ${literal(v.rules)});`,
    )
    .join('\n'),
};

import type { Migration } from '#platform/database/migrate.ts';
import { seededFollowingVersions } from '../../domain/following-rulebooks.ts';

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const literal = (value: unknown) => (value === undefined ? 'null' : `${text(JSON.stringify(value))}::jsonb`);

/** A fifth subject: how tasks from above are followed up. */
export const rulebooksOfFollowingMigration: Migration = {
  name: '2026-11-25-0230-rulebooks-of-following',
  sql: `
    alter table rulebooks.version drop constraint version_subject_check;
    alter table rulebooks.version add constraint version_subject_check
      check (subject in ('meetings', 'members', 'voting', 'units', 'following'));
    ${seededFollowingVersions
      .map(
        (v) => `
    insert into rulebooks.version (code, subject, valid, title, source, note, rules)
    values (${text(v.code)}, ${text(v.subject)},
            daterange(${text(v.validFrom)}, ${v.validTo ? text(v.validTo) : 'null'}), ${literal(v.title)},
            ${literal(v.source)}, ${literal(v.note)}, ${literal(v.rules)});`,
      )
      .join('\n')}
  `,
};

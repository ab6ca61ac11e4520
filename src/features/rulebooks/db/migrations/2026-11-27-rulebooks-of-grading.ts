import type { Migration } from '#platform/database/migrate.ts';
import { seededGradingVersions } from '../../domain/grading-rulebooks.ts';

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const literal = (value: unknown) => (value === undefined ? 'null' : `${text(JSON.stringify(value))}::jsonb`);

/** A seventh subject: how units are graded, by which points and conditions, and how many may be excellent. */
export const rulebooksOfGradingMigration: Migration = {
  name: '2026-11-27-1805-rulebooks-of-grading',
  sql: `
    alter table rulebooks.version drop constraint version_subject_check;
    alter table rulebooks.version add constraint version_subject_check
      check (subject in ('meetings', 'members', 'voting', 'units', 'following', 'places', 'grading'));
    ${seededGradingVersions
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

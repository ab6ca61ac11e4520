import type { Migration } from '#platform/database/migrate.ts';
import { seededPlaceVersions } from '../../domain/place-rulebooks.ts';

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const literal = (value: unknown) => (value === undefined ? 'null' : `${text(JSON.stringify(value))}::jsonb`);

/** A sixth subject: how large a ward or commune is, which are to be merged, and what a merged one must reach. */
export const rulebooksOfPlacesMigration: Migration = {
  name: '2026-11-26-0105-rulebooks-of-places',
  sql: `
    alter table rulebooks.version drop constraint version_subject_check;
    alter table rulebooks.version add constraint version_subject_check
      check (subject in ('meetings', 'members', 'voting', 'units', 'following', 'places'));
    ${seededPlaceVersions
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

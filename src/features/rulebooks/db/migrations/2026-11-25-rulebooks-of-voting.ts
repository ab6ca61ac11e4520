import type { Migration } from '#platform/database/migrate.ts';
import { seededVotingVersions } from '../../domain/voting-rulebooks.ts';

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const literal = (value: unknown) => (value === undefined ? 'null' : `${text(JSON.stringify(value))}::jsonb`);

/** A third subject: how a branch votes and elects, one rule per matter. */
export const rulebooksOfVotingMigration: Migration = {
  name: '2026-11-25-0210-rulebooks-of-voting',
  sql: `
    alter table rulebooks.version drop constraint version_subject_check;
    alter table rulebooks.version
      add constraint version_subject_check check (subject in ('meetings', 'members', 'voting'));
    ${seededVotingVersions
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

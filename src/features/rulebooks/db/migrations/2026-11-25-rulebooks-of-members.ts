import type { Migration } from '#platform/database/migrate.ts';
import { seededMemberVersions } from '../../domain/member-rulebooks.ts';
import { seededDaysOff } from '../../domain/public-holidays.ts';

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const literal = (value: unknown) => (value === undefined ? 'null' : `${text(JSON.stringify(value))}::jsonb`);

/** Rulebooks about members beside those of meetings, and the calendar that terms in working days are counted with. */
export const rulebooksOfMembersMigration: Migration = {
  name: '2026-11-25-0200-rulebooks-of-members',
  sql: `
    alter table rulebooks.version add column subject text not null default 'meetings'
      check (subject in ('meetings', 'members'));
    alter table rulebooks.version alter column subject drop default;
    alter table rulebooks.version drop constraint one_version_a_day;
    alter table rulebooks.version
      add constraint one_version_a_day exclude using gist (subject with =, valid with &&);
    -- Rulebooks rank before members, who live by them: whoever set a rule is kept by id alone.
    alter table rulebooks.override drop constraint override_set_by_fkey;

    create table rulebooks.day_off (
      day date primary key,
      kind text not null check (kind in ('holiday', 'in-lieu', 'swapped', 'worked')),
      name jsonb not null,
      source jsonb not null,
      -- Null for what came with the software.
      set_by uuid,
      set_at timestamptz,
      check ((set_by is null) = (set_at is null)),
      check (kind in ('holiday') or (kind = 'worked') = (extract(isodow from day) > 5))
    );
    ${seededMemberVersions
      .map(
        (v) => `
    insert into rulebooks.version (code, subject, valid, title, source, note, rules)
    values (${text(v.code)}, ${text(v.subject)},
            daterange(${text(v.validFrom)}, ${v.validTo ? text(v.validTo) : 'null'}), ${literal(v.title)},
            ${literal(v.source)}, ${literal(v.note)}, ${literal(v.rules)});`,
      )
      .join('\n')}
    insert into rulebooks.day_off (day, kind, name, source) values
    ${seededDaysOff
      .map((d) => `(${text(d.day)}, ${text(d.kind)}, ${literal(d.name)}, ${literal(d.source)})`)
      .join(',\n    ')};
  `,
};

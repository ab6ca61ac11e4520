import type { Migration } from '#platform/database/migrate.ts';

/** What the paper of a plan says about areas and populations; what of a scheduled plan is open again. */
export const toldPlacesAndOpenMigration: Migration = {
  name: '2026-11-26-1500-told-places-and-open',
  sql: `
    -- [{ unitId, km2, people }]: figures of units from the day on, as the paper of the plan has them.
    alter table reorganisation.plan add column told_places jsonb not null default '[]';
    -- { undecided, differences, problems, seen }: what came between a scheduled plan and its day, as it was last looked at.
    alter table reorganisation.plan add column open jsonb;
    -- Who was told by a letter that a scheduled plan is open again: once a day.
    create table reorganisation.reminder (
      plan_id uuid not null references reorganisation.plan on delete cascade,
      person_id uuid not null references members.person,
      day date not null,
      primary key (plan_id, person_id, day)
    );
  `,
};

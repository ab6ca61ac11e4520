import type { Migration } from '#platform/database/migrate.ts';

/** Names of a branch are shown from two levels above only after a reason; numbers need none. */
export const listOpeningsMigration: Migration = {
  name: '2026-11-25-2130-list-openings',
  sql: `
    create table members.list_opening (
      actor_id uuid not null references members.person,
      branch_id uuid not null references units.unit,
      day date not null,
      reason text not null check (reason <> ''),
      at timestamptz not null,
      primary key (actor_id, branch_id, day)
    );
    create index list_opening_of_branch on members.list_opening (branch_id);
  `,
};

import type { Migration } from '#platform/database/migrate.ts';

/** Numbers of the register that papers took which are not sent as directives, such as those of a reorganisation. */
export const takenNumbersMigration: Migration = {
  name: '2026-11-26-0200-taken-numbers',
  sql: `
    create table directives.taken_number (
      unit_id uuid not null references units.unit,
      -- What the number is for: one number for each, however often it is asked for.
      paper_key text not null,
      kind text not null,
      symbol text not null,
      taken_on date not null,
      primary key (unit_id, paper_key)
    );
  `,
};

import type { Migration } from '#platform/database/migrate.ts';

/** Groupings that were proposed, as they were shown, and the plans that people made out of them. */
export const proposalsMigration: Migration = {
  name: '2026-11-26-0200-proposals',
  sql: `
    create schema proposals;
    create table proposals.proposal (
      id uuid primary key,
      -- The unit whose wards and communes are grouped.
      unit_id uuid not null references units.unit,
      -- The day for which the tree, the figures and the standards were taken.
      effective_on date not null,
      asked jsonb not null,
      -- Units, neighbours and alternatives as they were when it was made.
      found jsonb not null,
      made_by uuid not null references members.person,
      made_at timestamptz not null
    );
    -- The list of a unit, the latest first.
    create index proposal_of_unit on proposals.proposal (unit_id, id);

    create table proposals.chosen (
      plan_id uuid primary key references reorganisation.plan on delete cascade,
      proposal_id uuid not null references proposals.proposal on delete cascade,
      alternative int not null check (alternative >= 0)
    );
    create index chosen_of_proposal on proposals.chosen (proposal_id);
  `,
};

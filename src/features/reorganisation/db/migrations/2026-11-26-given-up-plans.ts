import type { Migration } from '#platform/database/migrate.ts';

/** A plan that nobody approved is given up: why, who and when is a line of its way. */
export const givenUpPlansMigration: Migration = {
  name: '2026-11-26-1620-given-up-plans',
  sql: `
    alter table reorganisation.plan drop constraint plan_state_check;
    alter table reorganisation.plan add constraint plan_state_check
      check (state in ('draft', 'consulted', 'approved', 'scheduled', 'applied', 'given-up'));
    alter table reorganisation.plan_event add constraint given_up_with_reason
      check (move <> 'give-up' or (note is not null and note <> ''));
  `,
};

import type { Migration } from '#platform/database/migrate.ts';

/** Urgings leave by e-mail too, where a mail server is configured. */
export const mailedUrgingsMigration: Migration = {
  name: '2026-11-27-0420-mailed-urgings',
  sql: `
    -- How many letters told of it; none before letters were written, and none without a mail server.
    alter table reports.urging add column mails int not null default 0 check (mails >= 0);
  `,
};

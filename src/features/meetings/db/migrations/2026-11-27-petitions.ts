import type { Migration } from '#platform/database/migrate.ts';

/**
 * A branch's petitions and their answers are looked for on the first page of whoever leads it, over years of journals. They
 * are a few lines in each thousand: the index holds these alone, and every other write passes it by.
 */
export const petitionsMigration: Migration = {
  name: '2026-11-27-0330-petitions',
  sql: `
    create index petition_of_meeting on meetings.entry (meeting_id)
      where (kind = 'opinion-recorded' and payload ->> 'nature' in ('petition', 'proposal'))
         or kind in ('opinion-edited', 'opinion-withdrawn', 'petition-answered', 'annex-added', 'guest-recorded');
  `,
};

import type { Migration } from '#platform/database/migrate.ts';

/**
 * A meeting that was held before this system and is taken over: its figures and attendance are here, its minutes stay
 * where they were written.
 */
export const takenOverMigration: Migration = {
  name: '2026-11-25-0710-taken-over-meetings',
  sql: `
    alter table meetings.meeting
      -- Where it was kept until then; null for a meeting that was held here.
      add column taken_over_from text check (taken_over_from in ('minutes-book', 'other-system')),
      -- Which book or system, as somebody would look for it: 'Sổ biên bản chi bộ, quyển 2024'.
      add column taken_over_source text check (taken_over_source <> ''),
      add column taken_over_at timestamptz,
      add constraint taken_over_whole
        check (num_nulls(taken_over_from, taken_over_source, taken_over_at) in (0, 3)),
      -- What happened elsewhere is over: it has no journal here and nobody writes one afterwards.
      add constraint taken_over_is_past
        check (taken_over_from is null or (stage = 'closed' and held_on is not null and entry_count = 0));
  `,
};

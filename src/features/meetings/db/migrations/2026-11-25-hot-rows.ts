import type { Migration } from '#platform/database/migrate.ts';

/**
 * On meeting night every entry moves the figures in its meeting's row. The frozen facts lie outside of the row, and each
 * page keeps room for the next version of its rows, so that such a move touches one small row and no index.
 */
export const hotRowsMigration: Migration = {
  name: '2026-11-25-2230-hot-meeting-rows',
  sql: 'alter table meetings.meeting set (toast_tuple_target = 256, fillfactor = 75);',
};

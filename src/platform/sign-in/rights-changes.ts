import { run, sql, type Tx } from '../database/database.ts';

/** Rows of more than a day ago are needed by no server: what one holds in memory is far younger. */
export const forgetOldRightsChanges = (tx: Tx): Promise<void> =>
  run(tx, sql`delete from platform.rights_change where at < now() - interval '1 day'`);

export { refreshReports } from './actions/refresh-facts.ts';
export { reportTables } from './db/copy-tables.ts';
export { forgetAll as forgetReports } from './db/month-facts.sql.ts';

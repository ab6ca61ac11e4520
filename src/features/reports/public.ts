export { refreshReports } from './actions/refresh-facts.ts';
export { reportTables } from './db/copy-tables.ts';

export { refreshReports } from './actions/refresh-facts.ts';

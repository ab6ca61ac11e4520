export const meetingPath = '/meetings';

// schemaless-contracts: a value from the routes beside it
export { listMeetings } from './routes.ts';

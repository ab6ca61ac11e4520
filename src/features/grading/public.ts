export { appraiseSheet, decideSheets } from './actions/decide-sheets.ts';
export { bestGradeFor } from './actions/judge-sheets.ts';
export { openRound } from './actions/open-round.ts';
export { saveSheet, sendSheet } from './actions/write-sheet.ts';
export { selectRoundOf as gradingRoundOf } from './db/rounds.sql.ts';

export { answerRequest } from './actions/answer-request.ts';
export { askForFigures } from './actions/ask-for-figures.ts';
export { selectFields as fieldsOf } from './db/requests.sql.ts';

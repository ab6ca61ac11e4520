export { nameIndicator } from './actions/name-indicator.ts';

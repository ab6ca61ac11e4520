export { measureAll as measureSigns } from './actions/measure-signs.ts';
export {
  addStep as addWatchStep,
  enterOnList,
  leave as leaveList,
  note as noteWatched,
  settle as settleWatchStep,
} from './actions/write-entry.ts';

export { actorInEnded } from './actions/actor-in-ended.ts';
export { mandateTables } from './db/copy-tables.ts';
export {
  insertDemoPerson as showInDemo,
  insertMandate as recordMandate,
  selectActor as loadActor,
  selectHolders as holdersIn,
  selectHoldersIn as holdersInUnits,
  selectLastEnded as lastEndedOf,
  selectWithoutSecretary as unitsWithoutSecretary,
} from './db/mandates.sql.ts';

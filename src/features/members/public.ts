export { savePerson } from './actions/admit-member.ts';
export { importManyFromFile, type ManyOutcome } from './actions/import-many.ts';
export { importMembersFromFile } from './actions/import-members.ts';
export { memberTable } from './actions/member-table.ts';
export { type NamesOfUnit, namesOfUnit } from './actions/names-of-unit.ts';
export { placeByLevels } from './actions/read-roll.ts';
export { type RecordedMove, recordMove, recordMoveOfMany, tryMove } from './actions/record-move.ts';
export { memberTables, type PersonRow } from './db/copy-tables.ts';
export {
  closeMembership,
  countPeople,
  insertMembership as recordMembership,
  insertPerson as recordPerson,
  type RollRow,
  selectContacts as contactsOf,
  selectFormerMember as findFormerMember,
  selectListOpening as reasonForNames,
  selectMembershipsOn as membershipsOn,
  selectNames as namesOf,
  selectPerson as findPerson,
  selectPersonByCard as findPersonByCard,
  selectRecordsOfBranch as recordsOf,
  selectRoll as rollOf,
} from './db/members.sql.ts';
export {
  selectIdsOfPerson as idsOfPerson,
  selectLivingRecords as livingRecordsOf,
} from './db/records.sql.ts';

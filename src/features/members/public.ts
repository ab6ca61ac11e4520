export {
  closeMembership,
  countPeople,
  insertMembership as recordMembership,
  insertPerson as recordPerson,
  type RollRow,
  selectContacts as contactsOf,
  selectMembershipsOn as membershipsOn,
  selectNames as namesOf,
  selectPerson as findPerson,
  selectRoll as rollOf,
} from './db/members.sql.ts';

/** Door 3 of members: the form about a person, for features that take people in; the question why names are needed. */
export { OpenList, OpenUnitList } from './ui/open-record.tsx';
export { emptyEntry, enteredOf, isEntered, type PersonEntry, PersonForm } from './ui/person-form.tsx';

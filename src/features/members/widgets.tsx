/** Door 3 of members: the form about a person, for features that take people in. */
export { emptyEntry, enteredOf, isEntered, type PersonEntry, PersonForm } from './ui/person-form.tsx';

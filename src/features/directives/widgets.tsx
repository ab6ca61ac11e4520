/** Door 3 of directives: pieces of the client that others may use. */
export { ruleInWords } from './domain/recipient-rule.ts';
export { RecipientChoiceField } from './ui/recipient-choice.tsx';

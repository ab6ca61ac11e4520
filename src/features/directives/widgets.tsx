/** Door 3 of directives: pieces of the client that others may use. */
export { ruleInWords } from './domain/recipient-rule.ts';
export { FileChoice as FileChoiceField } from './ui/file-choice.tsx';
export { PaperChoice } from './ui/paper-choice.tsx';
export { RecipientChoiceField } from './ui/recipient-choice.tsx';

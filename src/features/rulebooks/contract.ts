/** Door 1 of rulebooks: pure types and functions. Anyone may import. */
export * from './domain/rulebook.ts';

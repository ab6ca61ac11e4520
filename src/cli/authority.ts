import type { Command } from 'commander';
import { authorityTable, DISTANCES, drawAuthority } from '#app/authority/draw-authority.ts';
import { print } from './output.ts';

export function addAuthorityCommand(program: Command): void {
  program
    .command('authority')
    .description(
      'Who may do what: every post, verb and distance in the tree, worked out from the rules themselves',
    )
    .option('--print', 'print the whole matrix', true)
    .option('--json', 'print one JSON object')
    .action((options: { json?: boolean }) => {
      const distances = Object.fromEntries(Object.entries(DISTANCES).map(([key, { title }]) => [key, title]));
      print(options.json, { distances, verbs: authorityTable() }, [drawAuthority()]);
    });
}

import type { Command } from 'commander';
import { systemClock } from '#kernel/clock.ts';
import { inTransaction } from '#platform/database/database.ts';
import { findAccount } from '#platform/sign-in/accounts.ts';
import { createApiToken } from '#platform/sign-in/sessions.ts';
import { withDatabase } from './installation.ts';
import { CliFailure, print } from './output.ts';

export function addTokenCommand(program: Command): void {
  program
    .command('token')
    .description('Make a token with which a script acts as a person; it is shown once')
    .requiredOption('--login <login>', 'login of the person')
    .option('--name <name>', 'what the token is for', 'cli')
    .option('--days <number>', 'days until it ends (1 to 366)', '30')
    .option('--json', 'print one JSON object')
    .action(async (options: { login: string; name: string; days: string; json?: boolean }) => {
      const days = Number(options.days);
      if (!Number.isInteger(days) || days < 1 || days > 366)
        throw new CliFailure('cli.wrong-days', `--days ${options.days}: 1–366`);
      await withDatabase(options.json === true, async (db) => {
        const token = await inTransaction(db, 'write', async (tx) => {
          const account = await findAccount(tx, options.login);
          if (!account) throw new CliFailure('cli.no-such-login', `Không có tài khoản ${options.login}.`);
          return createApiToken(
            tx,
            { personId: account.personId, name: options.name, days },
            systemClock.now(),
          );
        });
        print(options.json, { token, days }, [token]);
      });
    });
}

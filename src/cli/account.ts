import type { Command } from 'commander';
import { findPersonByCard } from '#features/members/public.ts';
import { systemClock } from '#kernel/clock.ts';
import { inTransaction } from '#platform/database/database.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { hashPassword } from '#platform/sign-in/password.ts';
import { endSessionsOf } from '#platform/sign-in/sessions.ts';
import { withDatabase } from './installation.ts';
import { CliFailure, print } from './output.ts';

const fromInput = async (): Promise<string> => {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  return text.replace(/\r?\n$/, '');
};

export function addAccountCommand(program: Command): void {
  program
    .command('account <login>')
    .description('Give a member an account or a new password; the password is read from standard input')
    .requiredOption('--card <number>', 'Party card number of the member')
    .option('--json', 'print one JSON object')
    .action(async (login: string, options: { card: string; json?: boolean }) => {
      const password = await fromInput();
      if (password.length < 10)
        throw new CliFailure(
          'cli.short-password',
          'Mật khẩu cần ít nhất 10 ký tự. / At least 10 characters.',
        );
      const passwordHash = await hashPassword(password);
      await withDatabase(options.json === true, async (db) => {
        const personId = await inTransaction(db, 'write', async (tx) => {
          const person = await findPersonByCard(tx, options.card);
          if (!person)
            throw new CliFailure('cli.no-such-card', `Không có đảng viên mang số thẻ ${options.card}.`);
          await saveAccount(tx, { personId: person, login, passwordHash }, systemClock.now());
          await endSessionsOf(tx, person);
          return person;
        });
        print(options.json, { login, personId }, [`Tài khoản ${login} đã sẵn sàng. / The account is ready.`]);
      });
    });
}

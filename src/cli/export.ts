import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { features } from '#app/features.ts';
import { memberTable } from '#features/members/public.ts';
import { findUnitByCode } from '#features/units/public.ts';
import { systemClock, today } from '#kernel/clock.ts';
import { inTransaction } from '#platform/database/database.ts';
import { recordHistory } from '#platform/history/record.ts';
import { findAccount } from '#platform/sign-in/accounts.ts';
import { writeTable } from '#platform/spreadsheet/write-table.ts';
import { withDatabase } from './installation.ts';
import { CliFailure, print } from './output.ts';

export function addExportCommand(program: Command): void {
  const group = program.command('export').description('Take data out as files');
  group
    .command('members <file>')
    .description('The member list of a branch as .xlsx or .csv, in a shape that the import reads back')
    .requiredOption('--branch <code>', 'code of the branch')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: { branch: string; json?: boolean }) => {
      const format = extname(file).slice(1).toLowerCase();
      if (format !== 'xlsx' && format !== 'csv')
        throw new CliFailure(
          'cli.unknown-format',
          `${file}: đuôi tệp phải là .xlsx hoặc .csv. / Use .xlsx or .csv.`,
        );
      await withDatabase(options.json === true, async (db) => {
        const day = today(systemClock);
        const table = await inTransaction(db, 'write', async (tx) => {
          const branch = await findUnitByCode(tx, options.branch, day);
          if (!branch)
            throw new CliFailure(
              'cli.no-such-branch',
              `Không có đơn vị mã ${options.branch}. / No unit has this code today.`,
            );
          const made = await memberTable(tx, branch.id, day);
          await recordHistory(tx, systemClock.now(), {
            actorId: '00000000-0000-0000-0000-000000000000',
            verb: 'members.export',
            unitId: branch.id,
            details: { rows: made.rows.length },
          });
          return made;
        });
        await writeFile(file, await writeTable(table, format), { mode: 0o600 });
        print(options.json, { file, rows: table.rows.length }, [`${file}: ${table.rows.length} đảng viên`]);
      });
    });
  group
    .command('person <login> <file>')
    .description('Everything the system holds about one person, as JSON, for that person')
    .option('--json', 'print one JSON object')
    .action(async (login: string, file: string, options: { json?: boolean }) => {
      await withDatabase(options.json === true, async (db) => {
        const copy = await inTransaction(db, 'read', async (tx) => {
          const account = await findAccount(tx, login);
          if (!account) throw new CliFailure('cli.no-such-login', `Không có tài khoản ${login}.`);
          const parts: Record<string, unknown> = {};
          for (const feature of features)
            parts[feature.name] = await feature.person.export(tx, account.personId);
          return parts;
        });
        await writeFile(file, JSON.stringify(copy, null, 2), { mode: 0o600 });
        print(options.json, { file, features: Object.keys(copy) }, [
          `${file}: ${Object.keys(copy).length} phần`,
        ]);
      });
    });
}

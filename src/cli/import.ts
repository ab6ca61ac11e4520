import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { features } from '#app/features.ts';
import { quietWorld } from '#app/quiet-world.ts';
import { importMembersFromFile } from '#features/members/public.ts';
import { findUnitByCode } from '#features/units/public.ts';
import { systemClock, today } from '#kernel/clock.ts';
import { fillFacts } from '#kernel/error-table.ts';
import { inTransaction } from '#platform/database/database.ts';
import { withDatabase } from './installation.ts';
import { CliFailure, print } from './output.ts';

const textOf = (code: string, facts: Parameters<typeof fillFacts>[1]): string => {
  const row = features.map((f) => f.errors[code]).find(Boolean);
  return row ? fillFacts(row.vi, facts) : code;
};

export function addImportCommand(program: Command): void {
  const group = program.command('import').description('Bring in lists that exist already');
  group
    .command('members <file>')
    .description('Import a branch’s member list (.xlsx, .xls, .csv); without --apply nothing is written')
    .requiredOption('--branch <code>', 'code of the branch')
    .option('--apply', 'write it, all in one transaction')
    .option('--skip-refused', 'leave refused rows out instead of writing nothing')
    .option('--json', 'print one JSON object')
    .action(
      async (
        file: string,
        options: { branch: string; apply?: boolean; skipRefused?: boolean; json?: boolean },
      ) => {
        const bytes = await readFile(file).catch(() => {
          throw new CliFailure('cli.no-such-file', `Không đọc được tệp ${file}. / The file cannot be read.`);
        });
        await withDatabase(options.json === true, async (db, config) => {
          const day = today(systemClock);
          const branch = await inTransaction(db, 'read', (tx) => findUnitByCode(tx, options.branch, day));
          if (!branch)
            throw new CliFailure(
              'cli.no-such-branch',
              `Không có đơn vị mã ${options.branch}. / No unit has this code today.`,
            );
          const preview = await importMembersFromFile(
            db,
            { name: basename(file), bytes },
            {
              branchId: branch.id,
              today: day,
              apply: options.apply === true,
              skipRefused: options.skipRefused === true,
              world: quietWorld(db, config),
            },
            systemClock.now(),
          );
          const refused = preview.rows
            .filter((row) => row.verdict === 'refused')
            .flatMap((row) =>
              row.refusals.map((refusal) => ({
                row: row.rowNumber,
                field: refusal.field ?? null,
                code: refusal.code,
                text: textOf(refusal.code, refusal.facts),
              })),
            );
          const { accepted, changed, same, left } = preview.counts;
          const applied = options.apply === true;
          print(options.json, { accepted, changed, same, left, refused, applied, sheet: preview.sheet }, [
            `${branch.name}: mới ${accepted}, thay đổi ${changed}, giữ nguyên ${same}, đã chuyển đi ${left}, bị từ chối ${preview.counts.refused}`,
            ...refused.map((r) => `  dòng ${r.row}${r.field ? ` (${r.field})` : ''}: ${r.text}`),
            applied
              ? 'Đã ghi. / Written.'
              : 'Chưa ghi gì; thêm --apply để ghi. / Nothing was written; add --apply.',
          ]);
        });
      },
    );
}

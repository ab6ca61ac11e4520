import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { quietWorld } from '#app/quiet-world.ts';
import { importPlanFromFile, takeEffect } from '#features/reorganisation/public.ts';
import { formatCivilDate, isCivilDate } from '#kernel/civil-date.ts';
import { systemClock, today } from '#kernel/clock.ts';
import { isId } from '#kernel/ids.ts';
import { inTransaction } from '#platform/database/database.ts';
import { withDatabase } from './installation.ts';
import { CliFailure, print, progressBar } from './output.ts';
import { sentenceOf } from './sentences.ts';

const SHOWN = 50;

function dayOf(text: string): string {
  if (isCivilDate(text)) return text;
  throw new CliFailure('cli.wrong-day', `${text}: yyyy-mm-dd`);
}

export function addPlanCommand(program: Command): void {
  const group = program.command('plan').description('Arrange the tree anew by an approved plan');
  group
    .command('import <file>')
    .description(
      'Draft a plan from a conversion table (.csv, .xlsx): old and new codes and names; without --apply nothing is written',
    )
    .requiredOption('--under <code>', 'code of the committee whose part of the tree is arranged')
    .requiredOption('--on <day>', 'yyyy-mm-dd, the first day of the new tree')
    .option('--parent <code>', 'everything new stands directly under this unit')
    .option('--end-emptied', 'units that lose every place under them, such as districts, end as well')
    .option('--title <text>', 'title of the plan; default the name of the file')
    .option('--apply', 'keep the draft')
    .option('--json', 'print one JSON object')
    .action(
      async (
        file: string,
        options: {
          under: string;
          on: string;
          parent?: string;
          endEmptied?: boolean;
          title?: string;
          apply?: boolean;
          json?: boolean;
        },
      ) => {
        const bytes = await readFile(file).catch(() => {
          throw new CliFailure('cli.no-such-file', `Không đọc được tệp ${file}. / The file cannot be read.`);
        });
        const on = dayOf(options.on);
        await withDatabase(options.json === true, async (db, config) => {
          const { planId, steps, faults, problems, changes, undecided } = await importPlanFromFile(
            quietWorld(db, config),
            { name: basename(file), bytes },
            {
              underCode: options.under,
              parentCode: options.parent ?? null,
              endsEmptied: options.endEmptied === true,
              title: options.title ?? basename(file),
              on,
              today: today(systemClock),
              apply: options.apply === true,
              nowMs: systemClock.now(),
            },
          );
          const refused = faults.map(({ row, refusal }) => ({
            row,
            code: refusal.code,
            text: sentenceOf(refusal.code, refusal.facts),
          }));
          const wrong = problems.map(({ steps: at, refusal }) => ({
            steps: at.map((each) => each + 1),
            code: refusal.code,
            text: sentenceOf(refusal.code, refusal.facts),
          }));
          if (options.apply && planId === null) process.exitCode = 1;
          print(options.json, { planId, steps, refused, problems: wrong, changes, undecided, on }, [
            `Từ ngày ${formatCivilDate(on)}: ${steps} bước; thành lập ${changes.founded}, kết thúc ${changes.ended}, đổi tên ${changes.renamed}, đổi mã ${changes.recoded}, chuyển ${changes.moved}, chưa biết về đâu ${undecided}`,
            ...refused.slice(0, SHOWN).map((each) => `  dòng ${each.row}: ${each.text}`),
            ...wrong.slice(0, SHOWN).map((each) => `  bước ${each.steps.join(', ')}: ${each.text}`),
            planId === null
              ? 'Chưa ghi gì; thêm --apply để giữ phương án nháp. / Nothing was written; add --apply.'
              : `Phương án nháp ${planId}. / Draft ${planId}.`,
          ]);
        });
      },
    );

  group
    .command('apply <plan>')
    .description(
      'Let a scheduled plan take effect whose day has come: all of it in one transaction, or nothing',
    )
    .option('--json', 'print one JSON object')
    .action(async (planId: string, options: { json?: boolean }) => {
      if (!isId(planId))
        throw new CliFailure('cli.no-such-plan', `Không có phương án ${planId}. / There is no such plan.`);
      await withDatabase(options.json === true, async (db, config) => {
        const bar = progressBar(options.json === true);
        const outcome = await inTransaction(db, 'write', (tx) =>
          takeEffect(
            {
              tx,
              world: quietWorld(db, config),
              today: today(systemClock),
              nowMs: systemClock.now(),
              by: null,
              language: 'vi',
              told: bar.show,
            },
            planId,
          ),
        ).finally(bar.end);
        print(options.json, outcome, [
          `Đã thực hiện: thành lập ${outcome.founded}, kết thúc ${outcome.ended}, chuyển ${outcome.moved}; đảng viên ${outcome.members.before} → ${outcome.members.after}, nhiệm vụ ${outcome.tasks.before} → ${outcome.tasks.after}.`,
        ]);
      });
    });
}

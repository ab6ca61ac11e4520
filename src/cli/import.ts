import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { quietWorld } from '#app/quiet-world.ts';
import { importMembersFromFile } from '#features/members/public.ts';
import { importBoundaries } from '#features/reports/public.ts';
import { findUnitByCode, importUnitsFromFile, refusalInWords } from '#features/units/public.ts';
import { formatCivilDate, isCivilDate } from '#kernel/civil-date.ts';
import { systemClock, today } from '#kernel/clock.ts';
import { unwrap } from '#kernel/result.ts';
import { inTransaction } from '#platform/database/database.ts';
import { checkFileSize } from '#platform/spreadsheet/read-table.ts';
import { importMany } from './import-many.ts';
import { withDatabase } from './installation.ts';
import { CliFailure, print } from './output.ts';
import { sentenceOf } from './sentences.ts';

export function addImportCommand(program: Command): void {
  const group = program.command('import').description('Bring in lists that exist already');
  group
    .command('members <file>')
    .description('Import a member list (.xlsx, .xls, .csv); without --apply nothing is written')
    .option('--branch <code>', 'the branch whose list it is')
    .option(
      '--under <code>',
      'a list of many branches under this unit, with the code of the branch in a column',
    )
    .option('--apply', 'write it, all in one transaction')
    .option('--skip-refused', 'leave refused rows out instead of writing nothing')
    .option('--json', 'print one JSON object')
    .action(
      async (
        file: string,
        options: {
          branch?: string;
          under?: string;
          apply?: boolean;
          skipRefused?: boolean;
          json?: boolean;
        },
      ) => {
        const { branch: branchCode, under } = options;
        if (under !== undefined && branchCode === undefined) return importMany(file, { ...options, under });
        if (branchCode === undefined || under !== undefined)
          throw new CliFailure(
            'cli.branch-or-under',
            'Nêu --branch MÃ cho danh sách một chi bộ, hoặc --under MÃ cho danh sách nhiều chi bộ. / Name --branch or --under.',
          );
        // A list over the limit is refused before it is in memory.
        unwrap(checkFileSize(await sizeOf(file)));
        const bytes = await bytesOf(file);
        await withDatabase(options.json === true, async (db, config) => {
          const day = today(systemClock);
          const branch = await inTransaction(db, 'read', (tx) => findUnitByCode(tx, branchCode, day));
          if (!branch)
            throw new CliFailure(
              'cli.no-such-branch',
              `Không có đơn vị mã ${branchCode}. / No unit has this code today.`,
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
                text: sentenceOf(refusal.code, refusal.facts),
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

  group
    .command('units <file>')
    .description(
      'Import a list of administrative or Party units (.csv, .xlsx); without --apply nothing is written',
    )
    .option('--under <code>', 'code of the unit under which the top of the list stands')
    .option('--from <day>', 'yyyy-mm-dd, the day from which the list holds; default today')
    .option('--decision <number>', 'number and symbol of the paper of the list')
    .option('--decision-on <day>', 'yyyy-mm-dd, the day of that paper; default today')
    .option('--apply', 'write it, all in one transaction')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: UnitOptions) => {
      const bytes = await bytesOf(file);
      const day = today(systemClock);
      const from = dayOf(options.from, day);
      const decisionOn = dayOf(options.decisionOn, day);
      await withDatabase(options.json === true, async (db, config) => {
        const preview = await importUnitsFromFile(
          quietWorld(db, config),
          { name: basename(file), bytes },
          {
            underCode: options.under ?? null,
            from,
            today: day,
            decision: options.decision ? { number: options.decision, on: decisionOn, issuedBy: null } : null,
            apply: options.apply === true,
            nowMs: systemClock.now(),
          },
        );
        const refused = preview.verdicts.flatMap((verdict) =>
          verdict.refusals.map((refusal) => ({
            row: verdict.row,
            field: refusal.field ?? null,
            code: refusal.code,
            text: sentenceOf(refusal.code, refusalInWords(refusal, 'vi').facts),
          })),
        );
        const { accepted, same, changed, absent } = preview.counts;
        const applied = options.apply === true && refused.length === 0;
        // Asked to write and not able to: a script must notice.
        if (options.apply && !applied) process.exitCode = 1;
        print(
          options.json,
          { accepted, same, changed, absent, refused, applied, from, sheet: preview.sheet },
          [
            `Từ ngày ${formatCivilDate(from)}: mới ${accepted}, thay đổi ${changed}, giữ nguyên ${same}, bị từ chối ${preview.counts.refused}, không có trong danh mục ${absent}`,
            ...refused.map((r) => `  dòng ${r.row}${r.field ? ` (${r.field})` : ''}: ${r.text}`),
            ...(applied
              ? ['Đã ghi. / Written.']
              : options.apply
                ? [
                    'Chưa ghi gì: sửa các dòng trên rồi nhập lại. / Nothing was written: correct the rows above.',
                  ]
                : ['Chưa ghi gì; thêm --apply để ghi. / Nothing was written; add --apply.']),
          ],
        );
      });
    });
  addBoundaries(group);
}

type BoundaryOptions = {
  on?: string;
  property?: string;
  by?: string;
  apply?: boolean;
  skipRefused?: boolean;
  json?: boolean;
};

function addBoundaries(group: Command): void {
  group
    .command('boundaries <file>')
    .description(
      'Import boundaries for maps from GeoJSON or TopoJSON, matched to units by code or name; without --apply nothing is written',
    )
    .option(
      '--on <day>',
      'the day on which codes and names are those of the file, yyyy-mm-dd (default: today)',
    )
    .option(
      '--property <name>',
      'the property that holds the codes or names (default: the one that fits most)',
    )
    .option('--by <what>', 'code or name (default: whichever fits most)')
    .option('--apply', 'write them, all in one transaction')
    .option('--skip-refused', 'leave refused shapes out instead of writing nothing')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: BoundaryOptions) => {
      const { property, by } = options;
      if (by !== undefined && by !== 'code' && by !== 'name')
        throw new CliFailure('cli.wrong-option', `--by ${by}: code, name`);
      const bytes = await bytesOf(file);
      const on = dayOf(options.on, today(systemClock));
      await withDatabase(options.json === true, async (db) => {
        const found = await importBoundaries(
          { db, clock: systemClock },
          { name: basename(file), bytes },
          { on, property, by, apply: options.apply === true, skipRefused: options.skipRefused === true },
        );
        const refused = found.refused.map((one) => ({ ...one, text: sentenceOf(one.code, {}) }));
        if (options.apply && !found.isApplied) process.exitCode = 1;
        print(options.json, { ...found, refused, on }, [
          `Ngày ${formatCivilDate(on)}, theo ${found.by === 'code' ? 'mã' : 'tên'} ở cột ${found.property}: khớp ${found.matched.length}, bị từ chối ${refused.length}; ${found.corners.before} điểm còn ${found.corners.after}`,
          ...refused.map((one) => `  hình ${one.number} (${one.label}): ${one.text}`),
          found.isApplied
            ? 'Đã ghi. / Written.'
            : options.apply
              ? 'Chưa ghi gì: sửa các hình trên, hoặc thêm --skip-refused. / Nothing was written: correct the shapes above, or add --skip-refused.'
              : 'Chưa ghi gì; thêm --apply để ghi. / Nothing was written; add --apply.',
        ]);
      });
    });
}

type UnitOptions = {
  under?: string;
  from?: string;
  decision?: string;
  decisionOn?: string;
  apply?: boolean;
  json?: boolean;
};

const cannotRead = (file: string) => () => {
  throw new CliFailure('cli.no-such-file', `Không đọc được tệp ${file}. / The file cannot be read.`);
};

const bytesOf = (file: string) => readFile(file).catch(cannotRead(file));
const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(cannotRead(file))).size;

function dayOf(text: string | undefined, otherwise: string): string {
  if (text === undefined) return otherwise;
  if (isCivilDate(text)) return text;
  throw new CliFailure('cli.wrong-day', `${text}: yyyy-mm-dd`);
}

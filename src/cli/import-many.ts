import { access } from 'node:fs/promises';
import { quietWorld } from '#app/quiet-world.ts';
import { importManyFromFile } from '#features/members/public.ts';
import { findUnitByCode } from '#features/units/public.ts';
import { systemClock, today } from '#kernel/clock.ts';
import { inTransaction } from '#platform/database/database.ts';
import { withDatabase } from './installation.ts';
import { CliFailure, print, progressBar } from './output.ts';
import { sentenceOf } from './sentences.ts';

type Options = { under: string; apply?: boolean; skipRefused?: boolean; json?: boolean };

/** A list of many branches: the branch of each row is found by its code. */
export async function importMany(file: string, options: Options): Promise<void> {
  await access(file).catch(() => {
    throw new CliFailure('cli.no-such-file', `Không đọc được tệp ${file}. / The file cannot be read.`);
  });
  await withDatabase(options.json === true, async (db, config) => {
    const day = today(systemClock);
    const under = await inTransaction(db, 'read', (tx) => findUnitByCode(tx, options.under, day));
    if (!under)
      throw new CliFailure(
        'cli.no-such-unit',
        `Không có đơn vị mã ${options.under}. / No unit has this code today.`,
      );
    const bar = progressBar(options.json === true);
    const outcome = await importManyFromFile(
      db,
      file,
      {
        underId: under.id,
        today: day,
        apply: options.apply === true,
        skipRefused: options.skipRefused === true,
        world: quietWorld(db, config),
      },
      systemClock.now(),
      bar.show,
    ).finally(bar.end);
    const { counts, byCode, applied } = outcome;
    const refused = outcome.faults.map((fault) => ({ ...fault, text: sentenceOf(fault.code, fault.facts) }));
    const n = (value: number) => value.toLocaleString('vi-VN');
    print(options.json, { ...counts, byCode, refusals: refused, applied }, [
      `${under.name}: ${n(counts.rows)} dòng, mới ${n(counts.accepted)}, thay đổi ${n(counts.changed)}, giữ nguyên ${n(counts.same)}, đã chuyển đi ${n(counts.left)}, bị từ chối ${n(counts.refused)}`,
      ...refused.map((one) => `  dòng ${one.row}${one.field ? ` (${one.field})` : ''}: ${one.text}`),
      ...(byCode.reduce((sum, { count }) => sum + count, 0) > refused.length
        ? ['  …', ...byCode.map(({ code, count }) => `  ${n(count)} × ${code}`)]
        : []),
      applied
        ? 'Đã ghi. / Written.'
        : options.apply
          ? 'Chưa ghi gì vì có dòng bị từ chối; sửa tệp, hoặc thêm --skip-refused. / Nothing was written: rows were refused.'
          : 'Chưa ghi gì; thêm --apply để ghi. / Nothing was written; add --apply.',
    ]);
    if (options.apply && !applied) process.exitCode = 1;
  });
}

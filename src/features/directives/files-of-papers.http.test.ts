import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { rows, run, sql } from '#platform/database/database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import * as contract from './contract.ts';
import { filesOfPapersMigration } from './db/migrations/2026-11-26-files-of-papers.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

it('the one file that a paper had becomes its main text, with its words, on the way from an older version', async () => {
  const { ward, branch5, people } = world.ward;
  const [withFile, scan, without, fileId, scanId] = [newId(), newId(), newId(), newId(), newId()];
  const at = new Date(world.clock.now());
  // The tables as they were before.
  await world.write(async (tx) => {
    await run(tx, sql`drop table directives.paper_file`);
    await run(tx, sql`alter table directives.directive add column file_id uuid references platform.file`);
    await run(tx, sql`alter table directives.directive add column is_file_found boolean`);
    for (const id of [fileId, scanId])
      await run(
        tx,
        sql`insert into platform.file (id, unit_id, name, media_type, size, sha256, bytes, added_by, added_at)
            values (${id}, ${ward}, 'kế hoạch.pdf', 'application/pdf', 4, ${id}, ${Buffer.from('%PDF')}, ${people.minh}, ${at})`,
      );
    for (const [id, file, isFound, words] of [
      [withFile, fileId, true, ' nuoc sach nong thon'],
      [scan, scanId, null, ''],
      [without, null, null, ''],
    ] as const) {
      await run(
        tx,
        sql`insert into directives.directive
                   (id, unit_id, kind, symbol, issued_on, title, summary, needs, issued_by, sent_on, sent_at, search_key,
                    file_id, is_file_found)
            values (${id}, ${ward}, 'plan', ${`Số ${id.slice(-4)}-KH/ĐU`}, '2026-03-01', 'Kế hoạch về nước', 'Tóm tắt',
                    'know', ${people.minh}, '2026-03-01', ${at},
                    ${`so ${id.slice(-4)}-kh/đu ke hoach ve nuoc tom tat${words}`}, ${file}, ${isFound})`,
      );
      await run(
        tx,
        sql`insert into directives.recipient (directive_id, unit_id) values (${id}, ${branch5}::uuid)`,
      );
    }
    await run(tx, sql.raw(filesOfPapersMigration.sql));
  });
  const found = async (words: string) =>
    (
      await world.as('an').call(contract.searchPapers, { params: { unitId: branch5 }, query: { words } })
    ).body.papers.map((one) => one.id);
  expect(await found('nong thon ke hoach')).toEqual([withFile]);
  expect((await found('tom tat')).toSorted()).toEqual([withFile, scan, without].toSorted());
  const keys = await world.read((tx) =>
    rows(
      tx,
      sql<{ key: string; words: string }>`
        select d.search_key as key, f.search_key as words
          from directives.directive d join directives.paper_file f on f.directive_id = d.id
         where d.id = ${withFile}`,
    ),
  );
  expect(keys).toEqual([{ key: expect.stringMatching(/tom tat$/), words: ' nuoc sach nong thon' }]);
  const filesOf = async (directiveId: string) =>
    (await world.as('an').call(contract.getReceivedDirective, { params: { unitId: branch5, directiveId } }))
      .body.directive.files;
  expect(await filesOf(withFile)).toMatchObject([
    { id: fileId, part: 'main', name: 'kế hoạch.pdf', size: 4, isFound: true },
  ]);
  expect(await filesOf(scan)).toMatchObject([{ id: scanId, part: 'main', isFound: null }]);
  expect(await filesOf(without)).toEqual([]);
  const file = await world
    .as('an')
    .call(contract.getPaperFile, { params: { unitId: branch5, directiveId: withFile, fileId } });
  expect(Buffer.from(file.bytes).toString()).toBe('%PDF');
});

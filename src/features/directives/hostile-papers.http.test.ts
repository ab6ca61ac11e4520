import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { boastfulPdfs, hostilePdfs, hostileWordFiles, plainPdf } from '#testing/hostile-files.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { readWaitingFiles } from './actions/read-waiting-files.ts';
import * as contract from './contract.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

let count = 0;
/** Minh, the secretary of the ward, sends a paper to branch 5 and gives it this file. */
async function send(bytes: Uint8Array, name: string) {
  const { ward, branch5 } = world.ward;
  const title = `Kế hoạch số ${++count} về nước sạch`;
  const { body } = await world.as('minh').call(contract.issueDirective, {
    params: { unitId: ward },
    body: {
      kind: 'plan',
      symbol: `Số ${newId().slice(-6)}-KH/ĐU`,
      issuedOn: '2026-03-01',
      title,
      needs: 'know',
      to: { by: 'list', unitIds: [branch5] },
      isSecret: false,
    },
  });
  const params = { unitId: ward, directiveId: body.id };
  const sent = await world
    .as('minh')
    .call(contract.attachDirectiveFile, { params, query: { name }, file: new Uint8Array(bytes) });
  return { directiveId: body.id, fileId: sent.body.fileId, title, status: sent.status };
}

/** An, the secretary of branch 5, looks for it by its title, and reads whether its words find it. */
async function isKept(
  { directiveId, fileId, title }: { directiveId: string; fileId: string; title: string },
  bytes: Uint8Array,
) {
  const { branch5 } = world.ward;
  const found = await find(title.toLowerCase().replace('kế hoạch', 'ke hoach'));
  expect(found).toContain(directiveId);
  const params = { unitId: branch5, directiveId };
  const file = await world.as('an').call(contract.getPaperFile, { params: { ...params, fileId } });
  expect(Buffer.compare(Buffer.from(file.bytes), Buffer.from(bytes))).toBe(0);
  const { directive } = (await world.as('an').call(contract.getReceivedDirective, { params })).body;
  return directive.files.find((one) => one.id === fileId)?.isFound;
}

const find = async (words: string) =>
  (
    await world.as('an').call(contract.searchPapers, {
      params: { unitId: world.ward.branch5 },
      query: { words },
    })
  ).body.papers.map((one) => one.id);

describe('a paper whose file was made to hurt', () => {
  it.each(Object.entries(hostilePdfs))(
    'is kept and found by its title: a PDF that %s',
    async (_, make) => {
      const bytes = make();
      const paper = await send(bytes, 'ke-hoach.pdf');
      expect(paper.status).toBe(200);
      expect(await isKept(paper, bytes)).toBe(false);
    },
    60_000,
  );

  it.each(Object.entries(boastfulPdfs))(
    'is found by the words that could be read: a PDF that %s',
    async (_, make) => {
      const bytes = make();
      const paper = await send(bytes, 'ke-hoach.pdf');
      expect(paper.status).toBe(200);
      expect(await isKept(paper, bytes)).toBe(true);
      expect(await find('dong chi')).toContain(paper.directiveId);
    },
    60_000,
  );

  it.each(Object.entries(hostileWordFiles))(
    'is kept and found by its title: a Word file that %s',
    async (_, make) => {
      const bytes = make();
      const paper = await send(bytes, 'ke-hoach.docx');
      expect(paper.status).toBe(200);
      await isKept(paper, bytes);
    },
    60_000,
  );
});

it('papers that come at the same moment wait for one another, and each is read', async () => {
  // What runs beside this test, such as a database, is there before and after.
  const processes = () => process.getActiveResourcesInfo().filter((one) => one === 'ProcessWrap').length;
  const before = processes();
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, processes() - before);
  }, 5);
  const hostile = hostilePdfs['holds one word of seven hundred million letters']!();
  const files = [hostile, ...Array.from({ length: 6 }, plainPdf), hostile];
  const papers = await Promise.all(files.map((bytes) => send(bytes, 'ke-hoach.pdf')));
  clearInterval(watch);
  expect(papers.map((paper) => paper.status)).toEqual(files.map(() => 200));
  expect(most).toBe(2);
  // Those whose turn did not come while they were sent are read afterwards.
  await readWaitingFiles(world.app.world);
  const readable = papers.filter((_, index) => files[index] !== hostile);
  expect(await find('dong chi')).toEqual(expect.arrayContaining(readable.map((paper) => paper.directiveId)));
  for (const [index, paper] of papers.entries())
    expect(await isKept(paper, files[index]!)).toBe(files[index] !== hostile);
}, 60_000);

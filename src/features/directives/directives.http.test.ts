import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { renderDocx } from '#platform/documents/render-docx.ts';
import { renderPdf } from '#platform/documents/render-pdf.ts';
import { minutes } from '#platform/documents/sample-documents.ts';
import { writeTable } from '#platform/spreadsheet/write-table.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { readWaitingFiles } from './actions/read-waiting-files.ts';
import * as contract from './contract.ts';
import { addPaperFile, directivesFor, recordDirective, recordLink } from './public.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

let count = 0;
const paper = (changed: Record<string, unknown> = {}) => ({
  kind: 'plan' as const,
  symbol: `Số ${++count + 10}-KH/ĐU`,
  issuedOn: '2026-03-01',
  title: 'Kế hoạch ra quân tổng vệ sinh môi trường',
  summary: null,
  needs: 'carry-out' as const,
  dueOn: '2026-03-31',
  to: { by: 'every-branch' as const },
  isSecret: false,
  ...changed,
});
const issue = (person: Person, changed: Record<string, unknown> = {}, unitId = world.ward.ward) =>
  world.as(person).call(contract.issueDirective, { params: { unitId }, body: paper(changed) });
const list = (...unitIds: string[]) => ({ by: 'list' as const, unitIds });
/** A picture by its first bytes; each number another one. */
const png = (number: number, size = 64) => {
  const bytes = new Uint8Array(size);
  bytes.set([0x89, 0x50, 0x4e, 0x47, number]);
  return bytes;
};
const PDF = new TextEncoder().encode('%PDF-1.7 nội dung');

describe('sending a paper', () => {
  it('reaches every branch below, or those chosen', async () => {
    const { branch5, branch7 } = world.ward;
    expect((await issue('minh')).body.recipients).toBe(2);
    const chosen = await issue('minh', { to: list(branch7), title: 'Chỉ gửi chi bộ 7' });
    expect(chosen.body.recipients).toBe(1);
    const inbox = async (person: Person, unitId: string) =>
      (await world.as(person).call(contract.listInbox, { params: { unitId }, query: {} })).body.directives;
    expect((await inbox('lan', branch7)).map((one) => one.id)).toContain(chosen.body.id);
    expect((await inbox('an', branch5)).map((one) => one.id)).not.toContain(chosen.body.id);
    expect((await inbox('an', branch5))[0]).toMatchObject({
      issuingUnitName: 'Đảng ủy phường Sông Tô',
      receivedAt: null,
      sentOn: '2026-03-02',
    });
  });

  it('is for the committee’s own leaders and officers', async () => {
    for (const person of ['an', 'lan', 'oanh', 'phuc', 'dung'] as const)
      expect((await issue(person)).error?.code).toBe('platform.not-allowed');
    // A branch has nobody below it to send to.
    expect((await issue('an', {}, world.ward.branch5)).error?.code).toBe('directives.no-recipients');
    expect((await issue('minh', {}, world.ward.city)).status).toBe(403);
  });

  it.each([
    [{ symbol: 'Số 05-KH/ĐU-M' }, 'directives.secret', 'symbol'],
    [{ title: 'TỐI MẬT. Phương án' }, 'directives.secret', 'title'],
    [{ isSecret: true }, 'directives.secret', 'isSecret'],
    [{ to: { by: 'list', unitIds: [] } }, 'directives.no-recipients', 'to'],
    [{ issuedOn: '2026-03-03', dueOn: null }, 'directives.issued-in-future', 'issuedOn'],
    [{ dueOn: '2026-02-01' }, 'directives.due-before-issue', 'dueOn'],
  ])('with %j is refused', async (changed, code, field) => {
    const refused = await issue('minh', changed);
    expect(refused.error).toMatchObject({ code, field });
    if (code === 'directives.secret') expect(refused.error?.rule?.document).toContain('117/2025/QH15');
  });

  it('to a branch of somebody else is refused', async () => {
    expect((await issue('minh', { to: list(world.ward.city) })).error?.code).toBe(
      'directives.recipient-not-below',
    );
  });

  it('twice is refused, until the first is taken back', async () => {
    const symbol = 'Số 99-HD/ĐU';
    const first = await issue('minh', { symbol });
    expect((await issue('minh', { symbol: ' Số  99-HD/ĐU ' })).error).toMatchObject({
      code: 'directives.already-issued',
      field: 'symbol',
    });
    const params = { unitId: world.ward.ward, directiveId: first.body.id };
    const withdraw = (person: Person) =>
      world.as(person).call(contract.withdrawDirective, { params, body: { reason: 'Sai số văn bản' } });
    expect((await withdraw('an')).status).toBe(403);
    expect((await withdraw('minh')).status).toBe(200);
    expect((await withdraw('minh')).error?.code).toBe('directives.withdrawn');
    expect((await issue('minh', { symbol })).status).toBe(200);
    const gone = await world.as('an').call(contract.getReceivedDirective, {
      params: { unitId: world.ward.branch5, directiveId: first.body.id },
    });
    expect(gone.status).toBe(404);
  });
});

describe('the files of a paper', () => {
  const attach = (
    person: Person,
    directiveId: string,
    name: string,
    file: Uint8Array = PDF,
    part?: 'main' | 'annex',
  ) =>
    world.as(person).call(contract.attachDirectiveFile, {
      params: { unitId: world.ward.ward, directiveId },
      query: { name, ...(part ? { part } : {}) },
      file,
    });
  const open = (person: Person, unitId: string, directiveId: string, fileId: string) =>
    world.as(person).call(contract.getPaperFile, { params: { unitId, directiveId, fileId } });
  const remove = (person: Person, directiveId: string, fileId: string) =>
    world.as(person).call(contract.removeDirectiveFile, {
      params: { unitId: world.ward.ward, directiveId, fileId },
      body: { reason: 'Gắn nhầm bản dự thảo' },
    });
  const look = async (directiveId: string) =>
    (
      await world
        .as('minh')
        .call(contract.getIssuedDirective, { params: { unitId: world.ward.ward, directiveId }, query: {} })
    ).body;
  const pdf = (text: string) => new TextEncoder().encode(`%PDF-1.7 ${text}`);

  it('are what their names say, the main text before its annexes, and every one opens for whoever received it', async () => {
    const { ward, branch5, branch7 } = world.ward;
    const directiveId = (await issue('minh', { to: list(branch5) })).body.id;
    expect((await attach('an', directiveId, 'kế hoạch.pdf')).status).toBe(403);
    expect((await attach('minh', directiveId, 'kế hoạch.docx')).error?.code).toBe(
      'directives.file-other-kind',
    );
    expect((await attach('minh', directiveId, 'kế hoạch.exe')).error?.code).toBe('directives.file-kind');
    expect((await attach('minh', directiveId, 'KH-MẬT.pdf')).error?.code).toBe('directives.secret');
    expect((await look(directiveId)).directive.files).toEqual([]);

    const annex = (await attach('minh', directiveId, 'biểu mẫu 1.pdf', pdf('biểu 1'), 'annex')).body;
    const main = (await attach('minh', directiveId, 'kế hoạch.pdf')).body;
    const second = (await attach('minh', directiveId, 'biểu mẫu 2.pdf', pdf('biểu 2'))).body;
    expect([annex.part, main.part, second.part]).toEqual(['annex', 'main', 'annex']);
    expect((await attach('minh', directiveId, 'khác.pdf', pdf('khác'), 'main')).error).toMatchObject({
      code: 'directives.has-main-text',
      facts: { name: 'kế hoạch.pdf' },
    });
    expect((await attach('minh', directiveId, 'bản sao.pdf')).error).toMatchObject({
      code: 'directives.file-twice',
      facts: { name: 'kế hoạch.pdf' },
    });
    const received = await world
      .as('an')
      .call(contract.getReceivedDirective, { params: { unitId: branch5, directiveId } });
    expect(received.body.directive.files).toMatchObject([
      { id: main.fileId, part: 'main', name: 'kế hoạch.pdf', mediaType: 'application/pdf', size: PDF.length },
      { id: annex.fileId, part: 'annex', name: 'biểu mẫu 1.pdf' },
      { id: second.fileId, part: 'annex', name: 'biểu mẫu 2.pdf' },
    ]);
    const inbox = await world.as('an').call(contract.listInbox, { params: { unitId: branch5 }, query: {} });
    expect(inbox.body.directives.find((one) => one.id === directiveId)?.files).toHaveLength(3);
    const tree = await world
      .as('hanh')
      .call(contract.getPaperTree, { params: { unitId: branch5, directiveId } });
    expect(tree.body.files.map((file) => file.name)).toEqual([
      'kế hoạch.pdf',
      'biểu mẫu 1.pdf',
      'biểu mẫu 2.pdf',
    ]);

    const got = await open('hanh', branch5, directiveId, main.fileId);
    expect([got.status, got.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(new Uint8Array(got.bytes)).toEqual(PDF);
    const form = await open('an', branch5, directiveId, second.fileId);
    expect(new Uint8Array(form.bytes)).toEqual(pdf('biểu 2'));
    expect((await open('minh', ward, directiveId, annex.fileId)).status).toBe(200);
    expect((await open('an', ward, directiveId, main.fileId)).status).toBe(403);
    expect((await open('lan', branch5, directiveId, main.fileId)).status).toBe(404);
    // Branch 7 did not receive it, so its secretary finds nothing there either.
    expect((await open('lan', branch7, directiveId, main.fileId)).status).toBe(404);
    // A file is reached only through the paper that carries it.
    const other = (await issue('minh')).body.id;
    expect((await open('lan', branch7, other, main.fileId)).status).toBe(404);
    expect((await open('minh', ward, other, main.fileId)).status).toBe(404);
  });

  it('are taken off while no unit has opened the paper, with a reason that stays', async () => {
    const { ward, branch5 } = world.ward;
    const directiveId = (await issue('minh', { to: list(branch5) })).body.id;
    const wrong = (await attach('minh', directiveId, 'dự thảo.pdf')).body.fileId;
    for (const person of ['an', 'oanh'] as const)
      expect((await remove(person, directiveId, wrong)).status).toBe(403);
    expect((await remove('minh', directiveId, newId())).status).toBe(404);
    expect((await look(directiveId)).abilities).toEqual({ issue: true, removeFiles: true });
    expect((await remove('minh', directiveId, wrong)).status).toBe(200);
    expect((await remove('minh', directiveId, wrong)).error?.code).toBe('directives.file-removed');
    expect((await open('an', branch5, directiveId, wrong)).status).toBe(404);
    expect((await open('minh', ward, directiveId, wrong)).status).toBe(404);
    // The right one may have the same content under its right name, and is the main text again.
    const right = (await attach('minh', directiveId, 'kế hoạch.pdf')).body;
    expect(right.part).toBe('main');
    expect(await look(directiveId)).toMatchObject({
      directive: { files: [{ id: right.fileId, part: 'main' }] },
      removedFiles: [
        {
          id: wrong,
          part: 'main',
          name: 'dự thảo.pdf',
          removedByName: 'Đặng Tuấn Minh',
          reason: 'Gắn nhầm bản dự thảo',
        },
      ],
    });

    const receive = await world
      .as('an')
      .call(contract.receiveDirective, { params: { unitId: branch5, directiveId } });
    expect(receive.status).toBe(200);
    expect((await look(directiveId)).abilities).toEqual({ issue: true, removeFiles: false });
    expect((await remove('minh', directiveId, right.fileId)).error?.code).toBe('directives.file-was-read');
    expect((await open('an', branch5, directiveId, right.fileId)).status).toBe(200);
    // What was forgotten may still be added; the unit sees that it came later.
    world.clock.pass(10);
    expect((await attach('minh', directiveId, 'phụ lục.pdf', pdf('phụ lục'))).body.part).toBe('annex');
    const seen = await world
      .as('an')
      .call(contract.getReceivedDirective, { params: { unitId: branch5, directiveId } });
    const { files, receivedAt } = seen.body.directive;
    expect(files.map((file) => file.addedAt > receivedAt!)).toEqual([false, true]);

    const params = { unitId: ward, directiveId };
    await world.as('minh').call(contract.withdrawDirective, { params, body: { reason: 'Gửi nhầm' } });
    expect((await attach('minh', directiveId, 'muộn.pdf', pdf('muộn'))).error?.code).toBe(
      'directives.withdrawn',
    );
    expect((await remove('minh', directiveId, right.fileId)).error?.code).toBe('directives.withdrawn');
    expect((await open('an', branch5, directiveId, right.fileId)).status).toBe(404);
    expect((await open('minh', ward, directiveId, right.fileId)).status).toBe(200);
  });

  it('are at most twenty and fifty megabytes together', async () => {
    const directiveId = (await issue('minh')).body.id;
    for (let number = 1; number <= 20; number += 1)
      expect((await attach('minh', directiveId, `tệp ${number}.png`, png(number))).status).toBe(200);
    expect((await attach('minh', directiveId, 'tệp 21.png', png(21))).error).toMatchObject({
      code: 'directives.too-many-files',
      facts: { most: 20 },
    });
    const heavy = (await issue('minh')).body.id;
    for (let number = 1; number <= 5; number += 1)
      expect((await attach('minh', heavy, `bản chụp ${number}.png`, png(number, 9_900_000))).status).toBe(
        200,
      );
    expect((await attach('minh', heavy, 'bản chụp 6.png', png(6, 9_900_000))).error).toMatchObject({
      code: 'directives.files-too-large',
      facts: { most: 50, megabytes: 48 },
    });
    expect((await look(heavy)).directive.files).toHaveLength(5);
    // Small ones still fit.
    expect((await attach('minh', heavy, 'con dấu.png', png(7))).status).toBe(200);
  });

  it('with a stamp of secrecy at their head are refused, whatever their names say', async () => {
    const directiveId = (await issue('minh')).body.id;
    for (const [name, file] of [
      ['kế hoạch.docx', await renderDocx({ ...minutes, draftMark: 'TỐI MẬT' })],
      ['kế hoạch.pdf', await renderPdf({ ...minutes, draftMark: 'TỐI MẬT' })],
    ] as const)
      expect((await attach('minh', directiveId, name, file)).error).toMatchObject({
        code: 'directives.secret',
        field: 'file',
        rule: { article: 'Điều 5 khoản 2' },
      });
    expect((await look(directiveId)).directive.files).toEqual([]);
    expect((await attach('minh', directiveId, 'kế hoạch.pdf', await renderPdf(minutes))).status).toBe(200);
  });

  it('say their name beside the bytes, so that no proxy writes it down with the address', async () => {
    const directiveId = (await issue('minh')).body.id;
    const url = `/api/units/${world.ward.ward}/directives/${directiveId}/files`;
    const send = async (beside: Record<string, string>) =>
      world.app.server.inject({
        method: 'POST',
        url,
        headers: {
          cookie: `goc_session=${await world.sessionOf('minh')}`,
          'idempotency-key': newId(),
          'content-type': 'application/octet-stream',
          ...beside,
        },
        payload: Buffer.from(png(1)),
      });
    const beside = new URLSearchParams({ name: 'Lý lịch & ảnh Nguyễn Văn An.png', part: 'main' }).toString();
    expect((await send({ 'goc-beside-file': beside })).statusCode).toBe(200);
    expect((await look(directiveId)).directive.files).toMatchObject([
      { name: 'Lý lịch & ảnh Nguyễn Văn An.png', part: 'main' },
    ]);
    // Judged as if it stood in the address: no name at all, and a part that there is not.
    for (const wrong of ['', 'part=main', 'name=a.png&part=cover']) {
      const reply = await send({ 'goc-beside-file': wrong });
      expect([reply.statusCode, reply.json().error.code]).toEqual([400, 'platform.bad-request']);
    }
    expect((await look(directiveId)).directive.files).toHaveLength(1);
  });

  it('of two gigabytes is refused before it is taken in, and changes nothing', async () => {
    const directiveId = (await issue('minh')).body.id;
    const reply = await world.app.server.inject({
      method: 'POST',
      url: `/api/units/${world.ward.ward}/directives/${directiveId}/files?name=${encodeURIComponent('bản chụp.png')}`,
      headers: {
        cookie: `goc_session=${await world.sessionOf('minh')}`,
        'idempotency-key': newId(),
        'content-type': 'application/octet-stream',
        'content-length': String(2 * 2 ** 30),
      },
      payload: Buffer.from(png(1)),
    });
    expect([reply.statusCode, reply.json().error]).toMatchObject([
      413,
      { code: 'platform.too-large', facts: { megabytes: 10 } },
    ]);
    expect((await look(directiveId)).directive.files).toEqual([]);
    // More than ten megabytes that come without saying so.
    expect((await attach('minh', directiveId, 'bản chụp.png', png(1, 11 * 2 ** 20))).status).toBe(413);
  });

  it('that wait to be read are read by the job, and find the paper from then on', async () => {
    const { branch5, people } = world.ward;
    const directiveId = (await issue('minh', { to: list(branch5) })).body.id;
    const bytes = await renderPdf(minutes);
    await world.write((tx) =>
      addPaperFile(
        tx,
        { id: directiveId, unitId: world.ward.ward },
        { name: 'biên bản.pdf', bytes, words: null, part: null, addedBy: people.minh },
        world.clock.ms,
      ),
    );
    const found = async () =>
      (
        await world.as('an').call(contract.searchPapers, {
          params: { unitId: branch5 },
          query: { words: 'bien ban sinh hoat' },
        })
      ).body.papers.map((one) => one.id);
    expect((await look(directiveId)).directive.files.map((file) => file.isFound)).toEqual([null]);
    expect(await found()).not.toContain(directiveId);
    await readWaitingFiles(world.app.world);
    expect((await look(directiveId)).directive.files.map((file) => file.isFound)).toEqual([true]);
    expect(await found()).toContain(directiveId);
  });
});

describe('opening', () => {
  it('counts once, for the branch whose leader opened it', async () => {
    world.clock.set('2026-03-02');
    const { ward, branch5 } = world.ward;
    const directiveId = (await issue('minh')).body.id;
    const params = { unitId: branch5, directiveId };
    const open = (person: Person) => world.as(person).call(contract.receiveDirective, { params });
    for (const person of ['dung', 'minh', 'oanh'] as const) expect((await open(person)).status).toBe(403);
    expect((await open('lan')).status).toBe(404);
    expect((await open('binh')).status).toBe(200);
    world.clock.pass(5);
    expect((await open('an')).status).toBe(200);
    const seen = await world.as('an').call(contract.getReceivedDirective, { params });
    expect(seen.body.directive).toMatchObject({
      receivedByName: 'Trần Thị Bình',
      receivedAt: '2026-03-02T01:00:00.000Z',
    });
    const reach = await world
      .as('minh')
      .call(contract.getIssuedDirective, { params: { unitId: ward, directiveId }, query: {} });
    expect(reach.body.directive).toMatchObject({ recipients: 2, opened: 1 });
    expect(reach.body.recipients.map((one) => [one.unitName, one.receivedByName])).toEqual([
      ['Chi bộ 7', null],
      ['Chi bộ 5', 'Trần Thị Bình'],
    ]);
  });
});

describe('reading', () => {
  it('what was sent is for the committee, what arrived for the branch', async () => {
    const { ward, branch5 } = world.ward;
    const directiveId = (await issue('minh')).body.id;
    const issued = (person: Person) =>
      world.as(person).call(contract.listIssuedDirectives, { params: { unitId: ward }, query: {} });
    expect((await issued('minh')).body.abilities.issue).toBe(true);
    expect((await issued('oanh')).body.abilities.issue).toBe(false);
    for (const person of ['an', 'lan', 'phuc'] as const) expect((await issued(person)).status).toBe(403);
    for (const person of ['an', 'lan'] as const) {
      const one = await world
        .as(person)
        .call(contract.getIssuedDirective, { params: { unitId: ward, directiveId }, query: {} });
      expect(one.status).toBe(403);
    }
    const choose = (person: Person) =>
      world.as(person).call(contract.listPossibleRecipients, { params: { unitId: ward } });
    expect((await choose('minh')).body.units.map((one) => one.name)).toEqual(['Chi bộ 5', 'Chi bộ 7']);
    expect((await choose('oanh')).status).toBe(403);

    const params = { unitId: branch5, directiveId };
    for (const person of ['an', 'hanh', 'oanh', 'minh'] as const) {
      expect((await world.as(person).call(contract.getReceivedDirective, { params })).status).toBe(200);
      const list = await world
        .as(person)
        .call(contract.listInbox, { params: { unitId: branch5 }, query: {} });
      expect(list.status).toBe(200);
    }
    for (const [person, status] of [
      ['lan', 404],
      ['phuc', 403],
    ] as const) {
      expect((await world.as(person).call(contract.getReceivedDirective, { params })).status).toBe(status);
      const list = await world
        .as(person)
        .call(contract.listInbox, { params: { unitId: branch5 }, query: {} });
      expect(list.status).toBe(status);
    }
    const unknown = { unitId: branch5, directiveId: newId() };
    expect((await world.as('an').call(contract.getReceivedDirective, { params: unknown })).status).toBe(404);
  });

  it('goes on from page to page', async () => {
    for (let i = 0; i < 60; i++) await issue('minh', { to: list(world.ward.branch7) });
    const seen = new Set<string>();
    let before: string | null = null;
    for (let pages = 0; pages < 4; pages++) {
      const { body }: { body: { directives: { id: string }[]; next: string | null } } = await world
        .as('lan')
        .call(contract.listInbox, {
          params: { unitId: world.ward.branch7 },
          query: before ? { before } : {},
        });
      for (const one of body.directives) seen.add(one.id);
      before = body.next;
      if (before === null) break;
    }
    expect(before).toBeNull();
    expect(seen.size).toBeGreaterThanOrEqual(61);
  });
});

describe('what a meeting is told', () => {
  it('is what was sent in the span, work before knowledge', async () => {
    const { branch5 } = world.ward;
    world.clock.set('2026-03-09');
    await issue('minh', { title: 'để biết', needs: 'know', issuedOn: '2026-02-20', dueOn: null });
    await issue('minh', { title: 'để làm', needs: 'carry-out', issuedOn: '2026-03-09' });
    const told = (from: string, to: string) => world.read((tx) => directivesFor(tx, branch5, { from, to }));
    expect((await told('2026-03-05', '2026-03-10')).map((one) => one.title)).toEqual(['để làm', 'để biết']);
    expect(await told('2026-03-05', '2026-03-09')).toEqual([]);
  });
});

describe('recipients by rule', () => {
  const count = async (rule: Record<string, unknown>) => {
    const { body, error } = await world.as('minh').call(contract.previewRecipients, {
      params: { unitId: world.ward.ward },
      body: {
        to: {
          by: 'rule',
          rule: { kinds: [], sectors: [], membersOver: null, membersUpTo: null, ...rule },
        },
      },
    });
    return error?.code ?? body.count;
  };
  it.each([
    [{}, 2],
    [{ kinds: ['branch'] }, 2],
    [{ kinds: ['base-committee'] }, 'directives.no-recipients'],
    [{ sectors: ['residential'] }, 2],
    [{ sectors: ['school'] }, 'directives.no-recipients'],
    // Branch 5 has seven members at home, branch 7 two.
    [{ membersOver: 2 }, 1],
    [{ membersOver: 7 }, 'directives.no-recipients'],
    [{ membersUpTo: 2 }, 1],
    [{ membersOver: 1, membersUpTo: 7 }, 2],
  ])('%j means %s', async (rule, expected) => {
    expect(await count(rule)).toBe(expected);
  });

  it('is for those who may send', async () => {
    const refused = await world.as('oanh').call(contract.previewRecipients, {
      params: { unitId: world.ward.ward },
      body: { to: { by: 'every-branch' } },
    });
    expect(refused.status).toBe(403);
  });
});

describe('papers as a tree', () => {
  const search = async (person: Person, unitId: string, words: string) =>
    (await world.as(person).call(contract.searchPapers, { params: { unitId }, query: { words } })).body
      .papers;
  const link = (directiveId: string, targetId: string, kind: 'carries-out' | 'replaces' = 'carries-out') =>
    world.as('minh').call(contract.linkPaper, {
      params: { unitId: world.ward.ward, directiveId },
      body: { kind, targetId },
    });
  const treeOf = (person: Person, unitId: string, directiveId: string) =>
    world.as(person).call(contract.getPaperTree, { params: { unitId, directiveId } });

  it('are found by words without marks, in any order, as far as a unit sees them', async () => {
    const { ward, branch5, branch7 } = world.ward;
    const scheme = await issue('minh', {
      kind: 'scheme',
      symbol: 'Số 11-ĐA/ĐU',
      title: 'Đề án nâng cao chất lượng sinh hoạt chi bộ',
      to: list(branch7),
    });
    for (const words of ['chat luong sinh hoat', 'CHI BỘ đề án', '11-da', 'sinh hoạt 11'])
      expect((await search('minh', ward, words)).map((one) => one.id)).toContain(scheme.body.id);
    expect((await search('lan', branch7, 'chat luong')).map((one) => [one.id, one.role])).toContainEqual([
      scheme.body.id,
      'received',
    ]);
    expect((await search('an', branch5, 'chat luong')).map((one) => one.id)).not.toContain(scheme.body.id);
    expect(await search('minh', ward, 'chat luong %_%')).toEqual([]);
  });

  it('say where a title, or what they carry out, was not read in the papers', async () => {
    const { ward, branch5, people } = world.ward;
    const [programme, scheme] = await world.write(async (tx) => {
      const ids: string[] = [];
      for (const isUnverified of [true, false]) {
        const id = newId(world.clock.now());
        ids.push(id);
        await recordDirective(
          tx,
          {
            id,
            unitId: ward,
            kind: 'notice',
            symbol: `Số ${70 + ids.length}-TB/ĐU`,
            issuedOn: '2026-03-01',
            title: 'Chương trình nghe kể lại',
            summary: null,
            needs: 'know',
            dueOn: null,
            issuedBy: people.minh,
            sentOn: '2026-03-01',
            isUnverified,
          },
          [branch5],
          world.clock.now(),
        );
      }
      await recordLink(
        tx,
        {
          directiveId: ids[1]!,
          targetId: ids[0]!,
          kind: 'carries-out',
          by: people.minh,
          isUnverified: true,
        },
        world.clock.now(),
      );
      return ids as [string, string];
    });
    const up = (await treeOf('an', branch5, scheme)).body;
    expect([up.paper.isUnverified, up.above]).toEqual([
      false,
      [expect.objectContaining({ id: programme, isUnverified: true, isLinkUnverified: true })],
    ]);
    expect((await treeOf('an', branch5, programme)).body.below).toMatchObject([
      { id: scheme, isUnverified: false, isLinkUnverified: true },
    ]);
    const params = { unitId: branch5, directiveId: programme };
    const read = await world.as('an').call(contract.getReceivedDirective, { params });
    expect(read.body.directive.isUnverified).toBe(true);
    expect((await search('an', branch5, 'nghe ke lai')).map((one) => [one.id, one.isUnverified])).toEqual([
      [scheme, false],
      [programme, true],
    ]);
    // What a committee itself sends here was read by it.
    const own = (await issue('minh', { links: [{ kind: 'carries-out', targetId: programme }] })).body.id;
    expect((await treeOf('minh', ward, own)).body).toMatchObject({
      paper: { isUnverified: false },
      above: [{ id: programme, isLinkUnverified: false }],
    });
  });

  it('stand under what they carry out, and never in a circle', async () => {
    const { ward, branch5, branch7 } = world.ward;
    const [scheme, plan, guide] = [
      await issue('minh', { kind: 'scheme', title: 'Đề án gốc' }),
      await issue('minh', { title: 'Kế hoạch thực hiện đề án', to: list(branch5) }),
      await issue('minh', { kind: 'guide', title: 'Hướng dẫn thực hiện kế hoạch' }),
    ].map((reply) => reply.body.id) as [string, string, string];
    expect((await link(plan, scheme)).status).toBe(200);
    expect((await link(guide, plan)).status).toBe(200);
    expect((await link(plan, scheme)).error?.code).toBe('directives.link-twice');
    expect((await link(scheme, guide)).error?.code).toBe('directives.link-cycle');
    expect((await link(plan, plan)).error?.code).toBe('directives.links-itself');
    expect((await link(plan, newId())).error?.code).toBe('directives.link-unseen');
    expect((await link(guide, scheme, 'replaces')).status).toBe(200);

    const fromAbove = (await treeOf('minh', ward, scheme)).body;
    expect(fromAbove.below.map((one) => [one.id, one.parentId, one.steps])).toEqual([
      [plan, scheme, 1],
      [guide, plan, 2],
    ]);
    expect(fromAbove.links.map((one) => [one.kind, one.towards, one.paper.id])).toEqual([
      ['replaces', 'later', guide],
    ]);
    expect((await treeOf('an', branch5, guide)).body.above.map((one) => one.id)).toEqual([scheme, plan]);
    // Branch 7 did not get the plan: below the scheme it sees the guide alone.
    expect((await treeOf('lan', branch7, scheme)).body.below.map((one) => one.id)).toEqual([guide]);
    expect((await treeOf('lan', branch7, plan)).status).toBe(404);
    expect((await treeOf('phuc', ward, scheme)).status).toBe(403);
  });

  it('that are replaced, amended or ended say so where they are held, and ask nothing any more', async () => {
    const { ward, city, branch5 } = world.ward;
    world.clock.set('2026-03-12');
    const today = { issuedOn: '2026-03-12', dueOn: null };
    const old = (await issue('minh', { ...today, title: 'Kế hoạch cũ', to: list(branch5) })).body.id;
    const guide = (await issue('minh', { ...today, kind: 'guide', title: 'Hướng dẫn cũ', to: list(branch5) }))
      .body.id;
    const onAgenda = async () =>
      (await world.read((tx) => directivesFor(tx, branch5, { from: '2026-03-12', to: '2026-03-13' }))).map(
        (one) => one.id,
      );
    expect((await onAgenda()).toSorted()).toEqual([old, guide].toSorted());

    const symbol = 'Số 88-KL/ĐU';
    const conclusion = await issue('minh', {
      ...today,
      kind: 'conclusion',
      symbol,
      links: [
        { kind: 'replaces', targetId: old },
        { kind: 'amends', targetId: guide },
      ],
    });
    const held = async (directiveId: string) =>
      (await world.as('an').call(contract.getReceivedDirective, { params: { unitId: branch5, directiveId } }))
        .body.directive.laterPapers;
    expect(await held(old)).toEqual([{ id: conclusion.body.id, kind: 'replaces', symbol }]);
    expect(await held(guide)).toEqual([{ id: conclusion.body.id, kind: 'amends', symbol }]);
    const inbox = await world.as('an').call(contract.listInbox, { params: { unitId: branch5 }, query: {} });
    expect(inbox.body.directives.find((one) => one.id === old)?.laterPapers).toHaveLength(1);
    expect((await search('an', branch5, 'ke hoach cu'))[0]?.laterPapers).toHaveLength(1);
    // What was amended still asks; what was replaced does not.
    expect((await onAgenda()).toSorted()).toEqual([guide, conclusion.body.id].toSorted());

    // Taken back, it replaces nothing.
    const params = { unitId: ward, directiveId: conclusion.body.id };
    await world.as('minh').call(contract.withdrawDirective, { params, body: { reason: 'Sai' } });
    expect(await held(old)).toEqual([]);
    expect((await treeOf('an', branch5, old)).body.links).toEqual([]);
    expect((await onAgenda()).toSorted()).toEqual([old, guide].toSorted());

    // A ward carries out what the city sends; it does not end it.
    const above = await world.write(async (tx) => {
      const id = newId(world.clock.now());
      await recordDirective(
        tx,
        {
          id,
          unitId: city,
          kind: 'scheme',
          symbol: 'Số 21-ĐA/TU',
          issuedOn: '2026-03-01',
          title: 'Đề án của Thành ủy',
          summary: null,
          needs: 'carry-out',
          dueOn: null,
          issuedBy: world.ward.people.minh,
          sentOn: '2026-03-12',
        },
        [ward],
        world.clock.now(),
      );
      return id;
    });
    for (const kind of ['ends', 'replaces', 'amends'])
      expect((await issue('minh', { ...today, links: [{ kind, targetId: above }] })).error).toMatchObject({
        code: 'directives.link-of-another',
        field: 'links',
      });
    const under = await issue('minh', {
      ...today,
      to: list(branch5),
      links: [{ kind: 'carries-out', targetId: above }],
    });
    // The branch is told of the city's scheme by name; it never reached it, so it is no link there.
    expect((await treeOf('an', branch5, under.body.id)).body.above).toMatchObject([
      { id: above, isInSight: false },
    ]);
    expect((await treeOf('minh', ward, under.body.id)).body.above).toMatchObject([
      { id: above, isInSight: true },
    ]);
    expect((await treeOf('an', branch5, above)).status).toBe(404);
  });

  it('take the next number of their register', async () => {
    const { ward } = world.ward;
    await issue('minh', { kind: 'programme', symbol: 'Số 07-CTr/ĐU' });
    const number = (person: Person) =>
      world
        .as(person)
        .call(contract.getNextNumber, { params: { unitId: ward }, query: { kind: 'programme' } });
    expect((await number('minh')).body).toEqual({ symbol: 'Số 08-CTr/ĐU', term: '2025-2030' });
    expect((await number('oanh')).status).toBe(403);
  });

  it('are found by the words of their Word file, and a broken file is kept all the same', async () => {
    const { ward, branch5 } = world.ward;
    const directiveId = (await issue('minh', { to: list(branch5) })).body.id;
    const broken = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('không phải tệp nén')]);
    const attach = (id: string, file: Uint8Array) =>
      world.as('minh').call(contract.attachDirectiveFile, {
        params: { unitId: ward, directiveId: id },
        query: { name: 'van-ban.docx' },
        file,
      });
    const word = await renderDocx(minutes);
    expect((await attach(directiveId, word)).status).toBe(200);
    expect((await search('an', branch5, 'bien ban')).map((one) => one.id)).toContain(directiveId);
    // The words may stand in different files of the paper, also in the cells of a workbook; a file that was taken off
    // finds it no more.
    const table = await writeTable(
      {
        sheetName: 'Biểu 1',
        columns: [{ header: 'Tổ dân phố', width: 20 }],
        rows: [['Ngõ Trúc Bạch']],
      },
      'xlsx',
    );
    const annex = await world.as('minh').call(contract.attachDirectiveFile, {
      params: { unitId: ward, directiveId },
      query: { name: 'biểu mẫu.xlsx' },
      file: table,
    });
    const both = async () =>
      (await search('an', branch5, 'truc bach bien ban')).some((one) => one.id === directiveId);
    expect(await both()).toBe(true);
    await world.as('minh').call(contract.removeDirectiveFile, {
      params: { unitId: ward, directiveId, fileId: annex.body.fileId },
      body: { reason: 'Biểu mẫu cũ' },
    });
    expect(await both()).toBe(false);
    const other = (await issue('minh', {})).body.id;
    expect((await attach(other, broken)).status).toBe(200);
  });

  it('are found by the words of their PDF; a scan and a broken one are kept and say that they are not', async () => {
    const { ward, branch5 } = world.ward;
    const attach = async (file: Uint8Array) => {
      const directiveId = (await issue('minh', { to: list(branch5) })).body.id;
      const params = { unitId: ward, directiveId };
      const sent = await world
        .as('minh')
        .call(contract.attachDirectiveFile, { params, query: { name: 'van-ban.pdf' }, file });
      expect(sent.status).toBe(200);
      const seen = await world.as('minh').call(contract.getIssuedDirective, { params, query: {} });
      return { directiveId, isFileFound: seen.body.directive.files[0]?.isFound };
    };
    const printed = await attach(await renderPdf(minutes));
    expect(printed.isFileFound).toBe(true);
    const ids = (await search('an', branch5, 'bien ban')).map((one) => one.id);
    expect(ids).toContain(printed.directiveId);
    const broken = await attach(new TextEncoder().encode('%PDF-1.7 không phải PDF'));
    expect(broken.isFileFound).toBe(false);
    expect(ids).not.toContain(broken.directiveId);
  });
});

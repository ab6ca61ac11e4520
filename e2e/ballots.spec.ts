import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runGoc } from '../src/cli/testing/run-goc.ts';
import * as routes from '../src/features/ballots/testing/routes.ts';
import { recordMembership, recordPerson } from '../src/features/members/public.ts';
import { civilDateAt } from '../src/kernel/civil-date.ts';
import type { Id } from '../src/kernel/ids.ts';
import { withoutMarks } from '../src/kernel/vietnamese.ts';
import { saveAccount } from '../src/platform/sign-in/accounts.ts';
import { startSession } from '../src/platform/sign-in/sessions.ts';
import { beginMeeting, closeIt, openedBallot } from '../src/testing/hold-ballot.ts';
import { openTestWorld, type TestWorld } from '../src/testing/test-world.ts';
import {
  closeBrowser,
  expectAccessible,
  LAPTOP,
  openPage,
  PHONE,
  screenshot,
  scrollsSideways,
} from './browser/open-page.ts';

let world: TestWorld;
let address = '';
let meetingId: Id;
let mai: Id;
beforeAll(async () => {
  world = await openTestWorld();
  // A sixth voter, so that the secretary and five members vote.
  mai = await world.write(async (tx) => {
    const now = world.clock.now();
    const personId = await recordPerson(tx, { fullName: 'Trịnh Thị Mai' }, now);
    await saveAccount(tx, { personId, login: 'mai', passwordHash: null }, now);
    await recordMembership(tx, {
      personId,
      branchId: world.ward.branch5,
      status: 'official',
      from: '2025-07-01',
    });
    return personId;
  });
  ({ meetingId } = await beginMeeting(world, civilDateAt(Date.now())));
  // The browser has a clock of its own: the server's stands beside it.
  world.clock.ms = Date.now();
  address = await world.app.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

async function enter(
  personId: Id,
  size: { width: number; height: number },
  path: string,
  lang: 'vi' | 'en' = 'vi',
) {
  const opened = await openPage({ ...size, lang });
  const token = await world.write((tx) => startSession(tx, personId, world.clock.now()));
  await opened.context.addCookies([{ name: 'goc_session', value: token, url: address, httpOnly: true }]);
  await opened.page.goto(address + path);
  return opened;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Looks at the page as a person with the checker and at its width. */
async function lookAt(page: Page, name: string) {
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, `ballots-${name}`);
}

/** The same page on the other size. */
async function lookAtBoth(page: Page, name: string) {
  const before = page.viewportSize()!;
  for (const [size, suffix] of [
    [PHONE, '360'],
    [LAPTOP, '1280'],
  ] as const) {
    await page.setViewportSize(size);
    await lookAt(page, `${name}-${suffix}`);
  }
  await page.setViewportSize(before);
}

/** Shows the part of the meeting where votes are, in the step of the discussion. */
async function toVotes(page: Page) {
  await page
    .getByRole('button', { name: /^Thảo luận/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 2, name: /^Thảo luận/ }).waitFor();
  const summary = page.getByText('Bỏ phiếu kín, biểu quyết', { exact: true });
  if (!(await button(page, 'Lập cuộc bỏ phiếu kín').isVisible())) await summary.click();
  await button(page, 'Lập cuộc bỏ phiếu kín').waitFor();
}

/** Picks somebody in a field that searches while one types, marks or none. */
async function pickIn(page: Page, label: RegExp, typed: string, name: string) {
  await page.getByRole('combobox', { name: label }).fill(typed);
  await page.getByRole('option', { name }).last().click();
}

async function openBallotOnScreen(page: Page) {
  await button(page, 'Mở bỏ phiếu').last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Mở bỏ phiếu' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function choose(page: Page, choice: string) {
  await page.getByRole('radio', { name: choice, exact: true }).check();
  await button(page, 'Bỏ phiếu').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Bỏ phiếu' }).click();
  await page.getByText('Phiếu của đồng chí đã vào hòm.').waitFor();
}

test('a secretary and five members hold a secret ballot that everybody can check', async () => {
  const { people } = world.ward;
  const laptop = await enter(people.an, LAPTOP, `/meetings/${meetingId}`);
  const { page } = laptop;
  await toVotes(page);
  await button(page, 'Lập cuộc bỏ phiếu kín').click();
  await page.getByLabel('Việc cần bỏ phiếu').selectOption('year-grade');
  await page.getByLabel(/^Nội dung bỏ phiếu/).fill('Đồng chí Phạm Quốc Dũng: hoàn thành xuất sắc nhiệm vụ');
  await page.getByRole('radio', { name: /ai cũng kiểm được/ }).check();
  await lookAtBoth(page, 'form');
  await button(page, 'Lập phiếu').click();
  await page.getByText('Cần ít nhất 4 phiếu.').waitFor();
  await page.getByText('Ít cử tri: kết quả có thể lộ phiếu').waitFor();
  await page.getByText('Chưa kiểm chứng').or(page.getByText('chưa kiểm chứng')).first().waitFor();
  await lookAtBoth(page, 'before-opening');
  await openBallotOnScreen(page);
  const link = await page.getByRole('link', { name: 'Màn hình phòng họp' }).getAttribute('href');
  const ballotId = link!.split('/')[2]!;

  const wall = await enter(people.an, LAPTOP, `/ballots/${ballotId}/screen`);
  await wall.page.getByText('0/6').waitFor();
  await lookAtBoth(wall.page, 'screen-open');

  const phones = [];
  for (const [name, id, choice] of [
    ['binh', people.binh, 'Đồng ý'],
    ['chi', people.chi, 'Đồng ý'],
    ['dung', people.dung, 'Không có ý kiến'],
    ['giang', people.giang, 'Không đồng ý'],
    ['mai', mai, 'Đồng ý'],
  ] as const) {
    const phone = await enter(id, PHONE, `/meetings/${meetingId}`);
    if (name === 'binh' || name === 'chi') {
      // Who helps to run the meeting is busy with a step: the ballot calls from above it.
      if (name === 'binh') await lookAt(phone.page, 'phone-recorder-360');
      await phone.page.getByRole('link', { name: 'Bỏ phiếu của tôi' }).click();
      await button(phone.page, 'Nhận phiếu trên máy này').click();
    }
    await phone.page.getByText('Đã nhận phiếu trên máy này.').waitFor();
    if (name === 'dung') await lookAt(phone.page, 'phone-choose-360');
    const sent = phone.page.waitForRequest((request) => request.url().endsWith('/box'));
    await choose(phone.page, choice);
    // Nothing in the request that puts the ballot into the box says whose phone it is.
    const headers = await (await sent).allHeaders();
    expect(Object.keys(headers).filter((header) => /cookie|authorization|idempotency/.test(header))).toEqual(
      [],
    );
    if (name === 'dung') await lookAt(phone.page, 'phone-cast-360');
    phones.push({ ...phone, name });
  }
  // A provisional member is told in words that there is no vote.
  const provisional = await enter(people.hanh, PHONE, `/meetings/${meetingId}`);
  await provisional.page.getByText('Đảng viên dự bị không có quyền bỏ phiếu việc này.').waitFor();
  await lookAt(provisional.page, 'phone-provisional-360');
  expect(provisional.problems).toEqual([]);
  await provisional.close();

  // The wall tells how many, and nothing of what.
  await wall.page.getByText('5/6').waitFor();
  expect(await wall.page.getByText(/Đạt tỷ lệ|Không đạt/).count()).toBe(0);

  // The secretary votes on a page of its own, where the ballot is taken by a button.
  const own = await enter(people.an, PHONE, `/ballots/${ballotId}`);
  await button(own.page, 'Nhận phiếu trên máy này').click();
  await own.page.getByText('Đã nhận phiếu trên máy này.').waitFor();
  await choose(own.page, 'Đồng ý');
  await own.close();

  await page.getByText('6/6 phiếu đã vào hòm').first().waitFor();
  await lookAtBoth(page, 'running');
  await button(page, 'Kết thúc bỏ phiếu').click();
  await page.getByText('Tất cả cử tri đã bỏ phiếu.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc bỏ phiếu' }).click();
  await page.getByText('Đạt tỷ lệ: thông qua.').first().waitFor();
  await lookAtBoth(page, 'result');
  await wall.page.getByText('Đạt tỷ lệ: thông qua.').waitFor();
  await lookAtBoth(wall.page, 'screen-closed');
  expect(wall.problems).toEqual([]);
  await wall.close();

  // Each phone finds its own ballot in the published box, and the whole box is right.
  const [first] = phones;
  await first!.page.goto(`${address}/ballots/${ballotId}`);
  await first!.page.getByText('Máy này tìm thấy phiếu của đồng chí trong hòm').waitFor();
  await first!.page.getByText('6 lá phiếu đều có dấu hợp lệ').waitFor();
  await lookAtBoth(first!.page, 'box');
  for (const phone of phones) {
    expect([phone.name, phone.problems]).toEqual([phone.name, []]);
    if (phone !== first) await phone.close();
  }

  // The file is checked by a stranger: on the page without a session, and by the command.
  const file = await first!.page.evaluate(
    async (path) => (await fetch(path)).text(),
    `/api/ballots/${ballotId}/box`,
  );
  await first!.close();
  const stranger = await openPage({ ...LAPTOP, lang: 'vi' });
  await stranger.page.goto(`${address}/ballots/verify`);
  await stranger.page.setInputFiles('input[type=file]', {
    name: 'hom-phieu.json',
    mimeType: 'application/json',
    buffer: Buffer.from(file),
  });
  await stranger.page.getByText('6 lá phiếu đều có dấu hợp lệ').waitFor();
  await lookAtBoth(stranger.page, 'verify');
  await stranger.page.setInputFiles('input[type=file]', {
    name: 'hom-phieu-sua.json',
    mimeType: 'application/json',
    buffer: Buffer.from(file.replace('hoàn thành xuất sắc', 'hoàn thành tốt')),
  });
  await stranger.page.getByText('Niêm phong không còn khớp').waitFor();
  await lookAt(stranger.page, 'verify-wrong-1280');
  expect(stranger.problems).toEqual([]);
  await stranger.close();
  const folder = await mkdtemp(join(tmpdir(), 'goc-journey-'));
  await writeFile(join(folder, 'hom.json'), file);
  const verified = await runGoc(['ballot', 'verify', join(folder, 'hom.json'), '--json'], {});
  expect([verified.code, verified.json.tally.lines]).toEqual([0, { yes: 4, no: 1, abstain: 1 }]);
  await rm(folder, { recursive: true });
  expect(laptop.problems).toEqual([]);
  await laptop.close();
}, 300_000);

test('an election on paper: papers printed, sums that must add up, a second round', async () => {
  const { people } = world.ward;
  const laptop = await enter(people.an, LAPTOP, `/meetings/${meetingId}`);
  const { page } = laptop;
  await toVotes(page);
  await button(page, 'Lập cuộc bỏ phiếu kín').click();
  await page.getByLabel('Việc cần bỏ phiếu').selectOption('committee-election');
  await page.getByLabel(/^Nội dung bỏ phiếu/).fill('Bầu bổ sung chi ủy nhiệm kỳ 2025 - 2027');
  await page.getByLabel(/^Số lượng cần bầu/).fill('2');
  for (const name of ['Trần Thị Bình', 'Lê Minh Chi', 'Trịnh Thị Mai'])
    await pickIn(page, /Chọn đảng viên/, withoutMarks(name), name);
  for (const name of ['Phạm Quốc Dũng', 'Đỗ Hương Giang'])
    await pickIn(page, /Thêm vào ban kiểm phiếu/, withoutMarks(name), name);
  await lookAtBoth(page, 'paper-form');
  await button(page, 'Lập phiếu').click();
  await page.getByText('Ban kiểm phiếu: Phạm Quốc Dũng, Đỗ Hương Giang').waitFor();
  const papersLink = await page.getByRole('link', { name: 'In phiếu' }).getAttribute('href');

  const papers = await enter(people.an, LAPTOP, papersLink!);
  await papers.page.getByText('PHIẾU BẦU CỬ').first().waitFor();
  await lookAtBoth(papers.page, 'papers');
  await papers.page.getByRole('textbox', { name: 'Số phiếu' }).fill('6');
  await papers.page.getByText('In 6 phiếu').waitFor();
  const printed = await papers.page.pdf({
    preferCSSPageSize: true,
    path: '.goc/pictures/ballots-papers.pdf',
  });
  expect((printed.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length).toBe(2);
  expect(papers.problems).toEqual([]);
  await papers.close();

  await openBallotOnScreen(page);
  const fill = async (label: string, value: string, at = 0) =>
    page.getByLabel(label, { exact: true }).nth(at).fill(value);
  await fill('Thu về', '6');
  await fill('Hợp lệ', '5');
  await fill('Không hợp lệ', '0');
  for (const [at, [yes, no]] of [
    ['5', '0'],
    ['3', '2'],
    ['1', '4'],
  ].entries()) {
    await fill('Đồng ý', yes!, at);
    await fill('Không đồng ý', no!, at);
  }
  await page.getByText('Hợp lệ 5 và không hợp lệ 0 cộng lại phải bằng thu về 6.').waitFor();
  await lookAtBoth(page, 'count-wrong');
  await fill('Không hợp lệ', '1');
  await page.getByText('Các số khớp nhau.').waitFor();
  await button(page, 'Ghi kết quả và kết thúc').click();
  await page.getByText('Trúng cử: Trần Thị Bình. Còn thiếu 1').first().waitFor();
  await lookAtBoth(page, 'count-result');
  await button(page, 'Bầu tiếp 1 người còn thiếu').click();
  expect(await page.getByLabel(/^Số lượng cần bầu/).inputValue()).toBe('1');
  await page.getByText('Lê Minh Chi').first().waitFor();
  await button(page, 'Thôi').click();
  const pageLink = page.getByRole('link', { name: 'Mở trang bỏ phiếu' }).first();
  const ballotPage = await enter(people.giang, LAPTOP, (await pageLink.getAttribute('href'))!);
  await ballotPage.page.getByRole('link', { name: 'PDF' }).waitFor();
  await lookAtBoth(ballotPage.page, 'paper-page');
  expect(ballotPage.problems).toEqual([]);
  await ballotPage.close();
  expect(laptop.problems).toEqual([]);
  await laptop.close();
}, 240_000);

test('a member without a phone votes at the shared tablet with a code', async () => {
  const { people } = world.ward;
  const laptop = await enter(people.an, LAPTOP, `/meetings/${meetingId}`);
  const { page } = laptop;
  await toVotes(page);
  await button(page, 'Lập cuộc bỏ phiếu kín').click();
  await page.getByLabel('Việc cần bỏ phiếu').selectOption('opinion-poll');
  await page.getByLabel(/^Nội dung bỏ phiếu/).fill('Giới thiệu một đồng chí vào quy hoạch phó bí thư');
  for (const name of ['Lê Minh Chi', 'Đỗ Hương Giang'])
    await pickIn(page, /Chọn đảng viên/, withoutMarks(name), name);
  await page.getByRole('radio', { name: /máy chủ giữ/ }).check();
  await button(page, 'Lập phiếu').click();
  await openBallotOnScreen(page);
  await page.getByText('Mã cho người không có điện thoại').click();
  await button(page, 'Mở máy dùng chung').click();
  const link = await page.getByRole('link', { name: 'Mở ngay trên máy này' }).getAttribute('href');
  await lookAt(page, 'tablet-qr-1280');
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click();
  await pickIn(page, /Cấp mã cho/, 'pham quoc dung', 'Phạm Quốc Dũng');
  await button(page, 'Cấp mã').click();
  const code = (await page.locator('.ballot-code').innerText()).replace(/\D/g, '');
  await lookAt(page, 'code-1280');
  await button(page, 'Đã giao mã').click();

  const tablet = await openPage({ width: 768, height: 1024, lang: 'vi' });
  await tablet.page.goto(address + link!);
  await button(tablet.page, 'Phạm Quốc Dũng').click();
  await tablet.page.getByLabel(/^Mã sáu số/).fill(code === '123456' ? '654321' : '123456');
  await button(tablet.page, 'Tiếp tục').click();
  await tablet.page.getByText('Mã không đúng.').waitFor();
  await tablet.page.getByLabel(/^Mã sáu số/).fill(code);
  await button(tablet.page, 'Tiếp tục').click();
  await tablet.page.getByText('Đã chọn 0/1 người').waitFor();
  await tablet.page.getByRole('radio', { name: 'Đồng ý', exact: true }).first().check();
  await lookAtBoth(tablet.page, 'tablet-choose');
  await button(tablet.page, 'Bỏ phiếu').first().click();
  await tablet.page.getByRole('dialog').getByRole('button', { name: 'Bỏ phiếu' }).click();
  await tablet.page.getByText('Phiếu đã vào hòm').waitFor();
  await button(tablet.page, 'Xong, trả máy cho người sau').click();
  await tablet.page.getByText('Chưa có ai được cấp mã.').waitFor();
  expect(await tablet.page.getByText('Phạm Quốc Dũng').count()).toBe(0);
  await lookAt(tablet.page, 'tablet-empty');
  expect(tablet.problems.filter((line) => !line.includes('403'))).toEqual([]);
  await tablet.close();

  // Another member votes on the own phone; the server keeps the choice. In English, as it is read.
  const phone = await enter(people.giang, PHONE, `/meetings/${meetingId}`, 'en');
  await phone.page.getByText('0 of 1 chosen').waitFor();
  await lookAt(phone.page, 'phone-list-en-360');
  await phone.page.getByRole('radio', { name: 'For', exact: true }).first().check();
  await phone.page.getByRole('radio', { name: 'For', exact: true }).last().check();
  await phone.page.getByText('2 are chosen, at most 1. Take 1 out.').waitFor();
  expect(await button(phone.page, 'Cast the ballot').isDisabled()).toBe(true);
  await phone.page.getByRole('radio', { name: 'Against', exact: true }).last().check();
  await button(phone.page, 'Cast the ballot').click();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Cast the ballot' }).click();
  await phone.page.getByText('Your ballot is in the box.').waitFor();
  expect(phone.problems).toEqual([]);
  await phone.close();

  await page.getByText('2/6 phiếu đã vào hòm').first().waitFor();
  await button(page, 'Kết thúc bỏ phiếu').click();
  await page.getByText('Còn 4 cử tri chưa bỏ.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc bỏ phiếu' }).click();
  await page.getByText('Chưa ai đạt tỷ lệ.').first().waitFor();

  const list = await enter(people.giang, LAPTOP, `/branches/${world.ward.branch5}/ballots`);
  await list.page.getByText('Giới thiệu một đồng chí').first().waitFor();
  await lookAtBoth(list.page, 'list');
  await list.close();
  expect(laptop.problems).toEqual([]);
  await laptop.close();
}, 240_000);

test('at the shared tablet a ballot that everybody can check gives the two words to its voter alone', async () => {
  const { people } = world.ward;
  const ballotId = await openedBallot(world, { meetingId, question: 'Xếp loại đồng chí Lê Minh Chi' });
  const { path } = (await world.as('an').call(routes.makeTabletPass, { params: { ballotId } })).body;
  const codeFor = async (personId: Id) =>
    (await world.as('an').call(routes.giveCode, { params: { ballotId }, body: { personId } })).body.code;
  const tablet = await openPage({ width: 768, height: 1024, lang: 'vi' });
  const words: string[] = [];
  for (const [personId, name] of [
    [people.dung, 'Phạm Quốc Dũng'],
    [people.giang, 'Đỗ Hương Giang'],
  ] as const) {
    const code = await codeFor(personId);
    await tablet.page.goto(address + path);
    await button(tablet.page, name).click();
    await tablet.page.getByLabel(/^Mã sáu số/).fill(code);
    await button(tablet.page, 'Tiếp tục').click();
    await tablet.page.getByRole('radio', { name: 'Đồng ý', exact: true }).check();
    await button(tablet.page, 'Bỏ phiếu').first().click();
    await tablet.page.getByRole('dialog').getByRole('button', { name: 'Bỏ phiếu' }).click();
    await tablet.page.getByText('Cụm hai từ của lá phiếu').waitFor();
    words.push(await tablet.page.locator('.ballot-phrase strong').innerText());
    await lookAtBoth(tablet.page, 'tablet-phrase');
    await button(tablet.page, 'Xong, trả máy cho người sau').click();
    await tablet.page.getByText('Cụm hai từ của lá phiếu').waitFor({ state: 'detached' });
  }
  // Nothing of a voter stays on it.
  const kept = await tablet.page.evaluate(async () => ({
    stores: (await indexedDB.databases()).map(({ name }) => name),
    cookies: document.cookie,
  }));
  expect(kept.cookies).toBe('');
  expect(kept.stores).not.toContain('goc-ballots');
  expect(tablet.problems).toEqual([]);
  await tablet.close();
  expect((await closeIt(world, ballotId)).body.result.tally).toMatchObject({
    returned: 2,
    lines: { yes: 2 },
  });
  const page = await enter(people.dung, PHONE, `/ballots/${ballotId}`);
  for (const phrase of words) await page.page.getByRole('rowheader', { name: phrase }).first().waitFor();
  await page.page.getByText('2 lá phiếu đều có dấu hợp lệ').waitFor();
  expect(page.problems).toEqual([]);
  await page.close();
}, 240_000);

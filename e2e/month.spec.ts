import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plan } from '../src/features/meetings/testing/hold-meeting.ts';
import { inventPeople, makeFile, makeTable } from '../src/features/members/testing/member-files.ts';
import { addMonths, civilDateAt, formatCivilDate, lastDayOf, monthOf } from '../src/kernel/civil-date.ts';
import { openTestWorld, type Person, type TestWorld } from '../src/testing/test-world.ts';
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
beforeAll(async () => {
  world = await openTestWorld();
  // The browser has a clock of its own: the server's stands beside it.
  world.clock.ms = Date.now();
  address = await world.app.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

async function enter(person: Person, size: { width: number; height: number }, path: string) {
  const opened = await openPage({ ...size, lang: 'vi' });
  await opened.context.addCookies([
    { name: 'goc_session', value: await world.sessionOf(person), url: address, httpOnly: true },
  ]);
  await opened.page.goto(address + path);
  return opened;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Looks at the page as a person with the checker and at its width. */
async function lookAt(page: Page, name: string) {
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, `month-${name}`);
}

/** Goes forward until the step with this title is the one on the screen. */
async function goTo(page: Page, title: RegExp) {
  const heading = page.getByRole('heading', { level: 2, name: title });
  for (let i = 0; i < 20 && !(await heading.isVisible()); i++) {
    const before = await page
      .getByText(/^Bước \d+\/\d+$/)
      .first()
      .innerText();
    // Two taps in a moment count as one, so a tap that came too soon is made again.
    const gone = () =>
      page
        .getByText(before, { exact: true })
        .waitFor({ state: 'detached', timeout: 1_500 })
        .then(
          () => true,
          () => false,
        );
    do await button(page, /^Xong bước này/).click();
    while (!(await gone()));
  }
  await heading.waitFor();
}

/** Puts a question to the vote by hand; everybody present agrees. */
async function voteByHand(page: Page) {
  await button(page, 'Bắt đầu biểu quyết').last().click();
  await button(page, /^Tất cả \d+ người tán thành$/).click();
  await button(page, 'Công bố kết quả').click();
  await page
    .getByText(/^Đã thông qua:/)
    .last()
    .waitFor();
}

test('one month: the list comes in, and a meeting is held on two devices', async () => {
  const { branch5 } = world.ward;
  const today = civilDateAt(world.clock.ms);

  // The list that exists comes in.
  const list = await enter('an', LAPTOP, `/branches/${branch5}/members/import`);
  const table = makeTable('two header rows, merged, column numbers, signatures', inventPeople(40, 11));
  const file = await makeFile(table, { kind: 'xlsx', font: 'tcvn3' });
  await list.page.setInputFiles('input[type=file]', {
    name: 'danh-sach.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(file.bytes),
  });
  await list.page.getByRole('heading', { name: 'Từng dòng sẽ ra sao' }).waitFor();
  await lookAt(list.page, 'import');
  const skip = list.page.getByRole('checkbox', { name: 'Bỏ qua các dòng bị từ chối' });
  if (await skip.isVisible()) await skip.check();
  await button(list.page, 'Ghi vào danh sách').click();
  await list.page.getByText('Đã ghi xong').waitFor();
  await list.page.goto(`${address}/branches/${branch5}/members`);
  await list.page.getByText('Đỗ Hương Giang').first().waitFor();
  await lookAt(list.page, 'members');
  expect(list.problems).toEqual([]);
  await list.close();

  // The secretary's laptop and a member's phone.
  const id = await plan(world, { month: today.slice(0, 7), plannedOn: today });
  const laptop = await enter('an', LAPTOP, `/meetings/${id}`);
  const phone = await enter('giang', PHONE, `/meetings/${id}`);
  const { page } = laptop;
  await button(page, 'Bắt đầu buổi sinh hoạt').last().waitFor();
  await lookAt(page, 'prepare');
  await lookAt(phone.page, 'member-before');
  await button(page, 'Bắt đầu buổi sinh hoạt').last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /Thư ký/ }).fill('le minh chi');
  await dialog
    .getByRole('option', { name: /Lê Minh Chi/ })
    .last()
    .click();
  await button(page, 'Bắt đầu').last().click();
  await page
    .getByText(/^Bước 1\//)
    .first()
    .waitFor();

  // Roll call: a tap on the phone, ticks on the list.
  await goTo(page, /Điểm danh/);
  await button(phone.page, 'Tôi có mặt').click();
  await phone.page.getByText('Đồng chí đã điểm danh').first().waitFor();
  await page.getByText('tự báo').first().waitFor();
  await lookAt(phone.page, 'member-present');
  for (const tick of await page.getByRole('button', { name: /^Có mặt: / }).all())
    if ((await tick.getAttribute('aria-pressed')) !== 'true') await tick.click();
  await lookAt(page, 'roll-call');

  // An opinion, seen on the phone.
  await goTo(page, /^Thảo luận/);
  await page
    .getByRole('button', { name: /Phạm Quốc Dũng/ })
    .first()
    .click();
  await page.getByLabel('Nội dung ý kiến').fill('Đề nghị bàn việc phân loại rác tại nguồn');
  await button(page, 'Ghi ý kiến').click();
  await phone.page.getByText('Đề nghị bàn việc phân loại rác tại nguồn').first().waitFor();
  await lookAt(page, 'discussion');

  // A task with an owner, an output and a day.
  await goTo(page, /Phân công nhiệm vụ/);
  await page.getByLabel(/Việc cần làm/).fill('Lắp thùng phân loại rác ngõ 12');
  await page.getByRole('combobox', { name: /Người thực hiện/ }).fill('do huong giang');
  await page
    .getByRole('option', { name: /Đỗ Hương Giang/ })
    .last()
    .click();
  await page.getByLabel(/Sản phẩm phải có/).fill('Biên bản nghiệm thu');
  const due = lastDayOf(addMonths(monthOf(today), 1));
  await page
    .getByLabel(/^Hạn hoàn thành/)
    .first()
    .fill(formatCivilDate(due));
  await button(page, 'Giao nhiệm vụ này').click();
  await page.getByRole('button', { name: /Sửa nhiệm vụ: Lắp thùng/ }).waitFor();

  await goTo(page, /^Kết luận/);
  await voteByHand(page);

  await goTo(page, /Chấm điểm/);
  await button(page, /^Nhận \d+ điểm máy đề nghị$/).click();
  // The button of a criterion goes away with its click.
  const full = page.getByRole('button', { name: /^Cho điểm tối đa: / });
  for (let left = await full.count(); left > 0; left = await full.count()) {
    const name = await full.first().getAttribute('aria-label');
    await full.first().click();
    await page.getByRole('button', { name: name ?? '', exact: true }).waitFor({ state: 'detached' });
  }
  await lookAt(page, 'score');
  await voteByHand(page);

  await goTo(page, /Thông qua biên bản/);
  await button(page, 'Đã đọc xong biên bản').click();
  await voteByHand(page);
  await lookAt(page, 'minutes');
  await button(page, 'Kết thúc buổi sinh hoạt').last().click();
  await button(page, 'Kết thúc ngay').click();
  await page.getByRole('tab', { name: 'Biên bản' }).waitFor();
  expect(phone.problems).toEqual([]);
  await phone.close();

  expect(laptop.problems).toEqual([]);
  await laptop.close();
}, 240_000);

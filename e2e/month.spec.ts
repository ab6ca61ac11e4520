import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventPeople, makeFile, makeTable } from '../src/features/members/testing/member-files.ts';
import {
  addMonths,
  civilDateAt,
  formatCivilDate,
  formatYearMonth,
  lastDayOf,
  monthOf,
} from '../src/kernel/civil-date.ts';
import { openZip } from '../src/platform/documents/open-zip.ts';
import { LAPTOP, PHONE } from './browser/open-page.ts';
import {
  begin,
  button,
  clearOfBars,
  type Device,
  fillSheet,
  goTo,
  lookAt,
  openRoom,
  pickIn,
  type Room,
  voteByHand,
} from './meeting-room.ts';

// One branch and one month, from the list of members to the next meeting. Each part goes on from the one before it.

const TASK = 'Lắp thùng phân loại rác ngõ 12';
const PLACE = 'Nhà văn hóa tổ dân phố số 5';
const CONCLUSION = 'Chấm điểm công khai, từng mục có căn cứ';
const REASON = 'Chưa thấy dự thảo kết luận gửi trước buổi họp';

let room: Room;
let today: string;
let month: string;
let meeting = '';
beforeAll(async () => {
  room = await openRoom();
  today = civilDateAt(room.world.clock.ms);
  month = monthOf(today);
});
afterAll(() => room.close());

describe('one month of a branch', () => {
  test('the list that exists comes in', async () => {
    const { branch5 } = room.world.ward;
    const list = await room.enter('an', LAPTOP, `/branches/${branch5}/members/import`);
    const table = makeTable('two header rows, merged, column numbers, signatures', inventPeople(40, 11));
    const file = await makeFile(table, { kind: 'xlsx', font: 'tcvn3' });
    await list.page.setInputFiles('input[type=file]', {
      name: 'danh-sach.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(file.bytes),
    });
    await list.page.getByRole('heading', { name: 'Từng dòng sẽ ra sao' }).waitFor();
    await lookAt(list.page, 'month-import');
    const skip = list.page.getByRole('checkbox', { name: 'Bỏ qua các dòng bị từ chối' });
    if (await skip.isVisible()) await skip.check();
    await button(list.page, 'Ghi vào danh sách').click();
    await list.page.getByText('Đã ghi xong').waitFor();
    await list.goto(`/branches/${branch5}/members`);
    await list.page.getByText('Đỗ Hương Giang').first().waitFor();
    await lookAt(list.page, 'month-members');
    await list.leave();
  });

  test('the meeting is planned, its papers and the notice go out, and a member answers', async () => {
    const { page, leave } = await room.enter('an', LAPTOP, '/');
    await button(page, `Lên lịch sinh hoạt tháng ${Number(month.slice(5))}`).click();
    await page
      .getByLabel(/^Ngày họp/)
      .first()
      .fill(formatCivilDate(today));
    await page.getByLabel(/^Giờ/).first().fill('19:30');
    await page.getByLabel(/^Địa điểm/).fill(PLACE);
    await lookAt(page, 'month-plan');
    await page.getByRole('button', { name: 'Lên lịch', exact: true }).click();
    await page.waitForURL(/\/meetings\//);
    meeting = new URL(page.url()).pathname;

    await button(page, /^3? ?Trọng tâm thảo luận/).click();
    await page.getByLabel('Nội dung trọng tâm').fill('Phân loại rác tại nguồn');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.locator('blockquote').getByText('Phân loại rác tại nguồn').waitFor();
    await button(page, /Tài liệu/)
      .first()
      .click();
    await page.setInputFiles('input[type=file]', {
      name: 'bao-cao-thang.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
    });
    await page.getByText('bao-cao-thang.pdf').first().waitFor();
    // On a phone the tools of each item and the words to paste wait behind a button.
    await page.setViewportSize(PHONE);
    await page.locator('.prepare-step-head', { hasText: 'Chương trình' }).click();
    const moves = page.getByRole('button', { name: /^Đưa xuống: / });
    expect(await moves.count()).toBe(0);
    await button(page, 'Sửa chương trình').click();
    await moves.first().click();
    await button(page, 'Sửa xong chương trình').click();
    expect(await moves.count()).toBe(0);
    await lookAt(page, 'month-agenda-phone');
    await page.locator('.prepare-step-head', { hasText: 'Thông báo mời họp' }).click();
    await button(page, /^Gửi thông báo cho \d+ người$/).waitFor();
    expect(await page.getByText('MỜI DỰ SINH HOẠT CHI BỘ').isVisible()).toBe(false);
    await lookAt(page, 'month-notice-phone');
    await page.setViewportSize(LAPTOP);
    await page.getByText('MỜI DỰ SINH HOẠT CHI BỘ').waitFor();
    await button(page, /^Gửi thông báo cho \d+ người$/).click();
    await page.getByText(/^Đã gửi thông báo tới/).waitFor();
    await lookAt(page, 'month-prepared');
    // A call that somebody made afterwards is a line of the record, and sends nothing.
    const noted = page.getByRole('listitem').getByText('Gọi điện: Đỗ Hương Giang', { exact: true });
    await button(page, 'Ghi đã báo').click();
    await page.getByText('Hãy chọn người đã báo.').waitFor();
    await pickIn(page, /^Báo cho ai/, 'do huong giang', /Đỗ Hương Giang/);
    await button(page, 'Ghi đã báo').click();
    await noted.waitFor();
    expect(await button(page, /^Gửi lại cho \d+ người$/).count()).toBe(1);
    await page.setViewportSize(PHONE);
    await lookAt(page, 'month-told-phone');
    await page.setViewportSize(LAPTOP);
    await leave();

    // Who reads English prints the agenda and the list to sign in Vietnamese, as every official paper is.
    const english = await room.enter('an', LAPTOP, meeting, 'en');
    await button(english.page, 'Print on paper').waitFor();
    await english.page.emulateMedia({ media: 'print' });
    const pack = english.page.locator('article[lang="vi"]');
    await pack.getByRole('heading', { name: 'CHƯƠNG TRÌNH' }).waitFor();
    await pack.getByRole('heading', { name: 'DANH SÁCH ĐẢNG VIÊN DỰ HỌP' }).waitFor();
    await pack.getByRole('columnheader', { name: 'Ký tên' }).waitFor();
    await english.leave();

    const phone = await room.enter('giang', PHONE, '/');
    await phone.page
      .getByText(/^Mời dự sinh hoạt chi bộ/)
      .first()
      .waitFor();
    await lookAt(phone.page, 'month-member-home');
    await phone.page.getByRole('link', { name: /Đọc tài liệu/ }).click();
    await phone.page.getByLabel(/^Ý kiến của đồng chí/).fill('Nên có lịch thu gom riêng cho rác tái chế');
    await button(phone.page, 'Gửi ý kiến').click();
    await phone.page.getByText('Nên có lịch thu gom riêng').first().waitFor();
    // Once the server has the comment nothing waits, and before a meeting no line speaks of what is saved.
    await phone.page.locator('.meeting-line').waitFor({ state: 'detached' });
    await lookAt(phone.page, 'month-member-before');
    // Who cannot come says why; it stands before the secretary until the member is there after all.
    await button(phone.page, 'Tôi không dự được').click();
    const why = phone.page.getByRole('dialog');
    await why.getByLabel(/^Lý do vắng/).fill('Trực cơ quan');
    await lookAt(phone.page, 'month-member-cannot-come');
    await why.getByRole('button', { name: 'Báo vắng' }).click();
    await phone.page.getByText('Đồng chí đã báo vắng: Trực cơ quan.').waitFor();
    await lookAt(phone.page, 'month-member-said-absent');
    await phone.leave();
    const before = await room.enter('an', PHONE, meeting);
    await before.page.getByText('1 người báo vắng:').waitFor();
    await before.page.getByText('Đỗ Hương Giang (Trực cơ quan).').waitFor();
    await before.leave();
  });

  test('the meeting is held on two devices', async () => {
    const laptop = await room.enter('an', LAPTOP, meeting);
    const phone = await room.enter('giang', PHONE, meeting);
    const { page } = laptop;
    await begin(page, { typed: 'le minh chi', name: /Lê Minh Chi/ });

    // Roll call: a tap on the phone, ticks on the list.
    await goTo(page, /Điểm danh/);
    await button(phone.page, 'Tôi có mặt').click();
    await phone.page.getByText('Đồng chí đã điểm danh').first().waitFor();
    await phone.page.getByText(/^Máy này: \d/).waitFor();
    await page.getByText('tự báo').first().waitFor();
    await lookAt(phone.page, 'month-member-present');

    // On the secretary's phone nobody is a row yet: the short way names everybody, and asks only who is absent.
    const quick = await room.enter('an', PHONE, meeting);
    await quick.page.getByText(/^Chưa điểm danh: .*Phạm Quốc Dũng/).waitFor();
    expect(await button(quick.page, 'Có mặt: Phạm Quốc Dũng').count()).toBe(0);
    // At its top the bar lies half over a button.
    await quick.page.evaluate(() => window.scrollTo(0, 160));
    await lookAt(quick.page, 'month-roll-call-first');
    await button(quick.page, 'Có mặt đủ, trừ…').click();
    const absent = quick.page.getByRole('dialog', { name: 'Ai vắng mặt?' });
    await absent.getByRole('button', { name: /^Ghi cả \d+ người có mặt$/ }).waitFor();
    await absent.getByLabel('Tìm tên, không cần dấu').fill('quoc dung');
    await absent.getByRole('button', { name: 'Vắng: Phạm Quốc Dũng' }).click();
    await absent.getByText(/^Vắng: Phạm Quốc Dũng\./).waitFor();
    await lookAt(quick.page, 'month-roll-call-but');
    await absent.getByRole('button', { name: /^Ghi \d+ có mặt, 1 vắng$/ }).click();
    // Whoever is absent stands there at once, for the reason.
    await button(quick.page, 'Vắng không lý do: Phạm Quốc Dũng').waitFor();
    await quick.page.getByText('Mọi người phải dự đều đã được điểm danh.').waitFor();
    await quick.leave();

    // He was only late.
    await button(page, 'Có mặt: Phạm Quốc Dũng').click();
    for (const tick of await page.getByRole('button', { name: /^Có mặt: / }).all())
      if ((await tick.getAttribute('aria-pressed')) !== 'true') await tick.click();
    await lookAt(page, 'month-roll-call');

    // On the secretary's own phone those who are there are a count that unfolds. A member is one line; the other marks are
    // one tap away.
    const own = await room.enter('an', PHONE, meeting);
    const present = button(own.page, /^\d+ người đã có mặt$/);
    await present.waitFor();
    expect(await button(own.page, 'Có mặt: Đỗ Hương Giang').count()).toBe(0);
    await lookAt(own.page, 'month-roll-call-folded');
    await present.click();
    await button(own.page, 'Có mặt: Đỗ Hương Giang').waitFor();
    expect(await button(own.page, 'Vắng có lý do: Đỗ Hương Giang').count()).toBe(0);
    await button(own.page, 'Ghi vắng, ghi khác: Đỗ Hương Giang').click();
    await button(own.page, 'Vắng có lý do: Đỗ Hương Giang').click();
    await own.page.getByRole('group', { name: 'Lý do vắng của đồng chí Đỗ Hương Giang' }).waitFor();
    // Wherever the page was scrolled to, a bar may lie half over a button; looked at is the page from its top.
    await own.page.evaluate(() => window.scrollTo(0, 0));
    await lookAt(own.page, 'month-roll-call-phone');
    await button(own.page, 'Thôi').click();
    await own.leave();

    // On a phone too each step begins with its heading in sight, below the bars.
    await page.setViewportSize(PHONE);
    await goTo(page, /tình hình đóng đảng phí/);
    expect(await clearOfBars(page, /tình hình đóng đảng phí/)).toBeGreaterThanOrEqual(0);
    await page.setViewportSize(LAPTOP);

    // A vote on the phones: whoever reads further down is called, and no longer once the choice is made.
    await goTo(page, /^Thông qua nội dung/);
    await phone.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.getByRole('radio', { name: /^Từng người bấm trên máy/ }).check();
    await button(page, 'Bắt đầu biểu quyết').first().click();
    const call = button(phone.page, 'Đang biểu quyết: bấm để chọn');
    await call.waitFor();
    await lookAt(phone.page, 'month-member-called');
    await call.click();
    await call.waitFor({ state: 'detached' });
    await phone.page.getByRole('button', { name: 'Tán thành', exact: true }).click();
    await phone.page.getByText(/^Đồng chí đã chọn: Tán thành/).waitFor();
    await phone.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    // What the secretary announces is what has arrived there.
    await page.getByText(/^Đã bấm 1\//).waitFor();
    await button(page, 'Công bố kết quả').click();
    await page
      .getByRole('dialog', { name: 'Công bố kết quả bây giờ?' })
      .getByRole('button', { name: 'Công bố kết quả' })
      .click();
    await phone.page.getByText('Không thông qua', { exact: true }).waitFor();
    expect(await call.count()).toBe(0);
    // What was sent before the meeting is still there to be read.
    await phone.page.getByText('Nên có lịch thu gom riêng').first().waitFor();

    // An opinion, seen on the phone.
    await goTo(page, /^Thảo luận/);
    await page
      .getByRole('button', { name: /Phạm Quốc Dũng/ })
      .first()
      .click();
    await page.getByLabel('Nội dung ý kiến').fill('Đề nghị bàn việc phân loại rác tại nguồn');
    await page.getByRole('radio', { name: 'Kiến nghị' }).check();
    await button(page, 'Ghi ý kiến').click();
    await phone.page.getByText('Đề nghị bàn việc phân loại rác tại nguồn').first().waitFor();
    // A kind that was chosen for one speaker does not stay for the next.
    await page.getByText('Người phát biểu', { exact: true }).waitFor();
    expect(await page.getByRole('radio', { name: 'Ý kiến', exact: true }).isChecked()).toBe(true);
    await lookAt(page, 'month-discussion');

    // A task with an owner, an output and a day.
    await goTo(page, /Phân công nhiệm vụ/);
    await page.getByLabel(/Việc cần làm/).fill(TASK);
    await pickIn(page, /Người thực hiện/, 'do huong giang', /Đỗ Hương Giang/);
    await page.getByLabel(/Sản phẩm phải có/).fill('Biên bản nghiệm thu');
    await page
      .getByLabel(/^Hạn hoàn thành/)
      .first()
      .fill(formatCivilDate(lastDayOf(addMonths(month, 1))));
    await button(page, 'Giao nhiệm vụ này').click();
    await button(page, new RegExp(`^Sửa nhiệm vụ: ${TASK}`)).waitFor();

    // A conclusion on an item that none is asked for: it is chosen, written, and no choice any more.
    await goTo(page, /^Kết luận/);
    const other = page.getByRole('combobox', { name: 'Ghi kết luận cho mục khác' });
    const chosen = page.getByRole('group').filter({ hasText: 'Chấm điểm chất lượng buổi sinh hoạt' });
    await other.click();
    await page.getByRole('option', { name: 'Chấm điểm chất lượng buổi sinh hoạt' }).click();
    await chosen.getByLabel('Kết luận của chủ trì').fill(CONCLUSION);
    await lookAt(page, 'month-conclusion-other');
    await chosen.getByRole('button', { name: /^Ghi kết luận: / }).click();
    await chosen.getByText('đã kết luận').waitFor();
    await other.click();
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('option', { name: 'Chấm điểm chất lượng buổi sinh hoạt' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await phone.page.getByText(CONCLUSION).first().waitFor();

    // The text of the resolution, and the vote on it.
    await page.getByText('Nghị quyết (nếu có)', { exact: true }).last().click();
    await page.getByLabel('Tên nghị quyết').fill('Lãnh đạo thực hiện nhiệm vụ tháng tới');
    await page.getByLabel('Thực hiện nhiệm vụ chính trị').fill('An ninh trật tự trên địa bàn ổn định');
    await button(page, 'Lưu nghị quyết').click();
    await page.getByText('Đã lưu nghị quyết.').waitFor();
    // A count that leaves out people in the room is not announced by a slip of the finger.
    await button(page, 'Bắt đầu biểu quyết').last().click();
    await page.getByLabel('Tán thành', { exact: true }).fill('1');
    await button(page, 'Công bố kết quả').click();
    const asked = page.getByRole('dialog', { name: 'Công bố kết quả bây giờ?' });
    await asked.getByText(/người có mặt chưa được tính vào cột nào\.$/).waitFor();
    await asked.getByRole('button', { name: 'Thôi' }).click();
    await button(page, /^Tất cả \d+ người tán thành$/).click();
    await button(page, 'Công bố kết quả').click();
    await page.getByText(/^Đã thông qua:/).waitFor();

    await goTo(page, /Chấm điểm/);
    await fillSheet(page);
    await lookAt(page, 'month-score');

    // On a phone the sheet is its parts with their points, one of them open at a time.
    const sheet = await room.enter('an', PHONE, meeting);
    const parts = sheet.page.getByRole('heading', { level: 3 }).getByRole('button', { name: /điểm/ });
    await parts.first().waitFor();
    await parts.nth(0).click();
    await button(sheet.page, /^Phần tiếp: /).click();
    await parts.and(sheet.page.locator(':focus')).waitFor();
    expect(await parts.evaluateAll((all) => all.map((part) => part.ariaExpanded === 'true'))).toEqual(
      Array.from({ length: await parts.count() }, (_, at) => at === 1),
    );
    await lookAt(sheet.page, 'month-score-phone');
    await sheet.leave();
    await voteByHand(page);

    await goTo(page, /Thông qua biên bản/);
    await button(page, 'Đã đọc xong biên bản').click();
    await voteByHand(page);
    await lookAt(page, 'month-minutes');
    await button(page, 'Kết thúc buổi sinh hoạt').last().click();
    await button(page, 'Kết thúc ngay').click();
    await page.getByRole('tab', { name: 'Biên bản' }).waitFor();
    await page.getByText(/^Chờ cấp ủy viên theo dõi xác nhận điểm: Lý Kim Oanh/).waitFor();
    await phone.page.getByRole('tab', { name: 'Biên bản' }).waitFor();
    await phone.leave();
    await laptop.leave();
  });

  test('resolution and attendance stand after it, at both sizes', async () => {
    for (const [size, device] of [
      ['laptop', await room.enter('an', LAPTOP, meeting)],
      ['phone', await room.enter('giang', PHONE, meeting)],
    ] as const) {
      const { page } = device;
      await page.getByRole('tab', { name: 'Nghị quyết' }).click();
      await page.getByText('Lãnh đạo thực hiện nhiệm vụ tháng tới').waitFor();
      await page.getByText('An ninh trật tự trên địa bàn ổn định').waitFor();
      await lookAt(page, `month-resolution-${size}`);
      await page.getByRole('tab', { name: 'Điểm danh' }).click();
      await page.getByText('Cách tính').first().waitFor();
      // On a phone a member is one line, and how it was recorded one tap away.
      if (size === 'phone') await button(page, 'Xem thêm: Đỗ Hương Giang').click();
      await page.getByText('tự bấm').first().waitFor();
      await lookAt(page, `month-attendance-${size}`);
      await device.leave();
    }
  });

  test('the follower looks at the evidence, and amends the score with a reason', async () => {
    const { page, leave } = await room.enter('oanh', PHONE, '/');
    await page.getByRole('link', { name: 'Xác nhận điểm', exact: true }).click();
    await button(page, 'Xem và xác nhận điểm').click();
    await page
      .getByText(/^Dự họp \d+\/\d+/)
      .first()
      .waitFor();
    await button(page, 'Sửa điểm từng tiêu chí').click();
    await page.getByLabel('Điểm: Nội dung sinh hoạt thường kỳ').fill('8');
    await page.getByText(/^Điểm sau khi sửa:/).waitFor();
    await lookAt(page, 'month-follower');
    // Without a reason nothing is said.
    await button(page, 'Xác nhận điểm đã sửa').click();
    await page.getByText('Ghi lý do sửa điểm.').waitFor();
    await page.getByLabel(/Lý do sửa điểm/).fill(REASON);
    await button(page, 'Xác nhận điểm đã sửa').click();
    await page.getByText(REASON).first().waitFor();
    await lookAt(page, 'month-follower-said');
    await leave();
  });

  test('the ward sees a meeting that is held and not closed', async () => {
    const { page, leave } = await room.enter('minh', LAPTOP, `/units/${room.world.ward.ward}/months`);
    const row = page.getByRole('row', { name: /Chi bộ 5/ });
    await row.getByText('Đã họp, chưa khóa').waitFor();
    await lookAt(page, 'month-ward-before');
    await leave();
  });

  test('the meeting is closed, and its four papers are taken away in Word and PDF', async () => {
    const { page, leave } = await room.enter('an', LAPTOP, meeting);
    await page.getByText('Đủ điều kiện khóa.').waitFor();
    await button(page, 'Khóa buổi sinh hoạt').click();
    await lookAt(page, 'month-closing');
    await page.getByRole('dialog').getByRole('button', { name: 'Khóa buổi sinh hoạt' }).click();
    await page.getByText('Buổi sinh hoạt đã khóa').first().waitFor();
    await page.getByText('01-BB/CB').first().waitFor();
    await page.getByText('01-NQ/CB').first().waitFor();
    await lookAt(page, 'month-closed');

    await page.getByRole('tab', { name: 'Văn bản' }).click();
    const take = async (paper: string, format: string) => {
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: `Tải ${paper}, ${format}`, exact: true }).click();
      const download = await coming;
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const papers = [
      ['Biên bản', 'BIÊN BẢN', 'bien-ban'],
      ['Nghị quyết', 'NGHỊ QUYẾT', 'nghi-quyet'],
      ['Phiếu chấm điểm', 'PHIẾU CHẤM ĐIỂM', 'phieu-cham-diem'],
      ['Danh sách điểm danh', 'DANH SÁCH ĐIỂM DANH', 'danh-sach-diem-danh'],
    ] as const;
    for (const [paper, title, file] of papers) {
      const word = await take(paper, 'Word');
      expect(word.name).toBe(`${file}-chi-bo-5-${month}.docx`);
      const xml = openZip(word.bytes).get('word/document.xml')!.toString('utf8');
      expect(xml).toContain(title);
      expect(xml).toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
      const pdf = await take(paper, 'PDF');
      expect(pdf.name).toBe(`${file}-chi-bo-5-${month}.pdf`);
      expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.bytes.subarray(-8).toString()).toContain('%%EOF');
    }
    const minutes = openZip((await take('Biên bản', 'Word')).bytes)
      .get('word/document.xml')!
      .toString('utf8');
    expect(minutes).toContain('Số 01-BB/CB');
    expect(minutes).toContain(TASK);
    await lookAt(page, 'month-papers');
    await leave();
  });

  test('all of it can be read in English', async () => {
    for (const size of [LAPTOP, PHONE]) {
      const { page, goto, leave } = await room.enter('an', size, meeting, 'en');
      // The screen is English; the official paper on it, and in print, is Vietnamese.
      await page
        .locator('article[lang="vi"]')
        .getByRole('heading', { name: /^BIÊN BẢN/ })
        .waitFor();
      // Long lists of the paper are one tap away on the screen, and whole in print.
      const names = page.getByText(/^Có mặt: /);
      expect(await names.isVisible()).toBe(false);
      if (size === PHONE) {
        // On a phone each part is a line with what is in it, until the whole is opened.
        const part = button(page, /^III\. Nội dung, diễn biến/);
        expect(await page.getByText(CONCLUSION).isVisible()).toBe(false);
        await lookAt(page, 'month-minutes-folded');
        await part.click();
        await page.getByText(CONCLUSION).waitFor();
        await part.click();
        await button(page, 'Open the whole minutes').click();
        await page.getByText(CONCLUSION).waitFor();
        await lookAt(page, 'month-minutes-whole');
        await button(page, 'Fold the parts').click();
        expect(await page.getByText(CONCLUSION).isVisible()).toBe(false);
      }
      await page.emulateMedia({ media: 'print' });
      await names.waitFor();
      await page.getByText(CONCLUSION).waitFor();
      await page.emulateMedia({ media: 'screen' });
      await page.getByText('The meeting is closed').first().waitFor();
      await lookAt(page, `month-english-${size.width}`);
      await goto('/');
      await page.getByRole('heading', { name: 'My work' }).waitFor();
      await lookAt(page, `month-english-home-${size.width}`);
      await leave();
    }
  });

  test('a petition that was left open is answered after the closing, and who asked reads it', async () => {
    const { page, leave } = await room.enter('an', LAPTOP, meeting);
    const left = page.getByText('Còn 1 kiến nghị, đề xuất chưa trả lời.', { exact: true });
    await left.waitFor();
    await button(page, /^Bổ sung ?: Còn 1 kiến nghị, đề xuất chưa trả lời\.$/).click();
    await button(page, 'Ghi câu trả lời').click();
    await page.getByText('Hãy ghi câu trả lời.').waitFor();
    await page
      .getByLabel('Trả lời đồng chí Phạm Quốc Dũng')
      .fill('Chi bộ đã gửi phường, hẹn trả lời tháng sau');
    await lookAt(page, 'month-petition-answer');
    await button(page, 'Ghi câu trả lời').click();
    await left.waitFor({ state: 'detached' });
    await page
      .getByRole('listitem')
      .getByText(/^Trả lời kiến nghị, đề xuất của đồng chí Phạm Quốc Dũng: Chi bộ/)
      .first()
      .waitFor();
    await leave();
    const asked = await room.enter('dung', PHONE, meeting);
    await asked.page.getByText(/^Kiến nghị, đề xuất của đồng chí: Đề nghị bàn việc phân loại rác/).waitFor();
    await asked.page
      .getByText(/hẹn trả lời tháng sau/)
      .first()
      .waitFor();
    await lookAt(asked.page, 'month-petition-read');
    await asked.leave();
  });

  test('a mistake that is found later becomes an annex; the record itself stays', async () => {
    const { page, leave } = await room.enter('an', LAPTOP, meeting);
    const text = 'Đồng chí Phạm Quốc Dũng đề nghị thêm một thùng rác ở ngõ 14, biên bản ghi thiếu';
    const form = page.getByText('Nội dung đính chính, bổ sung');
    await form.waitFor();
    await page.getByLabel('Liên quan đến').selectOption({ label: 'biên bản' });
    await page.getByLabel('Nội dung đính chính, bổ sung').fill(text);
    await button(page, 'Ghi phụ lục').click();
    await page.getByRole('listitem').getByText(text).waitFor();
    expect(await button(page, 'Sửa phần viết').count()).toBe(0);
    await lookAt(page, 'month-annex');
    await leave();
  });

  test('the ward’s table has changed, and opens down to the meeting', async () => {
    const { page, leave } = await room.enter('minh', LAPTOP, `/units/${room.world.ward.ward}/months`);
    const row = page.getByRole('row', { name: /Chi bộ 5/ });
    await row.getByText('Đã khóa').waitFor();
    // On a laptop the branch's own score waits in the choice of columns, beside the one that counts.
    await button(page, 'Cột').click();
    await page.getByRole('checkbox', { name: 'Tự chấm' }).check();
    await page.keyboard.press('Escape');
    const scores = await row.getByRole('link', { name: /\d · / }).allInnerTexts();
    expect(scores).toHaveLength(2);
    expect(scores[0]).not.toBe(scores[1]);
    await lookAt(page, 'month-ward');
    await row.getByRole('link', { name: scores[1]! }).click();
    await page.waitForURL(new RegExp(meeting));
    await page.getByRole('tab', { name: 'Điểm', exact: true }).click();
    await page.getByText(REASON).first().waitFor();
    await leave();

    const phone = await room.enter('minh', PHONE, `/units/${room.world.ward.ward}/months`);
    // On a phone a branch is three lines, and the rest of it one tap away.
    const card = phone.page
      .getByRole('list', { name: /^Bảng theo dõi sinh hoạt/ })
      .getByRole('listitem')
      .filter({ hasText: 'Chi bộ 5' });
    await card.getByRole('link', { name: 'Đã khóa' }).waitFor();
    await card.getByText(/^Dự họp \d+\/\d+$/).waitFor();
    await card.getByText(/^Điểm \d/).waitFor();
    await lookAt(phone.page, 'month-ward-phone');
    const day = card.getByRole('term').filter({ hasText: 'Ngày họp' });
    expect(await day.isVisible()).toBe(false);
    await card.getByRole('button', { name: 'Xem thêm: Chi bộ 5' }).click();
    await day.waitFor();
    // A column that is chosen stands there too.
    const papers = card.getByRole('term').filter({ hasText: 'Tài liệu' });
    expect(await papers.count()).toBe(0);
    await phone.page.getByText('Sắp xếp, chọn cột, tải về').click();
    await button(phone.page, 'Cột').click();
    await phone.page.getByRole('checkbox', { name: 'Tài liệu' }).check();
    await phone.page.keyboard.press('Escape');
    await papers.waitFor();
    await lookAt(phone.page, 'month-ward-phone-open');
    await card.getByRole('button', { name: 'Thu gọn: Chi bộ 5' }).click();
    expect(await papers.isVisible()).toBe(false);
    await phone.leave();
  });

  test('the next month starts from the task that is open', async () => {
    const { page, leave } = await room.enter('an', LAPTOP, '/');
    const next = addMonths(month, 1);
    await button(page, `Lên lịch sinh hoạt tháng ${Number(next.slice(5))}`).click();
    await page
      .getByLabel(/^Ngày họp/)
      .first()
      .fill(formatCivilDate(`${next}-05`));
    await page.getByLabel(/^Giờ/).first().fill('19:30');
    await page.getByLabel(/^Địa điểm/).fill(PLACE);
    await page.getByRole('button', { name: 'Lên lịch', exact: true }).click();
    await page.getByRole('heading', { name: `Chuẩn bị sinh hoạt tháng ${formatYearMonth(next)}` }).waitFor();
    await button(page, /Chương trình/)
      .first()
      .click();
    await page.getByText(TASK).first().waitFor();
    await button(page, /Nhiệm vụ tháng trước/)
      .first()
      .click();
    await page.getByRole('link', { name: TASK }).waitFor();
    await page.getByText(/^Đỗ Hương Giang, hạn /).waitFor();
    await lookAt(page, 'month-next');
    // Who kept the minutes last time is taken with one tap, and the keyboard stays where it was.
    await button(page, 'Bắt đầu buổi sinh hoạt').last().click();
    const again = page.getByRole('dialog').getByRole('button', { name: 'Chọn thư ký kỳ trước: Lê Minh Chi' });
    await again.press('Enter');
    await again.and(page.locator(':focus')).and(page.locator('[aria-pressed="true"]')).waitFor();
    expect(await page.getByRole('combobox', { name: /^Thư ký/ }).inputValue()).toBe('Lê Minh Chi');
    await leave();

    // Its owner has it on the first page, with the day.
    const phone: Device = await room.enter('giang', PHONE, '/');
    await phone.page.getByRole('link', { name: TASK }).waitFor();
    await lookAt(phone.page, 'month-member-task');
    await phone.leave();
  });
});

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { urgeByRule } from '../src/features/assignments/public.ts';
import { recordMandate } from '../src/features/mandates/public.ts';
import { createMeeting, getMeeting } from '../src/features/meetings/contract.ts';
import { close, Device as Hand, holdToTheEnd } from '../src/features/meetings/testing/hold-meeting.ts';
import { recordPerson } from '../src/features/members/public.ts';
import { addDays, type CivilDate, civilDateAt, formatCivilDate, monthOf } from '../src/kernel/civil-date.ts';
import { type Id, newId } from '../src/kernel/ids.ts';
import { saveAccount } from '../src/platform/sign-in/accounts.ts';
import { LAPTOP, PHONE } from './browser/open-page.ts';
import { button, lookAt, openRoom, type Room } from './meeting-room.ts';

// From scheme to street: the city gives a task, the ward makes it its own plan, one branch decides on it in its meeting and
// reports with a file, the city sees it move. The other branch stays silent until the ward has it on its agenda.

const SCHEME = 'Nâng cao chất lượng sinh hoạt chi bộ';
const TASK = 'Đảng viên dự sinh hoạt từ 90%, không tính miễn sinh hoạt';
const PLAN = 'Chi bộ họp đủ, đúng ngày, đảng viên dự từ 90%';
const DECISION = 'Chia bốn tổ đảng theo ngõ, điểm danh từng tổ trước buổi họp.';

const pdf = (text: string) => Buffer.from(`%PDF-1.7 ${text}`);
const FILES = [
  { name: 'Đề án 11.pdf', mimeType: 'application/pdf', buffer: pdf('đề án') },
  {
    name: 'Phụ lục 1.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('PK\x03\x04 phụ lục'),
  },
  { name: 'Nháp.pdf', mimeType: 'application/pdf', buffer: pdf('nháp') },
];

let room: Room;
let today: CivilDate;
/** An officer of the city. */
let thai: { id: Id };
let given = '';
let meeting = '';
beforeAll(async () => {
  room = await openRoom();
  const { world } = room;
  today = civilDateAt(world.clock.ms);
  const now = world.clock.now();
  thai = await world.write(async (tx) => {
    const id = await recordPerson(
      tx,
      { fullName: 'Phan Quang Thái', birth: { date: '1980-02-03', precision: 'day' } },
      now,
    );
    await saveAccount(tx, { personId: id, login: 'thai', passwordHash: null }, now);
    await recordMandate(tx, {
      id: newId(now),
      personId: id,
      unitId: world.ward.city,
      post: 'officer',
      from: '2025-07-01',
      decision: '14-QĐ/TU',
    });
    return { id };
  });
});
afterAll(() => room.close());

/** Two weeks for the ward below the city's sixty days. */
const dueAbove = () => addDays(today, 60);
const dueBelow = () => addDays(today, 46);

test('the city sends its scheme and gives a task from it', async () => {
  const { city } = room.world.ward;
  const { page, goto, leave } = await room.enter(thai, LAPTOP, `/units/${city}/directives/new`);
  await page.getByLabel(/^Loại văn bản/).selectOption({ label: 'Đề án' });
  await page.getByLabel(/^Số, ký hiệu/).fill('Số 11-ĐA/TU');
  await page.getByLabel(/^Trích yếu/).fill(SCHEME);
  await page.getByRole('radio', { name: /^Để triển khai thực hiện/ }).check();
  await page.getByRole('radio', { name: 'Chọn đơn vị' }).check();
  await page.getByRole('checkbox', { name: 'Đảng ủy phường Sông Tô' }).check();
  await page.getByLabel('Tệp văn bản').setInputFiles(FILES);
  await page.getByText('Sẽ gửi 3 tệp:').waitFor();
  // The first is taken as the main text; a name that carries the mark of secrecy never leaves the device.
  await page.getByRole('listitem').filter({ hasText: 'Đề án 11.pdf' }).getByText('Văn bản chính').waitFor();
  await page.getByLabel('Tệp văn bản').setInputFiles({ ...FILES[0]!, name: 'Danh sách (MẬT).pdf' });
  await page.getByText('Danh sách (MẬT).pdf: tên tệp có dấu mật, không nhận.').waitFor();
  await button(page, 'Bỏ tệp Nháp.pdf').click();
  await page.getByText('Sẽ gửi 2 tệp:').waitFor();
  await lookAt(page, 'directives-send-files');
  await button(page, 'Gửi văn bản đi').click();
  await page.getByRole('link', { name: 'Tải Phụ lục 1.xlsx' }).waitFor();
  // What was forgotten is added afterwards, and what is wrong is taken off while nobody has opened the paper.
  await page
    .getByLabel('Gắn thêm tệp')
    .setInputFiles({ ...FILES[0]!, name: 'Nhầm.pdf', buffer: pdf('nhầm') });
  await button(page, 'Gắn 1 tệp').click();
  await button(page, 'Bỏ tệp Nhầm.pdf khỏi văn bản').click();
  const takeOff = page.getByRole('dialog').getByRole('button', { name: 'Bỏ tệp khỏi văn bản' });
  await takeOff.click();
  await page.getByText('Cần ghi vài lời ở đây trước.').waitFor();
  await lookAt(page, 'directives-take-off');
  await page.getByLabel(/^Lý do bỏ tệp/).fill('Gắn nhầm tệp của đề án khác');
  await takeOff.click();
  await page.getByText(/bỏ ngày .*: Gắn nhầm tệp của đề án khác/).waitFor();
  await lookAt(page, 'directives-files-sent');
  await page.getByRole('link', { name: 'Giao nhiệm vụ từ văn bản này' }).click();

  await page.getByRole('textbox', { name: /^Nhiệm vụ \(bắt buộc\)/ }).fill(TASK);
  await page.getByLabel(/^Sản phẩm/).fill('Biên bản sinh hoạt hằng tháng');
  await page.getByRole('radio', { name: /^Con số/ }).check();
  await page.getByLabel(/^Chỉ tiêu mỗi đơn vị/).fill('90');
  await page.getByLabel(/^Đơn vị tính/).fill('% đảng viên dự họp');
  await page.getByLabel(/^Hạn hoàn thành/).fill(formatCivilDate(dueAbove()));
  await page.getByLabel(/^Mục, điểm/).fill('Mục II.1');
  await page.getByRole('radio', { name: 'Chọn đơn vị' }).check();
  await page.getByRole('checkbox', { name: 'Đảng ủy phường Sông Tô' }).check();
  await lookAt(page, 'assignments-give');
  await page.getByRole('button', { name: 'Giao nhiệm vụ', exact: true }).click();
  await page.waitForURL(/\/assignments\/[0-9a-f-]{36}$/);
  given = new URL(page.url()).pathname;
  await page.getByText('0/1').first().waitFor();
  await lookAt(page, 'assignments-given');
  // The paper knows the task that was given from it.
  await goto(`/units/${city}/directives`);
  await page.getByRole('link', { name: /Số 11-ĐA\/TU/ }).click();
  await page.getByRole('link', { name: TASK }).waitFor();
  await leave();
});

test('the ward opens every file of the scheme', async () => {
  const { ward } = room.world.ward;
  const { page, leave } = await room.enter('minh', PHONE, `/units/${ward}/inbox`);
  await page.getByRole('link', { name: /Số 11-ĐA\/TU/ }).click();
  for (const { name, buffer } of FILES.slice(0, 2)) {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `Tải ${name}` }).click();
    expect(await readFile(await (await download).path())).toEqual(buffer);
  }
  await lookAt(page, 'directives-received-files-phone');
  await leave();
});

test('the ward accepts it and gives it on as a plan of its own', async () => {
  const { ward } = room.world.ward;
  const { page, leave } = await room.enter('minh', LAPTOP, `/units/${ward}/duties`);
  await page.getByRole('link', { name: TASK }).click();
  await button(page, 'Nhận việc').click();
  await page.getByText('Đã nhận việc').waitFor();
  await lookAt(page, 'assignments-ward');
  // The paper itself leads to what it gives the unit to do.
  await page.goto(`${room.address}/units/${room.world.ward.ward}/inbox`);
  await page.getByRole('link', { name: /Số 11-ĐA\/TU/ }).click();
  await page.getByRole('heading', { name: 'Việc giao cho đơn vị từ văn bản này' }).waitFor();
  await lookAt(page, 'assignments-received-paper');
  await page.getByRole('link', { name: TASK, exact: true }).click();
  await page.getByRole('link', { name: 'Giao tiếp xuống dưới' }).click();
  await page.getByText(`Hạn cho cấp dưới không sau ngày`, { exact: false }).waitFor();
  await page.getByRole('textbox', { name: /^Nhiệm vụ \(bắt buộc\)/ }).fill(PLAN);
  await page.getByLabel(/^Chỉ tiêu mỗi đơn vị/).fill('90');
  const submit = page.getByRole('button', { name: 'Giao nhiệm vụ', exact: true });
  await page.getByLabel(/^Hạn hoàn thành/).fill(formatCivilDate(dueBelow()));
  await lookAt(page, 'assignments-localise');
  await submit.click();
  await page.waitForURL(/\/assignments\/[0-9a-f-]{36}$/);
  await page.getByText('0/2').first().waitFor();
  await leave();
});

test('a branch puts it on the agenda of its next meeting, and the meeting decides', async () => {
  const { world } = room;
  const { branch5 } = world.ward;
  const { page, leave } = await room.enter('an', PHONE, `/units/${branch5}/duties`);
  await page.getByRole('link', { name: PLAN }).click();
  await button(page, 'Nhận việc').click();
  await button(page, 'Đưa vào buổi sinh hoạt tới').click();
  await page.getByText('Việc này đang chờ trong chương trình buổi sinh hoạt tới.').waitFor();
  await lookAt(page, 'assignments-branch-phone');

  const planned = await world.as('an').call(createMeeting, {
    params: { branchId: branch5 },
    body: {
      kind: 'regular',
      month: monthOf(today),
      plannedOn: today,
      plannedTime: '19:30',
      place: 'Nhà văn hóa tổ dân phố 5',
    },
  });
  meeting = planned.body.id;
  await page.goto(`${room.address}/meetings/${meeting}`);
  await button(page, /Chương trình/)
    .first()
    .click();
  await page.getByText(`Đảng ủy phường Sông Tô giao: ${PLAN}`).first().waitFor();
  await lookAt(page, 'assignments-agenda-phone');
  await leave();

  const laptop = await holdToTheEnd(world, meeting, today);
  const { entries } = (await world.as('an').call(getMeeting, { params: { meetingId: meeting } })).body;
  const item = entries.find(
    (entry) => entry.kind === 'agenda-item-added' && (entry.payload as { source: string }).source === 'duty',
  )!.payload as { itemId: string };
  await laptop.say({
    kind: 'conclusion-written',
    payload: { itemId: item.itemId, text: DECISION, replaces: [] },
  });
  await new Hand(world, 'oanh', meeting, 5_000).say({ kind: 'score-confirmed', payload: { marks: [] } });
  expect((await close(world, 'an', meeting)).error).toBeUndefined();
});

test('the branch reports with evidence, and the city sees it move', async () => {
  const { world } = room;
  const { branch5 } = world.ward;
  const branch = await room.enter('an', LAPTOP, `/units/${branch5}/duties`);
  const { page } = branch;
  await page.getByRole('link', { name: PLAN }).click();
  await page.getByText(DECISION).waitFor();
  await page.getByRole('link', { name: 'Mở buổi sinh hoạt' }).waitFor();
  await page.getByRole('radio', { name: 'Đã xong' }).check();
  await page.getByLabel(/^Con số đạt được/).fill('94');
  await page.getByLabel(/^Kết quả, nơi xem/).fill('Biên bản sinh hoạt tháng, 94% đảng viên dự.');
  await page.setInputFiles('input[type=file]', {
    name: 'danh-sach-du-hop.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
  });
  await lookAt(page, 'assignments-report');
  await button(page, 'Gửi báo cáo').click();
  await page.getByRole('link', { name: 'danh-sach-du-hop.pdf' }).waitFor();
  await lookAt(page, 'assignments-reported');
  await branch.leave();

  for (const size of [LAPTOP, PHONE]) {
    const city = await room.enter(thai, size, given);
    await city.page.getByText('1/3').first().waitFor();
    await lookAt(city.page, `assignments-sender-${size.width}`);
    await city.leave();
  }
  // Every figure opens down to the evidence.
  const city = await room.enter(thai, LAPTOP, given);
  await city.page
    .getByRole('link', { name: /^Hoàn thành/ })
    .first()
    .click();
  await city.page.getByRole('link', { name: 'Chi bộ 5' }).click();
  await city.page.getByRole('link', { name: 'danh-sach-du-hop.pdf' }).waitFor();
  await city.leave();
});

test('the silent branch is urged three times, and then the ward has it on its agenda', async () => {
  const { world } = room;
  const { ward, branch7 } = world.ward;
  // The rules urge the day after, a week and two weeks after; the matter comes a week later.
  for (const days of [-3, 1, 7, 14, 21]) {
    world.clock.set(addDays(dueBelow(), days), '06:30');
    await world.write((tx) => urgeByRule(tx, civilDateAt(world.clock.ms), world.clock.ms));
  }
  const silent = await room.enter('lan', PHONE, `/units/${branch7}/duties`);
  await silent.page.getByText('3 lần').first().waitFor();
  await silent.page.getByRole('link', { name: PLAN }).click();
  await silent.page.getByText('Đôn đốc lần 3').waitFor();
  await silent.page
    .getByText('Đảng ủy phường Sông Tô sẽ xem xét tại cuộc họp tới', { exact: false })
    .waitFor();
  await lookAt(silent.page, 'assignments-silent-phone');
  await silent.leave();

  for (const size of [PHONE, LAPTOP]) {
    const superior = await room.enter('minh', size, `/units/${ward}/matters`);
    await superior.page.getByRole('heading', { name: /Chi bộ 7/ }).waitFor();
    await superior.page.getByText('3 lần').waitFor();
    await lookAt(superior.page, `assignments-matter-${size.width}`);
    await superior.leave();
  }
  // What was done is not a matter.
  const superior = await room.enter('minh', LAPTOP, `/units/${ward}/matters`);
  const { page } = superior;
  await page.getByRole('heading', { name: /Chi bộ 7/ }).waitFor();
  expect(await page.getByText('Chi bộ 5').count()).toBe(0);
  await page.getByLabel('Kết luận').fill('Giao đồng chí Oanh dự sinh hoạt, giúp chi bộ.');
  await button(page, 'Ghi kết luận').click();
  await page.getByText('Giao đồng chí Oanh dự sinh hoạt, giúp chi bộ.').waitFor();
  await superior.leave();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { planMeeting } from '../src/features/meetings/public.ts';
import { assignTask } from '../src/features/tasks/public.ts';
import { newId } from '../src/kernel/ids.ts';
import { run, sql } from '../src/platform/database/database.ts';
import { emitEvent } from '../src/platform/feature.ts';
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
let meetingId = '';
let taskId = '';
beforeAll(async () => {
  world = await openTestWorld();
  // The page's own present decides the month that it opens.
  world.clock.ms = Date.now();
  const { branch5, people } = world.ward;
  const today = new Date(world.clock.ms + 7 * 3_600_000).toISOString().slice(0, 10);
  const month = today.slice(0, 7);
  taskId = newId();
  await world.write(async (tx) => {
    meetingId = (
      await planMeeting(
        tx,
        {
          branchId: branch5,
          month,
          kind: 'regular',
          plannedOn: today,
          plannedTime: '19:30',
          place: 'Nhà văn hóa tổ dân phố số 5',
        },
        { personId: people.an, today },
        world.clock.now(),
      )
    ).id;
    await run(
      tx,
      sql`update meetings.meeting set stage = 'closed', held_on = planned_on, base = 6, present = 5,
                 own_score = 91 where id = ${meetingId}`,
    );
    await emitEvent(world.app.world, tx, 'meetings.closed', {
      meetingId,
      branchId: branch5,
      month,
      kind: 'regular',
      plannedOn: today,
      heldOn: today,
      closedOn: today,
      base: 6,
      present: 5,
      excused: 1,
      unexcused: 0,
      spoke: 4,
      minutes: 95,
      ownScore: 91,
      ownGrade: 'good',
      confirmedScore: null,
      confirmedGrade: null,
      papersLate: true,
      noticeLate: false,
      tasksDue: 3,
      tasksDone: 2,
      tasksDoneLate: 1,
      tasksAssigned: 1,
    });
    await assignTask(
      tx,
      {
        taskId,
        branchId: branch5,
        title: 'Vận động các hộ ngõ 12 tháo dỡ mái che lấn vỉa hè',
        ownerId: people.dung,
        helperIds: [people.giang],
        output: 'Biên bản cam kết của 14 hộ',
        dueOn: '2026-03-01',
        reportMonth: month,
        assignedInMonth: '2026-02',
        meetingId,
      },
      world.clock.now(),
    );
  });
  address = await world.app.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

const enter = async (person: Person, size: { width: number; height: number }) => {
  const opened = await openPage(size);
  await opened.context.addCookies([
    { name: 'goc_session', value: await world.sessionOf(person), url: address },
  ]);
  return opened;
};

test.each([
  ['laptop', LAPTOP],
  ['phone', PHONE],
])('the officer sees who needs somebody and goes down to it (%s)', async (name, size) => {
  const { page, problems, close } = await enter('minh', size);
  await page.goto(`${address}/units/${world.ward.ward}/months`);
  await page.getByRole('heading', { name: 'Cần đồng chí xem' }).waitFor();
  await page
    .getByText(size === PHONE ? 'Dự họp 5/6' : '5/6 (83,3%)')
    .first()
    .waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, `reports-month-${name}`);
  await page.getByRole('link', { name: 'Chưa lên lịch' }).first().click();
  await page.getByText('Chi bộ 7').first().waitFor();
  expect(page.url()).toContain('show=not-planned');
  await page.getByRole('button', { name: 'Khóa sổ tháng' }).click();
  await page.getByRole('dialog').getByText('Còn 1 chi bộ chưa họp tháng này.').waitFor();
  await expectAccessible(page);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Hủy' })
    .or(page.getByRole('dialog').getByRole('button', { name: 'Thôi' }))
    .first()
    .click();
  // From the first page to those branches, to one of them, and to who leads it.
  await page.goto(`${address}/`);
  await page.getByRole('link', { name: 'Chi bộ cần đôn đốc trong tháng này' }).click();
  await page.getByRole('heading', { name: 'Cần đồng chí xem' }).waitFor();
  expect(page.url()).toContain('show=needing');
  await page.goto(`${address}/branches/${world.ward.branch7}/meetings`);
  await page.getByRole('main').getByRole('link', { name: 'Chi bộ 7' }).click();
  await page.getByRole('heading', { level: 1, name: 'Chi bộ 7' }).waitFor();
  await page.getByRole('heading', { name: 'Chức vụ' }).waitFor();
  await page.getByRole('main').getByText('Bí thư', { exact: true }).first().waitFor();
  expect(problems).toEqual([]);
  await close();
});

test.each([
  ['laptop', LAPTOP],
  ['phone', PHONE],
])('a paper goes from the ward to the branch, which opens it (%s)', async (name, size) => {
  const officer = await enter('minh', size);
  const { page } = officer;
  await page.goto(`${address}/units/${world.ward.ward}/directives/new`);
  await page.getByLabel('Đây là văn bản mật').check();
  await page.getByText('Văn bản mật không được đưa vào Gốc').waitFor();
  expect(await page.getByRole('button', { name: 'Gửi văn bản đi' }).isDisabled()).toBe(true);
  await page.getByLabel('Đây là văn bản mật').uncheck();
  // Pressed too soon, it says what is missing and goes to the first of it.
  await page.getByRole('button', { name: 'Gửi văn bản đi' }).click();
  await page
    .getByText('Còn thiếu: Loại văn bản; Số, ký hiệu; Trích yếu; Đơn vị cần làm gì với văn bản này?')
    .first()
    .waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
  await page.getByLabel('Loại văn bản').selectOption('plan');
  await page.getByLabel('Số, ký hiệu').fill(`Số ${size.width}-KH/ĐU`);
  await page.getByLabel('Trích yếu').fill('Kế hoạch tổng vệ sinh môi trường cuối tuần');
  await page.getByText('Để triển khai thực hiện').click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ke-hoach.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, `directives-send-${name}`);
  await page.getByRole('button', { name: 'Gửi văn bản đi' }).click();
  await page.getByRole('link', { name: 'Tải ke-hoach.pdf' }).waitFor();
  await expectAccessible(page);
  await page.getByText('Đơn vị chưa mở thấy văn bản ở “Việc đang chờ”').waitFor();
  await page.getByRole('button', { name: 'Chép lời nhắc' }).waitFor();
  await screenshot(page, `directives-reach-${name}`);

  const secretary = await enter('an', size);
  await secretary.page.goto(`${address}/units/${world.ward.branch5}/inbox`);
  await secretary.page
    .getByRole('link', { name: new RegExp(`${size.width}-KH`) })
    .first()
    .click();
  await secretary.page.getByText('Nguyễn Văn An mở ngày').waitFor();
  await secretary.page.getByText('Văn bản tự vào chương trình buổi sinh hoạt đầu tiên').waitFor();
  await expectAccessible(secretary.page);
  await secretary.page.getByRole('link', { name: 'Văn bản cấp trên' }).first().click();
  await secretary.page.getByText('Đã mở').first().waitFor();
  await expectAccessible(secretary.page);
  await screenshot(secretary.page, `directives-inbox-${name}`);
  expect([...officer.problems, ...secretary.problems]).toEqual([]);
  await secretary.close();
  await officer.close();
});

test.each([
  ['laptop', LAPTOP, 'Đang thực hiện'],
  ['phone', PHONE, 'Hoàn thành'],
])('an owner finds a task and reports on it (%s)', async (name, size, said) => {
  const { page, problems, close } = await enter('dung', size);
  await page.goto(`${address}/branches/${world.ward.branch5}/tasks`);
  await page.getByText('Quá hạn').nth(1).waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, `tasks-list-${name}`);
  await page.getByRole('link', { name: /Vận động các hộ/ }).click();
  await page.getByRole('radio', { name: new RegExp(`^${said}`) }).check();
  await page.getByLabel('Minh chứng').fill('Ảnh chụp ngõ 12 sau khi tháo dỡ');
  await expectAccessible(page);
  await screenshot(page, `tasks-report-${name}`);
  await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
  await page.getByText('Ảnh chụp ngõ 12').first().waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  expect(problems).toEqual([]);
  await close();
});

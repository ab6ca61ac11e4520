import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordDirective, recordReceipt } from '../src/features/directives/public.ts';
import { addMonths, firstDayOf, instantOf, monthOf } from '../src/kernel/civil-date.ts';
import { newId } from '../src/kernel/ids.ts';
import { foundBranches, recordHeld } from '../src/testing/held-meetings.ts';
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

// From scheme to street: a ward names what its plan means to move and sees six branches rise beside six that wait; one
// branch writes up how it did it, the ward recommends it, another branch takes it over.

let world: TestWorld;
let address = '';
let paperId = '';
beforeAll(async () => {
  world = await openTestWorld();
  // The page's own present decides which months are over.
  world.clock.ms = Date.now();
  const today = new Date(world.clock.ms + 7 * 3_600_000).toISOString().slice(0, 10);
  const month = monthOf(today);
  const { ward, branch5, people } = world.ward;
  const issuedOn = firstDayOf(addMonths(month, -2));
  paperId = newId(instantOf(issuedOn, '09:00'));
  await world.write(async (tx) => {
    const branches = [branch5, ...(await foundBranches(tx, ward, 11))];
    for (const [at, branchId] of branches.entries()) {
      const hold = (back: number, present: number) =>
        recordHeld(tx, { branchId, month: addMonths(month, -back), base: 20, present, by: people.an });
      await hold(4, 13 + (at % 3));
      await hold(3, 13 + (at % 3));
      await hold(1, at < 6 ? 18 + (at % 2) : 14 + (at % 3));
    }
    await recordDirective(
      tx,
      {
        id: paperId,
        unitId: ward,
        kind: 'plan',
        symbol: 'Số 44-KH/ĐU',
        issuedOn,
        title: 'Kế hoạch thí điểm sinh hoạt theo tổ đảng',
        summary: null,
        needs: 'carry-out',
        dueOn: null,
        issuedBy: people.minh,
        sentOn: issuedOn,
      },
      branches.slice(0, 6),
      instantOf(issuedOn, '09:00'),
    );
    for (const branchId of branches.slice(0, 6))
      await recordReceipt(
        tx,
        { directiveId: paperId, unitId: branchId, by: people.an },
        instantOf(issuedOn, '20:00'),
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

test('the ward names an indicator and sees what changed beside those that wait', async () => {
  const { page, problems, close } = await enter('minh', LAPTOP);
  await page.goto(`${address}/units/${world.ward.ward}/effects`);
  await page.getByRole('link', { name: /Số 44-KH\/ĐU/ }).click();
  await page.getByText('Văn bản này chưa nêu chỉ tiêu').waitFor();
  await page.getByRole('button', { name: 'Nêu chỉ tiêu' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Chỉ số/).selectOption({ label: 'Dự họp' });
  await dialog.getByLabel(/^Mức phấn đấu/).fill('90');
  await dialog.getByRole('button', { name: 'Nêu chỉ tiêu' }).click();
  await page.getByText(/Nơi đã bắt đầu thay đổi hơn nơi chưa bắt đầu \+\d/).waitFor();
  await page.getByText('Đúng hướng mong muốn', { exact: false }).waitFor();
  await expectAccessible(page);
  await screenshot(page, 'effects-laptop');
  expect(problems).toEqual([]);
  await close();

  const phone = await enter('oanh', PHONE);
  await phone.page.goto(`${address}/units/${world.ward.ward}/directives/${paperId}/effects`);
  await phone.page.getByText('Đúng hướng mong muốn', { exact: false }).waitFor();
  // A member of the committee reads and names nothing.
  expect(await phone.page.getByRole('button', { name: 'Nêu chỉ tiêu' }).count()).toBe(0);
  await expectAccessible(phone.page);
  expect(await scrollsSideways(phone.page)).toBe(false);
  await screenshot(phone.page, 'effects-phone');
  expect(phone.problems).toEqual([]);
  await phone.close();
});

test('a lesson goes from one branch over the ward to another', async () => {
  const { ward, branch5, branch7 } = world.ward;
  const writer = await enter('an', LAPTOP);
  await writer.page.goto(`${address}/units/${branch5}/lessons`);
  await writer.page.getByRole('link', { name: 'Viết cách làm' }).click();
  await writer.page.getByLabel(/^Tên cách làm/).fill('Thảo luận ở tổ trước, kết luận ở chi bộ sau');
  await writer.page.getByLabel(/^Hoàn cảnh/).fill('Chi bộ đông, nhiều người ngại nói.');
  await writer.page.getByLabel(/^Đã làm gì/).fill('Chia bốn tổ theo ngõ, tổ trưởng báo cáo lại.');
  await writer.page.getByLabel(/^Tốn những gì/).fill('Thêm một buổi tối mỗi tháng.');
  await writer.page.getByRole('button', { name: 'Thêm số liệu' }).click();
  // The month of the plan itself had no meeting: the figure before it is of the month before.
  const third = addMonths(monthOf(new Date(world.clock.ms).toISOString().slice(0, 10)), -3);
  for (const label of ['Trước: từ tháng', 'Trước: đến tháng'])
    await writer.page.getByLabel(label).selectOption(third);
  await expectAccessible(writer.page);
  await writer.page.getByRole('button', { name: 'Lưu' }).click();
  await writer.page.getByRole('button', { name: 'Gửi cấp trên xem xét' }).click();
  await writer.page.getByRole('dialog').getByRole('button', { name: 'Gửi cấp trên xem xét' }).click();
  await writer.page.getByText('Chờ xem xét').first().waitFor();
  expect(writer.problems).toEqual([]);
  await writer.close();

  const judge = await enter('minh', LAPTOP);
  await judge.page.goto(`${address}/units/${ward}/lessons?shelf=waiting`);
  await judge.page.getByRole('link', { name: /Thảo luận ở tổ trước/ }).click();
  await judge.page.getByRole('button', { name: 'Giới thiệu' }).click();
  await judge.page.getByRole('dialog').getByRole('button', { name: 'Giới thiệu' }).click();
  await judge.page.getByRole('heading', { name: 'Nơi đã áp dụng' }).waitFor();
  await judge.close();

  const adopter = await enter('lan', PHONE);
  await adopter.page.goto(`${address}/units/${branch7}/lessons`);
  await adopter.page.getByLabel('Tìm trong cách làm').fill('to thao luan');
  await adopter.page.getByRole('link', { name: /Thảo luận ở tổ trước/ }).click();
  await adopter.page.getByRole('button', { name: 'Áp dụng ở đơn vị' }).click();
  await adopter.page.getByLabel(/^Đơn vị sẽ làm thế nào/).fill('Thử với hai tổ trước');
  await adopter.page.getByRole('dialog').getByRole('button', { name: 'Áp dụng ở đơn vị' }).click();
  await adopter.page.getByText('Thử với hai tổ trước').waitFor();
  await expectAccessible(adopter.page);
  expect(await scrollsSideways(adopter.page)).toBe(false);
  await screenshot(adopter.page, 'lesson-phone');
  expect(adopter.problems).toEqual([]);
  await adopter.close();
});

test('a request shows its price, is answered on one screen, and its late ones are named', async () => {
  const { ward, branch7 } = world.ward;
  const asker = await enter('minh', LAPTOP);
  await asker.page.goto(`${address}/units/${ward}/requests`);
  await asker.page.locator('a[href$="/requests/new"]').click();
  await asker.page.getByLabel(/^Tên yêu cầu/).fill('Phân loại rác');
  await asker.page.getByLabel(/^Dùng để làm gì/).fill('Báo cáo Thành ủy');
  const due = addMonths(monthOf(new Date(world.clock.ms).toISOString().slice(0, 10)), 1);
  await asker.page.getByLabel(/^Hạn trả lời/).fill(`05/${due.slice(5)}/${due.slice(0, 4)}`);
  await asker.page.getByLabel(/^Nội dung hỏi/).fill('Tỷ lệ dự họp');
  await asker.page.getByText('Hệ thống đã có: Tỷ lệ dự họp').waitFor();
  await asker.page.getByLabel(/^Nội dung hỏi/).fill('Số hộ phân loại rác tại nguồn');
  await asker.page.getByText('Hệ thống đã có').waitFor({ state: 'detached' });
  await asker.page.getByText('Tổng giờ công').waitFor();
  await expectAccessible(asker.page);
  await screenshot(asker.page, 'request-ask');
  await asker.page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
  await asker.page.getByRole('heading', { name: 'Trả lời của các đơn vị' }).waitFor();
  await expectAccessible(asker.page);
  expect(asker.problems).toEqual([]);

  const branch = await enter('lan', PHONE);
  await branch.page.goto(`${address}/units/${branch7}/asked`);
  await branch.page.getByRole('link', { name: 'Phân loại rác' }).click();
  await branch.page.getByLabel(/^Số hộ phân loại rác/).fill('41');
  // Called away, and back: what was typed is still there.
  await branch.page.getByLabel(/^Số hộ phân loại rác/).blur();
  await branch.page.reload();
  await branch.page.getByText('Trả lời đang điền dở, chưa gửi').waitFor();
  await screenshot(branch.page, 'request-answer-kept-phone');
  await expectAccessible(branch.page);
  expect(await branch.page.getByLabel(/^Số hộ phân loại rác/).inputValue()).toBe('41');
  await branch.page.getByRole('button', { name: 'Bỏ phần điền dở' }).click();
  await branch.page.getByText('Trả lời đang điền dở, chưa gửi').waitFor({ state: 'detached' });
  await branch.page.getByLabel(/^Số hộ phân loại rác/).fill('42');
  expect(await scrollsSideways(branch.page)).toBe(false);
  await branch.page.getByRole('button', { name: 'Gửi trả lời' }).click();
  await branch.page.getByText('Đã gửi trả lời.').waitFor();
  await branch.page.reload();
  await branch.page.getByRole('button', { name: 'Gửi lại trả lời' }).waitFor();
  expect(await branch.page.getByLabel(/^Số hộ phân loại rác/).inputValue()).toBe('42');
  await branch.page.getByText('Trả lời đang điền dở, chưa gửi').waitFor({ state: 'detached' });
  await screenshot(branch.page, 'request-answer-phone');
  expect(branch.problems).toEqual([]);
  await branch.close();

  await asker.page.reload();
  await asker.page.getByRole('cell', { name: '42', exact: true }).waitFor();
  await asker.page.getByText('42 (cộng từ 1 đơn vị)').waitFor();
  await screenshot(asker.page, 'request-laptop');
  await asker.close();
});

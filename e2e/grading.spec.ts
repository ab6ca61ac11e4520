import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMonths, monthOf } from '../src/kernel/civil-date.ts';
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

// A ward opens the year’s grading; the secretary of branch 5 grades it on a phone beside what is recorded, is told why it is
// not excellent, and sends; the ward appraises and decides; a member reads the result.

let world: TestWorld;
let address = '';
beforeAll(async () => {
  world = await openTestWorld();
  // The page's own present decides which months are over.
  world.clock.ms = Date.now();
  const { ward, branch5, people } = world.ward;
  const month = monthOf(new Date(world.clock.ms + 7 * 3_600_000).toISOString().slice(0, 10));
  await world.write(async (tx) => {
    await foundBranches(tx, ward, 3, { from: 20 });
    for (const back of [2, 1])
      await recordHeld(tx, {
        branchId: branch5,
        month: addMonths(month, -back),
        base: 6,
        present: 6 - back,
        by: people.an,
      });
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

test('a branch is graded from the opening of the round to the result that its members read', async () => {
  const { ward, branch5 } = world.ward;
  const officer = await enter('minh', LAPTOP);
  await officer.page.goto(`${address}/units/${ward}/gradings`);
  await officer.page.getByText('Chưa có đợt xếp loại nào').waitFor();
  await officer.page.locator('a[href$="/gradings/new"]').click();
  // The months in which there was something to record, whatever day this runs on.
  await officer.page.getByRole('radio', { name: 'Khi cần' }).check();
  await officer.page.getByText('Đợt này gồm 5 chi bộ').waitFor();
  await officer.page.getByText('Xuất sắc từ 90 điểm, tốt từ 70, hoàn thành từ 50').waitFor();
  await officer.page.getByLabel(/^Tên đợt/).fill('Xếp loại chi bộ sáu tháng');
  await expectAccessible(officer.page);
  await screenshot(officer.page, 'grading-open');
  await officer.page.getByRole('button', { name: 'Mở đợt xếp loại' }).click();
  await officer.page.getByText('Chưa làm: 5').waitFor();
  await expectAccessible(officer.page);

  const secretary = await enter('an', PHONE);
  const { page } = secretary;
  await page.goto(`${address}/units/${branch5}/grading`);
  await page.getByRole('link', { name: 'Xếp loại chi bộ sáu tháng' }).click();
  await page.getByText('2/2 tháng').first().waitFor();
  for (const [criterion, points] of [
    ['Chính trị, tư tưởng', '9'],
    ['Tổ chức, kỷ luật', '9'],
    ['Trách nhiệm nêu gương', '8,5'],
    ['Lãnh đạo thực hiện', '25'],
    ['Thực hiện việc chi bộ', '17'],
  ] as const)
    await page.getByRole('textbox', { name: new RegExp(`^${criterion}`) }).fill(points);
  // Called away, and back: what was typed is still there.
  await page.getByRole('textbox', { name: /^Thực hiện việc chi bộ/ }).blur();
  await page.reload();
  await page.getByText('Phần đang điền dở trên máy này').waitFor();
  expect(await page.getByRole('textbox', { name: /^Trách nhiệm nêu gương/ }).inputValue()).toBe('8,5');
  await page.getByRole('textbox', { name: /^Chất lượng sinh hoạt/ }).fill('17');
  await page.getByText('85,5/100').waitFor();
  const answer = (question: RegExp, given: 'Có' | 'Không') =>
    page.getByRole('group', { name: question }).getByRole('radio', { name: given, exact: true }).check();
  await answer(/^Có từ 30% nhiệm vụ/, 'Có');
  for (const group of await page.getByRole('group', { name: /kỷ luật trong kỳ|mất đoàn kết/ }).all())
    await group.getByRole('radio', { name: 'Không', exact: true }).check();
  await answer(/^Mọi hạn chế/, 'Có');
  await page.getByLabel(/^Ưu điểm/).fill('Giữ nền nếp sinh hoạt hằng tháng');
  await page.getByLabel(/^Hạn chế, khuyết điểm/).fill('Còn ít ý kiến của đảng viên trẻ');
  await page.getByText('Mức cao nhất được phép: Hoàn thành tốt').waitFor();
  await page.getByText('Chưa được mức này: 85.5 điểm, cần từ 90 điểm.').waitFor();
  await page.getByRole('button', { name: 'Lưu nháp' }).click();
  await page.getByText('Đã lưu nháp.').waitFor();
  await page.getByText('Phần đang điền dở trên máy này').waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'Hoàn thành xuất sắc' }).check();
  await page.getByRole('button', { name: 'Gửi cấp ủy' }).click();
  const ask = page.getByRole('dialog');
  await ask.getByRole('button', { name: 'Gửi cấp ủy' }).click();
  await ask.getByText('Chưa được mức này').waitFor();
  await ask.getByRole('button', { name: 'Thôi' }).click();
  await page.getByRole('radio', { name: 'Hoàn thành tốt' }).check();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'grading-sheet-phone');
  await page.getByRole('button', { name: 'Gửi cấp ủy' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Gửi cấp ủy' }).click();
  await page.getByText('Đã gửi cấp ủy.').waitFor();
  await page.getByRole('button', { name: 'Lưu nháp' }).waitFor({ state: 'detached' });
  await page.getByText('Chi bộ gửi').waitFor();
  await expectAccessible(page);
  // A refused try is an answer of the server, which the browser notes as an error line.
  expect(secretary.problems.filter((one) => !one.includes('422'))).toEqual([]);
  await secretary.close();

  await officer.page.reload();
  await officer.page.getByText('Đã gửi: 1').waitFor();
  await officer.page.getByRole('link', { name: 'Chi bộ 5' }).click();
  await officer.page.getByRole('button', { name: 'Lưu thẩm định' }).click();
  await officer.page.getByText('Đã lưu thẩm định.').waitFor();
  await expectAccessible(officer.page);
  await screenshot(officer.page, 'grading-appraisal');
  await officer.page.getByRole('link', { name: 'Xếp loại chi bộ sáu tháng' }).click();
  await officer.page.getByRole('button', { name: 'Quyết định xếp loại' }).click();
  const decide = officer.page.getByRole('dialog');
  await decide.getByLabel(/^Số quyết định/).fill('15-QĐ/ĐU');
  await expectAccessible(officer.page);
  await screenshot(officer.page, 'grading-decide');
  await decide.getByRole('button', { name: 'Quyết định 1 chi bộ' }).click();
  await officer.page.getByText('Đã quyết định: 1').waitFor();
  await screenshot(officer.page, 'grading-round');
  await officer.page.goto(`${address}/units/${ward}/grading-results`);
  await officer.page.getByText('Hoàn thành tốt: 1').waitFor();
  await expectAccessible(officer.page);
  await screenshot(officer.page, 'grading-results');
  expect(officer.problems).toEqual([]);
  await officer.close();

  const member = await enter('dung', PHONE);
  await member.page.goto(`${address}/units/${branch5}/grading`);
  await member.page.getByText('Hoàn thành tốt').first().waitFor();
  await member.page.getByText(/15-QĐ\/ĐU/).waitFor();
  await expectAccessible(member.page);
  expect(await scrollsSideways(member.page)).toBe(false);
  await screenshot(member.page, 'grading-member-phone');
  expect(member.problems).toEqual([]);
  await member.close();
});

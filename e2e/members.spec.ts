import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordMandate } from '../src/features/mandates/public.ts';
import { recordMembership, recordPerson } from '../src/features/members/public.ts';
import { makeSecondWard, type SecondWard } from '../src/features/transfers/testing.ts';
import { addMonths, civilDateAt, formatCivilDate, monthOf } from '../src/kernel/civil-date.ts';
import { type Id, newId } from '../src/kernel/ids.ts';
import { saveAccount } from '../src/platform/sign-in/accounts.ts';
import { LAPTOP, PHONE } from './browser/open-page.ts';
import { button, lookAt, openRoom, type Room } from './meeting-room.ts';

// A member goes from a branch of one committee to a branch of another: both branches and both committees act in turn.

let room: Room;
let other: SecondWard;
let today = '';
beforeAll(async () => {
  room = await openRoom();
  other = await makeSecondWard(room.world);
  today = formatCivilDate(civilDateAt(room.world.clock.ms));
});
afterAll(() => room.close());

/** Somebody who looks at the whole city. The small world has nobody there. */
async function makeCityOfficer(): Promise<Id> {
  const { world } = room;
  const now = world.clock.now();
  return world.write(async (tx) => {
    const personId = await recordPerson(
      tx,
      { fullName: 'Lưu Thị Hằng', birth: { date: '1980-08-09', precision: 'day' } },
      now,
    );
    await saveAccount(tx, { personId, login: 'hang', passwordHash: null }, now);
    await recordMandate(tx, {
      id: newId(now),
      personId,
      unitId: world.ward.city,
      post: 'officer',
      from: '2025-07-01',
      decision: '7-QĐ/TU',
    });
    return personId;
  });
}

describe('a correction of the own record', () => {
  test('is proposed on the phone, seen by the secretary, and written when it is accepted', async () => {
    const { branch5 } = room.world.ward;
    const member = await room.enter('dung', PHONE, '/my-record');
    await button(member.page, 'Đề nghị sửa').click();
    const dialog = member.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Đề nghị sửa' }).click();
    await dialog.getByText('Điền ô này.').first().waitFor();
    await dialog.getByLabel(/^Thông tin cần sửa/).selectOption({ label: 'Quê quán' });
    await dialog.getByLabel(/^Sửa thành/).fill('Thanh Trì, Hà Nội');
    await dialog.getByLabel(/^Căn cứ/).fill('Theo căn cước công dân');
    await lookAt(member.page, 'members-propose');
    await dialog.getByRole('button', { name: 'Đề nghị sửa' }).click();
    await dialog.waitFor({ state: 'detached' });
    await member.page.getByText('Chờ chi bộ').waitFor();
    await lookAt(member.page, 'members-proposed');
    await member.leave();

    const { page, leave } = await room.enter('an', LAPTOP, `/branches/${branch5}/members`);
    await page.getByRole('link', { name: 'Đề nghị sửa hồ sơ (1)' }).click();
    await page.getByText('Quê quán: chưa có → Thanh Trì, Hà Nội').waitFor();
    await lookAt(page, 'members-corrections');
    await button(page, 'Đồng ý và sửa hồ sơ').click();
    await page.getByText('Không có đề nghị nào đang chờ').waitFor();
    await page.getByText('Đã sửa', { exact: true }).waitFor();
    await leave();
  });
});

describe('two records of one person', () => {
  test('are compared side by side and merged into one', async () => {
    const { world } = room;
    await world.write(async (tx) => {
      const personId = await recordPerson(
        tx,
        {
          fullName: 'Đỗ Hương Giang',
          birth: { date: '1960-05-19', precision: 'day' },
          cardNumber: '01.000111',
          email: 'huong.giang@example.test',
        },
        world.clock.now(),
      );
      await recordMembership(tx, {
        personId,
        branchId: world.ward.branch7,
        status: 'official',
        from: '2024-01-01',
      });
    });
    const { page, leave } = await room.enter('minh', LAPTOP, `/units/${world.ward.ward}/duplicates`);
    await lookAt(page, 'members-duplicates');
    await button(page, 'Đối chiếu').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('có tài khoản đăng nhập').waitFor();
    await lookAt(page, 'members-compare');
    await dialog.getByLabel(/^Lý do/).fill('Đã đối chiếu thẻ đảng');
    await dialog.getByRole('button', { name: 'Gộp hai hồ sơ' }).click();
    await page.getByText('Không thấy hồ sơ nào trùng').waitFor();
    await leave();
    const own = await room.enter('giang', PHONE, '/my-record');
    await own.page.getByText('01.000111').waitFor();
    await own.page.getByText('Chi bộ 7').first().waitFor();
    await own.leave();
  });
});

describe('a transfer between two wards', () => {
  test('the branch that sends begins from the member’s page and asks for the introduction', async () => {
    const { branch5, people } = room.world.ward;
    const { page, leave } = await room.enter('an', LAPTOP, `/branches/${branch5}/members/${people.dung}`);
    await page.getByRole('heading', { name: 'Phạm Quốc Dũng' }).waitFor();
    await lookAt(page, 'members-person');
    await page.getByRole('link', { name: 'Chuyển sinh hoạt', exact: true }).click();
    await page.getByLabel('Tìm chi bộ theo tên chi bộ hoặc đảng ủy').fill('kim giang');
    await page.getByRole('radio', { name: /^Chi bộ 9/ }).check();
    await page.getByLabel(/^Lý do chuyển/).selectOption({ label: 'Thay đổi nơi cư trú' });
    await lookAt(page, 'transfers-new');
    await button(page, 'Lập thủ tục').click();
    await page.getByText('Đề nghị chuyển: còn 60 ngày làm việc').waitFor();
    await lookAt(page, 'transfers-announced');
    await button(page, 'Đề nghị chuyển').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Đề nghị chuyển' }).click();
    await dialog.getByText('Điền ô này.').first().waitFor();
    await dialog.getByLabel('Đã có bản tự kiểm điểm và quyết định kèm theo').check();
    await lookAt(page, 'transfers-request');
    await dialog.getByRole('button', { name: 'Đề nghị chuyển' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Đã đề nghị').first().waitFor();
    await leave();
  });

  test('the branch that receives knows of nothing before the introduction', async () => {
    const { page, leave } = await room.enter({ id: other.quyen }, PHONE, `/units/${other.branch}/transfers`);
    await page.getByText('Không có thủ tục nào đang làm').waitFor();
    await lookAt(page, 'transfers-none');
    await leave();
  });

  test('the committee of the branch that sends gives the introduction', async () => {
    const { page, leave } = await room.enter('minh', LAPTOP, `/units/${room.world.ward.ward}/transfers`);
    await page.getByRole('link', { name: 'Phạm Quốc Dũng' }).first().click();
    await button(page, 'Cấp giấy giới thiệu').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Giấy giới thiệu/).fill('12-GT/ĐU');
    await dialog.getByRole('button', { name: 'Cấp giấy giới thiệu' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Xuất trình giấy giới thiệu: còn 30 ngày làm việc').waitFor();
    await lookAt(page, 'transfers-introduced');
    await leave();
  });

  test('the member follows the own transfer on the phone', async () => {
    const { page, leave } = await room.enter('dung', PHONE, '/my-record');
    await page.getByRole('link', { name: 'Chuyển sinh hoạt của tôi' }).click();
    await page.getByText('Chi bộ 5 → Chi bộ 9').waitFor();
    await page.getByText(/còn 30 ngày làm việc/).waitFor();
    await lookAt(page, 'transfers-my');
    await leave();
  });

  test('the branch that receives takes the paper and then the member, on the phone', async () => {
    const { page, goto, leave } = await room.enter(
      { id: other.quyen },
      PHONE,
      `/units/${other.branch}/transfers`,
    );
    await page.getByRole('link', { name: 'Phạm Quốc Dũng' }).first().click();
    const dialog = page.getByRole('dialog');
    for (const step of ['Xuất trình giấy giới thiệu', 'Tiếp nhận']) {
      await page.getByRole('button', { name: step, exact: true }).click();
      await lookAt(page, step === 'Tiếp nhận' ? 'transfers-receive' : 'transfers-present');
      await dialog.getByRole('button', { name: step, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    await page.getByText('Đã tiếp nhận').first().waitFor();
    await lookAt(page, 'transfers-received');
    await goto(`/branches/${other.branch}/members`);
    await page.getByText('Phạm Quốc Dũng').first().waitFor();
    await page.getByRole('link', { name: 'Phạm Quốc Dũng' }).first().click();
    await page.getByRole('heading', { name: 'Phạm Quốc Dũng' }).waitFor();
    await page.getByText('Chi bộ 5').first().waitFor();
    await lookAt(page, 'members-person-after');
    await leave();
  });

  test('both sides agree afterwards: the old branch no longer has the member, both lists know the end', async () => {
    const { branch5, ward } = room.world.ward;
    const { page, goto, leave } = await room.enter('an', LAPTOP, `/branches/${branch5}/members`);
    await page.getByText('6 người trong danh sách').waitFor();
    expect(await page.getByText('Phạm Quốc Dũng').count()).toBe(0);
    await goto(`/units/${branch5}/transfers`);
    await page.getByText('Không có thủ tục nào đang làm').waitFor();
    await page.getByLabel('Hiện cả thủ tục đã xong trong 90 ngày').check();
    await page.getByRole('link', { name: 'Phạm Quốc Dũng' }).first().waitFor();
    await lookAt(page, 'transfers-closed');
    await leave();
    const officer = await room.enter({ id: other.vinh }, LAPTOP, `/units/${other.ward}/transfers`);
    await officer.page.getByLabel('Hiện cả thủ tục đã xong trong 90 ngày').check();
    await officer.page.getByText('Đã tiếp nhận').first().waitFor();
    await officer.leave();
    expect(ward).not.toBe(other.ward);
  });

  test('the officer of the city sees the member with one ward last month and with the other now, on both clocks', async () => {
    const { city, ward } = room.world.ward;
    const analyst = await makeCityOfficer();
    const thisMonth = monthOf(civilDateAt(room.world.clock.ms));
    const { page, goto, leave } = await room.enter({ id: analyst }, LAPTOP, '/');
    const members = async (month: string, clock: 'then' | 'today') => {
      await goto(`/units/${city}/months/${month}?clock=${clock}&view=children&measure=members`);
      // Every figure is a link one level down.
      const numberOf = async (unitId: string) =>
        Number(await page.locator(`a.r-figure[href*="${unitId}"][href*="measure=members"]`).innerText());
      return [await numberOf(ward), await numberOf(other.ward)];
    };
    for (const clock of ['then', 'today'] as const) {
      const [before, after] = [
        await members(addMonths(thisMonth, -1), clock),
        await members(thisMonth, clock),
      ];
      expect(before, clock).toEqual([9, 1]);
      expect(after, clock).toEqual([8, 2]);
    }
    await lookAt(page, 'transfers-dashboard');
    await leave();
  });
});

describe('a record of another unit', () => {
  test('opens with a reason, and the member reads it', async () => {
    const { people } = room.world.ward;
    const officer = await room.enter(
      { id: other.vinh },
      LAPTOP,
      `/branches/${other.branch}/members/${people.dung}`,
    );
    await officer.page.getByLabel(/^Lý do/).fill('Đối chiếu hồ sơ đảng viên mới chuyển đến');
    await lookAt(officer.page, 'members-reason');
    await button(officer.page, 'Mở hồ sơ').click();
    await officer.page.getByRole('heading', { name: 'Phạm Quốc Dũng' }).waitFor();
    // The record was refused until the reason was given: the browser notes that once.
    expect(officer.problems.map((each) => /status of (\d+)/.exec(each)?.[1])).toEqual(['409']);
    await officer.close();
    const { page, leave } = await room.enter('dung', PHONE, '/my-record');
    await page.getByText('Đối chiếu hồ sơ đảng viên mới chuyển đến').first().waitFor();
    await lookAt(page, 'members-own-record');
    await leave();
  });
});

test('members are handed over together, with minutes', async () => {
  const { ward, branch7 } = room.world.ward;
  const { page, leave } = await room.enter('minh', LAPTOP, `/units/${ward}/handovers/new`);
  const [from, to] = [
    page.getByLabel('Tìm chi bộ theo tên chi bộ hoặc đảng ủy').first(),
    page.getByLabel('Tìm chi bộ theo tên chi bộ hoặc đảng ủy').last(),
  ];
  await from.fill('chi bộ 5');
  await page.getByRole('radio', { name: /^Chi bộ 5/ }).check();
  await to.fill('chi bộ 7');
  await page.getByRole('radio', { name: /^Chi bộ 7/ }).check();
  await page.getByRole('radio', { name: 'Chọn từng người' }).check();
  await page.getByLabel('Đỗ Hương Giang').check();
  await page.getByLabel(/^Quyết định chuyển giao/).fill('31-QĐ/ĐU');
  await page.getByLabel(/^Ngày quyết định/).fill(today);
  await lookAt(page, 'handovers-new');
  await button(page, 'Bàn giao 1 đảng viên').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/1 đảng viên chuyển từ Chi bộ 5 sang Chi bộ 7/).waitFor();
  await dialog.getByRole('button', { name: 'Bàn giao 1 đảng viên' }).click();
  await page.getByRole('heading', { name: 'Danh sách bàn giao' }).waitFor();
  await lookAt(page, 'handovers-one');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Tải Word' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^Biên bản bàn giao Chi bộ 5 – Chi bộ 7 .*\.docx$/);
  await leave();
  const phone = await room.enter('lan', PHONE, `/units/${branch7}/handovers`);
  await phone.page.getByText('31-QĐ/ĐU').first().waitFor();
  await lookAt(phone.page, 'handovers-list');
  await phone.leave();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordMembership } from '../src/features/members/public.ts';
import { LAPTOP, PHONE } from './browser/open-page.ts';
import { lookAt, openRoom, type Room } from './meeting-room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

test('the operator sees how the server is doing, at both sizes', async () => {
  for (const [name, size] of [
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ] as const) {
    const { page, leave } = await room.enter('phuc', size, '/');
    await page.getByRole('link', { name: 'Xem tình trạng máy chủ' }).click();
    await page.getByRole('heading', { name: 'Tình trạng máy chủ' }).waitFor();
    await page.getByText('Mục chờ ghi').first().waitFor();
    if (size === PHONE) {
      await page.getByText('Đĩa còn trống').waitFor();
      await lookAt(page, 'operator-phone-folded');
      const slow = page.getByText(/^Chưa có câu lệnh nào|^Có \d+ lần lâu hơn/);
      expect(await slow.isVisible()).toBe(false);
      for (const part of ['Nửa giờ gần đây', 'Lúc này', 'Yêu cầu theo đường dẫn', 'Câu lệnh chậm'])
        await page.locator('summary').filter({ hasText: part }).click();
      await slow.waitFor();
    }
    await page.getByRole('img', { name: /^Yêu cầu mỗi giây: lúc này / }).waitFor();
    await page.getByText('GET /api/me', { exact: true }).first().waitFor();
    await lookAt(page, `operator-${name}`);
    await leave();
  }
  const member = await room.enter('dung', PHONE, '/');
  await member.page.getByRole('heading', { level: 1 }).first().waitFor();
  expect(await member.page.getByText('Tình trạng máy chủ').count()).toBe(0);
  await member.leave();
});

test('an operator who is a member of a branch as well finds both on the first page', async () => {
  const { branch5, people } = room.world.ward;
  await room.world.write((tx) =>
    recordMembership(tx, {
      personId: people.phuc,
      branchId: branch5,
      status: 'official',
      from: '2025-07-01',
    }),
  );
  const { page, leave } = await room.enter('phuc', PHONE, '/');
  await page.getByRole('link', { name: 'Xem tình trạng máy chủ' }).waitFor();
  await lookAt(page, 'operator-home-member');
  await page.getByRole('link', { name: 'Xem các buổi sinh hoạt của chi bộ' }).waitFor();
  await leave();
});

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Id } from '../src/kernel/ids.ts';
import { openTestWorld, type Person, type TestWorld } from '../src/testing/test-world.ts';
import {
  closeBrowser,
  expectAccessible,
  openPage,
  type PageOptions,
  screenshot,
  scrollsSideways,
} from './browser/open-page.ts';

/** A small ward with its server, and people who walk in with a device each. */
export type Room = Awaited<ReturnType<typeof openRoom>>;

export async function openRoom() {
  const world: TestWorld = await openTestWorld();
  // The browser has a clock of its own: the server's stands beside it.
  world.clock.ms = Date.now();
  const address = await world.app.server.listen({ port: 0, host: '127.0.0.1' });
  const enter = async (
    person: Person | { id: Id },
    size: { width: number; height: number } & Pick<PageOptions, 'context'>,
    path: string,
    lang: 'vi' | 'en' = 'vi',
  ) => {
    const opened = await openPage({ ...size, lang });
    await opened.context.addCookies([
      {
        name: 'goc_session',
        value: await (typeof person === 'string' ? world.sessionOf(person) : world.sessionOfId(person.id)),
        url: address,
        httpOnly: true,
      },
    ]);
    await opened.page.goto(address + path);
    return {
      ...opened,
      goto: (to: string) => opened.page.goto(address + to),
      /** Goes away; nothing may have gone wrong on the pages that this person saw. */
      leave: async () => {
        expect(opened.problems).toEqual([]);
        await opened.close();
      },
    };
  };
  const close = async () => {
    await closeBrowser();
    await world.close();
  };
  return { world, address, enter, close };
}

export type Device = Awaited<ReturnType<Room['enter']>>;

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Looks at the page with the checker and at its width, and keeps a picture of it. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, name);
}

/** Picks somebody in a field that searches while one types. */
export async function pickIn(page: Page, label: RegExp, typed: string, name: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(typed);
  await page.getByRole('option', { name }).last().click();
}

/** Goes forward until the step with this title is the one on the screen. */
export async function goTo(page: Page, title: RegExp): Promise<void> {
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

/** How far the top of the heading lies below the bars that stay in sight; less than nothing is hidden. */
export async function clearOfBars(page: Page, title: RegExp): Promise<number> {
  const bars = await page.locator('.meeting-line').boundingBox();
  const heading = await page.getByRole('heading', { level: 2, name: title }).boundingBox();
  return heading!.y - (bars!.y + bars!.height);
}

/** Puts a question to the vote by hand; everybody present agrees. */
export async function voteByHand(page: Page): Promise<void> {
  await button(page, 'Bắt đầu biểu quyết').last().click();
  await button(page, /^Tất cả \d+ người tán thành$/).click();
  await button(page, 'Công bố kết quả').click();
  await page
    .getByText(/^Đã thông qua:/)
    .last()
    .waitFor();
}

/** Begins the meeting of an open page with a recorder. */
export async function begin(page: Page, recorder: { typed: string; name: RegExp }): Promise<void> {
  await button(page, 'Bắt đầu buổi sinh hoạt').last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /Thư ký/ }).fill(recorder.typed);
  await dialog.getByRole('option', { name: recorder.name }).last().click();
  await button(page, 'Bắt đầu').last().click();
  await page
    .getByText(/^Bước 1\//)
    .first()
    .waitFor();
}

/** Takes what the record proves, then gives full points to the rest, part by part as the sheet opens them. */
export async function fillSheet(page: Page): Promise<void> {
  await button(page, /^Nhận \d+ điểm máy đề nghị$/).click();
  const left = page.getByRole('heading', { level: 3 }).getByRole('button', { name: /chưa chấm \d+/ });
  while ((await left.count()) > 0) {
    if ((await left.first().getAttribute('aria-expanded')) === 'false') await left.first().click();
    await pressAll(page, /^Cho điểm tối đa: /);
  }
}

/** Presses each of these buttons; each goes away with its own press. */
export async function pressAll(page: Page, name: RegExp): Promise<void> {
  const all = page.getByRole('button', { name });
  for (let left = await all.count(); left > 0; left = await all.count()) {
    const label = await all.first().getAttribute('aria-label');
    await all.first().click();
    await page.getByRole('button', { name: label ?? '', exact: true }).waitFor({ state: 'detached' });
  }
}

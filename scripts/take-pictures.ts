// Takes the pictures of the README anew: a demo of its own, its people on laptop and phone, a meeting under way.
// Everybody in them is invented. The pictures land in docs/pictures; look at them before they are committed.
//
//   npm run pictures                 all of them
//   npm run pictures -- --plans      those of plans and proposals alone
//   npm run pictures -- --above      those of a followed task and of the operator alone

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../e2e/browser/chromium.ts';
import { inventPeople, makeFile, makeTable } from '../src/features/members/testing/member-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'docs/pictures');
const LAPTOP = { width: 1280, height: 1000 };
const PHONE = { width: 360, height: 740 };

type DemoPerson = { personId: string; fullName: string };
type Home = { meetings: { id: string }[] };
type Me = { posts: { unitId: string }[]; memberships: { branchId: string }[] };
type Meetings = { meetings: { id: string; stage: string }[] };

/** A server with the demo, or with what the seed command makes of these words, in a folder that is thrown away. */
async function startDemo(seed?: string[]): Promise<{ address: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'goc-pictures-'));
  const env = { ...process.env, GOC_DATA: join(folder, 'data'), GOC_DEMO: '1', PORT: '0', DATABASE_URL: '' };
  const goc = join(root, 'bin/goc.mjs');
  if (seed) {
    const seeding = spawn(process.execPath, [goc, 'seed', ...seed], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = await once(seeding, 'close');
    if (code !== 0) throw new Error('The seed failed.');
  }
  const child = spawn(process.execPath, [goc, 'start', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { address } = JSON.parse(line.toString()) as { address: string };
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'close');
    await rm(folder, { recursive: true });
  };
  return { address, stop };
}

async function enter(browser: Browser, address: string, personId: string, size: typeof LAPTOP) {
  const context = await browser.newContext({
    viewport: size,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
    hasTouch: size.width < 600,
  });
  await context.request.post(`${address}/api/demo/enter`, { data: { personId } });
  const page = await context.newPage();
  const get = async <T>(path: string): Promise<T> =>
    (await (await context.request.get(address + path)).json()) as T;
  const goto = (path: string) => page.goto(address + path);
  return { page, get, goto, close: () => context.close() };
}

async function keep(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(target, `${name}.png`), animations: 'disabled' });
  process.stderr.write(`${name}.png\n`);
}

/** Scrolls so that this stands right under the bar at the top. */
async function showFromTop(page: Page, place: Locator): Promise<void> {
  await place.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.evaluate(() => window.scrollBy(0, -100));
}

/** Goes forward until the step with this title is on the screen. */
async function goTo(page: Page, title: RegExp): Promise<void> {
  const heading = page.getByRole('heading', { level: 2, name: title });
  const place = page.getByText(/^Bước \d+\/\d+$/).first();
  while (!(await heading.isVisible())) {
    const before = await place.innerText();
    await page.getByRole('button', { name: /^Xong bước này/ }).click();
    // A tap that came too soon after the one before counts as the same one.
    await page
      .getByText(before, { exact: true })
      .waitFor({ state: 'detached', timeout: 1_500 })
      .catch(() => undefined);
  }
  await heading.scrollIntoViewIfNeeded();
}

const OPINIONS = [
  'Vỉa hè trước chợ vẫn bị lấn chiếm sau 17 giờ; đề nghị phân công người nhắc nhở theo từng ngõ.',
  'Đề nghị kẻ vạch và vận động từng hộ kinh doanh ký cam kết trước ngày 10.',
  'Nhất trí; cần báo kết quả bằng con số ở kỳ sinh hoạt sau.',
];

/** A district with its wards: groupings are looked for, and one of them becomes a plan. */
async function takePlans(browser: Browser): Promise<void> {
  const district = await startDemo(['--scale', 'district', '--district', '001', '--journal-months', '0']);
  try {
    const people = await peopleOf(district.address);
    const officer = people.find(({ unitName, post }) => /quận Ba Đình$/.test(unitName) && post === 'officer');
    if (!officer) throw new Error('The district has no officer.');
    const desk = await enter(browser, district.address, officer.personId, LAPTOP);
    const { page } = desk;
    const unitId = (await desk.get<Me>('/api/me')).posts[0]?.unitId;
    await desk.goto(`/units/${unitId}/proposals`);
    await page.getByRole('button', { name: 'Tìm lựa chọn' }).click();
    await page.waitForURL(/\/proposals\/.+/);
    const map = page.getByRole('heading', { name: /^Bản đồ lựa chọn/ });
    await map.waitFor();
    await showFromTop(page, map);
    await keep(page, 'proposal');
    await page.getByRole('button', { name: 'Lập phương án từ lựa chọn này' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('Sắp xếp các phường của quận');
    await dialog.getByRole('button', { name: 'Tạo bản nháp', exact: true }).click();
    const consequences = page.getByRole('heading', { name: 'Sẽ thay đổi những gì' });
    await consequences.waitFor();
    await showFromTop(page, consequences);
    await keep(page, 'plan');
    await desk.close();
  } finally {
    await district.stop();
  }
}

const peopleOf = async (address: string) =>
  (
    (await (await fetch(`${address}/api/demo/people`)).json()) as {
      people: (DemoPerson & { unitName: string; post: string | null })[];
    }
  ).people;

/** A task of the scheme as the city follows it down to the branches, and the operator's half hour. */
async function takeFromAbove(browser: Browser, address: string): Promise<void> {
  const people = await peopleOf(address);
  const officer = people.find(({ unitName, post }) => post === 'officer' && unitName.startsWith('Thành ủy'));
  const operator = people.find(({ post }) => post === 'operator');
  if (!officer || !operator) throw new Error('The demo has no officer of the city, or no operator.');

  const desk = await enter(browser, address, officer.personId, LAPTOP);
  const unitId = (await desk.get<Me>('/api/me')).posts[0]?.unitId;
  await desk.goto(`/units/${unitId}/assignments`);
  await desk.page.getByRole('link', { name: /^Đảng viên dự sinh hoạt hằng tháng từ 90%/ }).click();
  const progress = desk.page.getByRole('heading', { name: 'Đến đâu rồi' });
  await progress.waitFor();
  await showFromTop(desk.page, progress);
  await keep(desk.page, 'followed-task');

  // The lines of the operator's page have a point for every ten seconds: somebody works for a minute.
  const until = Date.now() + 70_000;
  while (Date.now() < until)
    for (const path of ['/', `/units/${unitId}/assignments`, `/units/${unitId}/months`]) {
      await desk.goto(path);
      await desk.page.waitForLoadState('networkidle');
    }
  await desk.close();

  const machine = await enter(browser, address, operator.personId, LAPTOP);
  await machine.goto('/operator');
  await machine.page.getByRole('img', { name: /^Yêu cầu mỗi giây: lúc này / }).waitFor();
  await keep(machine.page, 'operator');
  await machine.close();
}

const browser = await launchChromium();
await mkdir(target, { recursive: true });
if (process.argv.includes('--plans')) {
  await takePlans(browser).finally(() => browser.close());
  process.exit(0);
}
const demo = await startDemo();
if (process.argv.includes('--above')) {
  await takeFromAbove(browser, demo.address).finally(() => browser.close());
  await demo.stop();
  process.exit(0);
}
try {
  const people: DemoPerson[] = await peopleOf(demo.address);
  const [secretary, deputy, member, , , officer] = people as [
    DemoPerson,
    DemoPerson,
    DemoPerson,
    DemoPerson,
    DemoPerson,
    DemoPerson,
  ];
  const laptop = await enter(browser, demo.address, secretary.personId, LAPTOP);
  const phone = await enter(browser, demo.address, member.personId, PHONE);
  const { page } = laptop;
  const branchId = (await laptop.get<Me>('/api/me')).memberships[0]?.branchId;
  const meetingId = (await laptop.get<Home>('/api/me/home')).meetings[0]?.id;
  const meeting = `/meetings/${meetingId}`;

  await laptop.goto('/');
  await page.getByRole('heading', { name: 'Việc đang chờ đồng chí' }).waitFor();
  await keep(page, 'secretary-home');

  await laptop.goto(`/branches/${branchId}/members/import`);
  const table = makeTable('two header rows, merged, column numbers, signatures', inventPeople(40, 11));
  const file = await makeFile(table, { kind: 'xlsx', font: 'tcvn3' });
  await page.setInputFiles('input[type=file]', {
    name: 'danh-sach.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(file.bytes),
  });
  const verdicts = page.getByRole('heading', { name: 'Từng dòng sẽ ra sao' });
  await verdicts.waitFor();
  await page.getByRole('radio', { name: 'Tất cả' }).first().check();
  await showFromTop(page, verdicts);
  await keep(page, 'import');

  await laptop.goto(meeting);
  await page.getByRole('heading', { name: /^Chuẩn bị sinh hoạt/ }).waitFor();
  await keep(page, 'prepare');

  await page.getByRole('button', { name: 'Bắt đầu buổi sinh hoạt' }).last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /Thư ký/ }).fill(deputy.fullName);
  await dialog.getByRole('option', { name: deputy.fullName }).last().click();
  await page.getByRole('button', { name: 'Bắt đầu' }).last().click();
  await page
    .getByText(/^Bước 1\//)
    .first()
    .waitFor();

  await goTo(page, /Điểm danh/);
  await phone.goto(meeting);
  await phone.page.getByRole('button', { name: 'Tôi có mặt' }).waitFor();
  await keep(phone.page, 'member-roll-call');
  await phone.page.getByRole('button', { name: 'Tôi có mặt' }).click();
  await page.getByText('tự báo').first().waitFor();
  for (const tick of await page.getByRole('button', { name: /^Có mặt: / }).all())
    if ((await tick.getAttribute('aria-pressed')) !== 'true') await tick.click();
  await page.evaluate(() => window.scrollTo(0, 0));
  await keep(page, 'roll-call');

  await goTo(page, /^Thảo luận/);
  for (const [at, opinion] of OPINIONS.entries()) {
    const speaker = people[[2, 1, 3][at] ?? 2]?.fullName ?? '';
    await page
      .getByRole('button', { name: new RegExp(speaker) })
      .first()
      .click();
    await page.getByLabel('Nội dung ý kiến').fill(opinion);
    await page.getByRole('button', { name: 'Ghi ý kiến' }).click();
    await phone.page.getByText(opinion).first().waitFor();
  }
  await phone.page
    .getByText(OPINIONS[2] ?? '')
    .first()
    .scrollIntoViewIfNeeded();
  await keep(phone.page, 'member-discussion');

  const held = await laptop.get<Meetings>(`/api/branches/${branchId}/meetings`);
  const closed = held.meetings.find((one) => one.stage === 'closed')?.id;
  await laptop.goto(`/meetings/${closed}`);
  const tab = page.getByRole('tab', { name: 'Biên bản' });
  await tab.waitFor();
  await showFromTop(page, tab);
  await keep(page, 'minutes');

  for (const [size, name] of [
    [LAPTOP, 'ward-month'],
    [PHONE, 'ward-month-phone'],
  ] as const) {
    const desk = await enter(browser, demo.address, officer.personId, size);
    const unitId = (await desk.get<Me>('/api/me')).posts[0]?.unitId;
    await desk.goto(`/units/${unitId}/months`);
    await desk.page.getByText('Cần đồng chí xem').first().waitFor();
    await keep(desk.page, name);
    await desk.close();
  }
  await takeFromAbove(browser, demo.address);
  await takePlans(browser);
} finally {
  await browser.close();
  await demo.stop();
}

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Device as Hand, plan } from '../src/features/meetings/testing/hold-meeting.ts';
import { recordMembership, recordPerson } from '../src/features/members/public.ts';
import { inventPeople } from '../src/features/members/testing/member-files.ts';
import { civilDateAt, monthOf } from '../src/kernel/civil-date.ts';
import { type Id, newId } from '../src/kernel/ids.ts';
import { wordsOfPdf } from '../src/platform/documents/pdf-words.ts';
import { LAPTOP, PHONE } from './browser/open-page.ts';
import { button, type Device, goTo, lookAt, openRoom, type Room } from './meeting-room.ts';

// The largest branch that was read about has 166 members. Its secretary's screen answers a tap as fast as a small
// branch's: the browser's own measure, Event Timing, from the tap or key to the next paint.

const MEMBERS = 166;
const OPINIONS = 60;
/** What people feel as at once; the limit of “good” for the measure. */
const AT_ONCE_MS = 200;
/** A tap on an empty page on a machine that is fit to be measured on; a slower machine gets as much more. */
const FIT_FLOOR_MS = 24;

let room: Room;
let secretary: Device;
let slowness = 1;
type Figure = { taps: number; median: number; inp: number; slowest: number };
const figures: Record<string, Figure> = {};
/** Every interaction that the browser told of, measure by measure: the trace of the run. */
const trace: Record<string, Seen[]> = {};

beforeAll(async () => {
  room = await openRoom();
  const { world } = room;
  const { branch5, people } = world.ward;
  const now = world.clock.now();
  const today = civilDateAt(now);
  const others: Id[] = [];
  await world.write(async (tx) => {
    for (const { fullName } of inventPeople(MEMBERS - 7, 9)) {
      const personId = await recordPerson(
        tx,
        { fullName, birth: { date: '1960-05-19', precision: 'day' } },
        now,
      );
      await recordMembership(tx, { personId, branchId: branch5, status: 'official', from: '2025-07-01' });
      others.push(personId);
    }
  });
  const id = await plan(world, { month: monthOf(today), plannedOn: today });
  const hand = new Hand(world, 'an', id);
  await hand.say(
    { kind: 'meeting-started', payload: { chairId: people.an, heldOn: today, startedAt: now } },
    { kind: 'recorder-appointed', payload: { memberId: people.chi } },
  );
  // Most have come; the rest is left to be ticked.
  const here = others.slice(0, 120);
  await hand.say(
    ...here.map((memberId) => ({
      kind: 'attendance-marked' as const,
      payload: { memberId, presence: 'present' as const, method: 'secretary' as const },
    })),
  );
  await hand.say(
    ...here.slice(0, OPINIONS).map((speakerId, n) => ({
      kind: 'opinion-recorded' as const,
      payload: {
        opinionId: newId(now),
        speakerKind: 'member' as const,
        speakerId,
        step: 'discussion',
        nature: 'opinion' as const,
        text: `Ý kiến thứ ${n + 1}: đề nghị chi ủy phân công rõ người theo dõi từng ngõ, báo cáo vào buổi sinh hoạt tháng sau, và công khai kết quả ở bảng tin nhà văn hóa để nhân dân theo dõi.`,
      },
    })),
  );
  secretary = await room.enter('an', LAPTOP, `/meetings/${id}`);
});
afterAll(async () => {
  const folder = fileURLToPath(new URL('../.goc/figures/', import.meta.url));
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}large-branch.json`, JSON.stringify({ slowness, figures, trace }, null, 1));
  await room.close();
});

type Seen = { interactionId: number; name: string; at: number; duration: number };
type Watched = Window & { seen?: Seen[] };

/** From now on the page notes every tap and key with the time to its next paint. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const seen: Seen[] = [];
    (window as Watched).seen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const {
          interactionId = 0,
          name,
          startTime,
          duration,
        } = entry as PerformanceEntry & {
          interactionId?: number;
        };
        if (interactionId > 0) seen.push({ interactionId, name, at: Math.round(startTime), duration });
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });

/** Does something some times over, and sums up its interactions; `act` says how many it made. */
async function measure(
  page: Page,
  name: string,
  times: number,
  act: (n: number) => Promise<number>,
): Promise<Figure> {
  await page.evaluate(() => {
    (window as Watched).seen!.length = 0;
  });
  let made = 0;
  for (let n = 0; n < times; n++) made += await act(n);
  const seen = await page.evaluate(async () => {
    // What was painted last is told a moment later.
    for (let frames = 0; frames < 3; frames++)
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return (window as Watched).seen!;
  });
  const byInteraction = new Map<number, number>();
  for (const { interactionId, duration } of seen)
    byInteraction.set(interactionId, Math.max(duration, byInteraction.get(interactionId) ?? 0));
  // The browser keeps silent about what was faster than it measures.
  const taken = [...byInteraction.values()];
  while (taken.length < made) taken.push(8);
  taken.sort((a, b) => a - b);
  trace[name] = seen;
  return {
    taps: taken.length,
    median: taken[Math.floor(taken.length / 2)]!,
    slowest: taken.at(-1)!,
    // The slowest, of which one in twenty is left to what else the machine is doing.
    inp: taken[taken.length - 1 - Math.floor(taken.length / 20)]!,
  };
}

/** As often as a busy machine may spoil a measure. What is slow by itself is slow every time. */
const TRIES = 5;

/** Measures until the machine lets the page be measured, and keeps the best of it. */
async function atItsBest(page: Page, name: string, times: number, act: (n: number) => Promise<number>) {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const figure = await measure(page, name, times, (n) => act(attempt * times + n));
    const best = figures[name];
    if (best === undefined || figure.inp < best.inp) figures[name] = figure;
    if (figure.inp < AT_ONCE_MS * slowness) return;
  }
}

describe(`a meeting of ${MEMBERS} members with ${OPINIONS} opinions`, () => {
  test('is measured beside an empty page of the same browser', async () => {
    const page = await secretary.context.newPage();
    await page.setContent('<button>quick</button><button>slow</button>');
    await page.evaluate((ms) => {
      const [quick, slow] = document.querySelectorAll('button');
      quick!.onclick = () => quick!.append('.');
      slow!.onclick = () => {
        const until = performance.now() + ms;
        while (performance.now() < until);
        slow!.append('.');
      };
    }, AT_ONCE_MS);
    await watch(page);
    const tap = (name: string) => async () => {
      await page.getByRole('button', { name }).click();
      return 1;
    };
    const floor = await measure(page, 'empty page', 40, tap('quick'));
    slowness = Math.max(1, floor.median / FIT_FLOOR_MS);
    // The measure itself: what is slow is seen as slow.
    expect((await measure(page, 'slow page', 3, tap('slow'))).median).toBeGreaterThanOrEqual(AT_ONCE_MS);
    await page.close();
  });

  test('ticks the roll call', async () => {
    const { page } = secretary;
    await goTo(page, /Điểm danh/);
    await watch(page);
    const lines = page.locator('li').filter({ has: page.getByRole('button', { name: /^Có mặt: / }) });
    await atItsBest(page, 'tick', 20, async (n) => {
      const mark = lines
        .nth(100 + (n % 40))
        .getByRole('button', { name: /^(Có mặt|Vắng không lý do): /, pressed: false })
        .first();
      const name = await mark.getAttribute('aria-label');
      await mark.click();
      await page.getByRole('button', { name: name!, exact: true, pressed: true }).waitFor();
      return 1;
    });
  });

  test('opens the list of speakers, types and records an opinion', async () => {
    const { page } = secretary;
    await goTo(page, /^Thảo luận/);
    await page.getByText(`${OPINIONS} ý kiến`).first().waitFor();
    await lookAt(page, 'large-branch-discussion');
    const chips = page.getByRole('group', { name: /có mặt/ }).getByRole('button');
    const text = page.getByLabel('Nội dung ý kiến');
    const pick = (n: number) => chips.nth(60 + (n % 50)).click();
    await atItsBest(page, 'speakers', 10, async (n) => {
      await pick(n);
      await button(page, 'Đổi người').click();
      await chips.first().waitFor();
      return 2;
    });
    await pick(0);
    await atItsBest(page, 'typing', 1, async () => {
      const said = 'Đề nghị công khai kết quả ở bảng tin';
      await text.fill('');
      await text.pressSequentially(said);
      return said.length;
    });
    await button(page, 'Đổi người').click();
    await atItsBest(page, 'opinion', 10, async (n) => {
      await pick(n);
      await text.fill(`Nhất trí với báo cáo, lần ${n}`);
      await button(page, 'Ghi ý kiến').click();
      await page.getByText('Người phát biểu', { exact: true }).waitFor();
      return 2;
    });
    await atItsBest(page, 'search', 1, async () => {
      const search = page.getByLabel('Tìm người phát biểu');
      await search.fill('');
      await search.pressSequentially('nguyen thi hoa');
      return 14;
    });
  });

  test('keeps the last opinions in sight on a phone, and the earlier ones one tap away', async () => {
    const { pathname } = new URL(secretary.page.url());
    const { page, leave } = await room.enter('an', PHONE, pathname);
    const earlier = button(page, /^\d+ ý kiến trước đó$/);
    const withdraw = page.getByRole('button', { name: /^Rút ý kiến/ });
    await earlier.waitFor();
    expect(await withdraw.count()).toBe(3);
    await lookAt(page, 'large-branch-discussion-phone');
    await earlier.click();
    await button(page, 'Chỉ hiện các ý kiến cuối').waitFor();
    expect(await withdraw.count()).toBeGreaterThanOrEqual(OPINIONS);
    await leave();
  });

  test('answers at once', () => {
    const limit = AT_ONCE_MS * slowness;
    const words = Object.entries(figures).map(
      ([name, { taps, median, inp, slowest }]) =>
        `${name}: ${inp} ms of ${taps} (median ${median}, slowest ${slowest})`,
    );
    console.info(`Interaction to next paint, limit ${limit} ms. ${words.join('; ')}`);
    expect(Object.keys(figures)).toEqual(['tick', 'speakers', 'typing', 'opinion', 'search']);
    expect(Object.entries(figures).filter(([, { inp }]) => inp >= limit)).toEqual([]);
  });
});

test('its list says on every sheet of paper what stands in which column', async () => {
  const { page, leave } = await room.enter('an', LAPTOP, `/branches/${room.world.ward.branch5}/members`);
  await page.getByRole('columnheader', { name: 'Diện sinh hoạt' }).waitFor();
  const printed = await page.pdf({ preferCSSPageSize: true });
  const sheets = printed.toString('latin1').match(/\/Type\s*\/Page[^s]/g)!.length;
  expect(sheets).toBeGreaterThan(2);
  const words = (await wordsOfPdf(new Uint8Array(printed)))!;
  expect(words.split('Diện sinh hoạt').length - 1).toBe(sheets);
  await leave();
});

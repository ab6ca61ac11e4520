import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchChromium } from './chromium.ts';

/** The two sizes at which every screen is looked at. */
export const PHONE = { width: 360, height: 740 } as const;
export const LAPTOP = { width: 1280, height: 800 } as const;

export type PageOptions = {
  width?: number;
  height?: number;
  /** Language of the pages, as if the person had chosen it on this device before; Vietnamese without a choice. */
  lang?: 'vi' | 'en';
  /** Size of the browser's own text, 1 = 16 px: for the large-text setting. */
  textScale?: number;
  context?: BrowserContextOptions;
};

export type OpenedPage = {
  page: Page;
  context: BrowserContext;
  /** Uncaught errors and error lines of the console, in order. A good page leaves none. */
  problems: string[];
  close(): Promise<void>;
};

let running: Promise<Browser> | undefined;

/** The one browser of this test file, started on first use. */
export const theBrowser = (): Promise<Browser> => {
  running ??= launchChromium();
  return running;
};

/** Call in `afterAll`. */
export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = undefined;
  await browser?.close();
}

/** A page in a context of its own: own cookies, own storage, as another person on another device. */
export async function openPage(options: PageOptions = {}): Promise<OpenedPage> {
  const { width = LAPTOP.width, height = LAPTOP.height, lang = 'vi', textScale = 1 } = options;
  const browser = await theBrowser();
  const context = await browser.newContext({
    viewport: { width, height },
    locale: lang === 'vi' ? 'vi-VN' : 'en-GB',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
    hasTouch: width < 600,
    // Only a journey about the time without a network keeps the pages on the device.
    serviceWorkers: 'block',
    ...options.context,
  });
  if (lang === 'en') await context.addInitScript(() => localStorage.setItem('goc.language', 'en'));
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (line) => {
    if (line.type() === 'error') problems.push(`console: ${line.text()} (${line.location().url})`);
  });
  if (textScale !== 1) {
    const session = await context.newCDPSession(page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: Math.round(16 * textScale) } });
  }
  return { page, context, problems, close: () => context.close() };
}

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Fails with a readable list when axe finds a break of WCAG 2.2 level A or AA on the page as it stands.
 * `within` narrows it to one part, as a CSS selector.
 */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags(WCAG_22_AA);
  const { violations, passes } = await (within ? builder.include(within) : builder).analyze();
  const found = violations.flatMap((violation) =>
    violation.nodes.map(
      (node) =>
        `${violation.id} (${violation.impact ?? 'unrated'}): ${violation.help}\n` +
        `    ${node.target.join(' ')}\n    ${node.failureSummary?.replaceAll('\n', '\n    ') ?? ''}`,
    ),
  );
  expect(found, `Accessibility of ${page.url()}:\n${found.join('\n')}`).toEqual([]);
  expect(passes.length, `axe checked nothing on ${page.url()}`).toBeGreaterThan(0);
}

/** True when the page scrolls sideways: content wider than the window. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

const pictures = fileURLToPath(new URL('../../.goc/pictures/', import.meta.url));

/** Keeps a picture of the whole page as `.goc/pictures/NAME.png`; gives its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`A picture's name is kebab-case, not "${name}".`);
  await mkdir(pictures, { recursive: true });
  const path = join(pictures, `${name}.png`);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  return path;
}

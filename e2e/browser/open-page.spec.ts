import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeBrowser, expectAccessible, openPage, PHONE, screenshot, scrollsSideways } from './open-page.ts';

// The harness itself: a check that cannot fail would make every journey's check worthless.

const good = `<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Chi bộ</title>
<main><h1>Sinh hoạt chi bộ thường kỳ</h1><p>Nghị quyết, đảng viên, Đặng Thị Hường</p></main></html>`;
const bad = `<!doctype html><html><meta charset="utf-8"><title>x</title>
<main style="width:3000px"><img src="/x.png"><button></button></main>
<script>throw new Error('hỏng')</script></html>`;

let address = '';
const server = createServer((request, answer) => {
  const page = { '/good': good, '/bad': bad }[request.url ?? ''];
  answer.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(page);
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(async () => {
  await closeBrowser();
  server.close();
});

test('a sound page passes, leaves no problems and gives a picture', async () => {
  const { page, problems, close } = await openPage({ ...PHONE });
  await page.goto(`${address}/good`);
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  expect(problems.filter((p) => !p.includes('favicon'))).toEqual([]);
  expect((await stat(await screenshot(page, 'harness-good'))).size).toBeGreaterThan(1_000);
  expect(await page.evaluate(() => [navigator.language, innerWidth])).toEqual(['vi-VN', 360]);
  await close();
});

test('a faulty page is caught by each check', async () => {
  const { page, problems, close } = await openPage({ ...PHONE });
  await page.goto(`${address}/bad`);
  await expect(expectAccessible(page)).rejects.toThrow(
    /image-alt[\s\S]*button-name|button-name[\s\S]*image-alt/,
  );
  expect(await scrollsSideways(page)).toBe(true);
  expect(problems.join('\n')).toContain('hỏng');
  await close();
});

test('larger text in the browser is larger text on the page', async () => {
  const { page, close } = await openPage({ textScale: 2 });
  await page.goto(`${address}/good`);
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('p')!).fontSize)).toBe('32px');
  await close();
});

test('the browser cannot reach another machine', async () => {
  const { page, close } = await openPage();
  await expect(page.goto('http://example.org/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  await close();
});

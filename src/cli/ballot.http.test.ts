import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Paper } from '#features/ballots/contract.ts';
import { Authority } from '#features/ballots/testing/fill-box.ts';
import { runGoc } from './testing/run-goc.ts';

// As a member runs it at home: a file and nothing else. The settings name a database that is not there.

const NOWHERE = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' };
const paper: Paper = { kind: 'question' };

let folder: string;
let box: Awaited<ReturnType<Authority['box']>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goc-box-'));
  const authority = new Authority('019cac0f-2680-7000-8000-0000000000b1');
  box = await authority.box(await Promise.all(['y', 'y', 'n'].map((marks) => authority.slip(marks))), paper);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = async (name: string, text: string) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const canonical = (value: object): string =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
const verify = (...args: string[]) => runGoc(['ballot', 'verify', ...args], NOWHERE);

test('a true box is accepted without a database, with its count and its phrases', async () => {
  const path = await file('hom.json', canonical(box));
  const { code, json } = await verify(path, '--json');
  expect(code).toBe(0);
  expect(json).toMatchObject({
    isRight: true,
    faults: [],
    tokens: 3,
    tally: { returned: 3, lines: { yes: 2, no: 1 } },
    result: { needed: 3, base: 5, outcome: { kind: 'not-adopted' } },
  });
  expect(json.phrases).toHaveLength(3);
  const spoken = await verify(path, '--sha256', json.sha256);
  expect([spoken.code, spoken.out]).toEqual([0, expect.stringContaining('đếm lại khớp')]);
});

test.each<[string, (copy: typeof box) => unknown, string]>([
  [
    'a choice that was changed',
    ({ slips }) => Object.assign(slips[0]!, { marks: slips[0]!.marks === 'y' ? 'n' : 'y' }),
    'vote-changed',
  ],
  ['a slip that was taken out', ({ slips }) => slips.pop(), 'tally-differs'],
  ['another question', (copy) => Object.assign(copy, { question: 'Câu hỏi khác' }), 'seal-broken'],
])('%s is named and ends with 1', async (_, change, fault) => {
  const copy = structuredClone(box);
  change(copy);
  const { code, json } = await verify(await file('sua.json', canonical(copy)), '--json');
  expect(code).toBe(1);
  expect(json.faults.map((each: { fault: string }) => each.fault)).toContain(fault);
});

test('the wrong file, the wrong hash and no file at all are told apart', async () => {
  const other = await verify(await file('khac.json', '{"minutes":1}'), '--json');
  expect([other.code, other.json.faults[0].fault]).toEqual([1, 'not-a-box']);
  const path = await file('hom.json', canonical(box));
  const hash = await verify(path, '--sha256', 'ffff ffff ffff ffff', '--json');
  expect([hash.code, hash.json.faults[0].fault]).toEqual([1, 'other-hash']);
  const missing = await verify(join(folder, 'khong-co.json'), '--json');
  expect([missing.code, missing.json.error.code]).toEqual([1, 'cli.no-such-file']);
});

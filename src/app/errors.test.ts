import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ErrorRow, factsIn, fillFacts } from '#kernel/error-table.ts';
import { platformErrors } from '#platform/http/platform-errors.ts';
import { allRoutes } from './authority/draw-authority.ts';
import { features } from './features.ts';

// Every refusal that the code can give has one row with words in both languages, and every row is used.

const tables: [string, Record<string, ErrorRow>][] = [
  ['platform', platformErrors],
  ...features.map((feature): [string, Record<string, ErrorRow>] => [feature.name, feature.errors]),
];
const known = tables.flatMap(([, table]) => Object.entries(table));
const codes = known.map(([code]) => code);
const prefixes = new Set(codes.map((code) => code.split('.')[0]!));

const src = fileURLToPath(new URL('..', import.meta.url));
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(tsx?|mjs)$/.test(path) && !/\.test\.tsx?$|\/testing\/|(^|\/)ui(-kit)?\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));
const tableFiles = /(^|\/)([a-z-]*errors)\.ts$/;
const code = sources.filter(({ path }) => !tableFiles.test(path)).map(({ text }) => text);

const factsOf = (sentence: string) =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();

test('no code stands in two tables', () => {
  expect(codes.length).toBeGreaterThan(80);
  expect(codes.filter((each, at) => codes.indexOf(each) !== at)).toEqual([]);
});

describe.each(known)('%s', (_, row) => {
  test('says in both languages what is wrong and what to do, with the same facts', () => {
    for (const sentence of [row.vi, row.en, ...(row.wayOut ? [row.wayOut.vi, row.wayOut.en] : [])]) {
      expect(sentence.trim()).toBe(sentence);
      expect(sentence.length).toBeGreaterThan(5);
      expect(sentence).toMatch(/^["“]?[\p{Lu}\p{N}{]/u);
      expect(sentence.replaceAll(/\{\{\w+\}\}/g, '')).not.toMatch(/[{}]/);
    }
    expect(row.vi).not.toBe(row.en);
    // A language may leave a fact out where its grammar says it otherwise, and may not ask for another.
    expect(factsOf(row.en)).toEqual(factsOf(row.vi));
    if (row.wayOut) expect(factsOf(row.wayOut.en)).toEqual(factsOf(row.wayOut.vi));
  });
});

test('every code that is refused with has its row', () => {
  const given = code.flatMap((text) => [
    ...[...text.matchAll(/\b(?:code|fault): ?\n? *'([a-z]+\.[a-z-]+)'/g)].map(([, each]) => each!),
    ...[...text.matchAll(/\b(?:refusal|refuse|no|deny|fail)\(\s*'([a-z]+\.[a-z-]+)'/g)].map(
      ([, each]) => each!,
    ),
  ]);
  expect(given.length).toBeGreaterThan(60);
  const unknown = given.filter((each) => !each.startsWith('cli.') && !codes.includes(each));
  expect([...new Set(unknown)]).toEqual([]);
});

test('every row is refused with somewhere', () => {
  const all = code.join('\n');
  // The reader of spreadsheets answers from a thread of its own with the second half of the code.
  const words = (each: string) => [`'${each}'`, `'${each.replace('spreadsheet.', '')}'`];
  expect(codes.filter((each) => !words(each).some((word) => all.includes(word)))).toEqual([]);
});

test('routes name codes that exist', () => {
  const named = allRoutes.flatMap((route) => route.errors ?? []);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((each) => !codes.includes(each))).toEqual([]);
});

test('a code begins with the place it comes from', () => {
  const strays = tables.flatMap(([name, table]) =>
    Object.keys(table).filter((each) => !each.startsWith(`${name}.`) && !each.startsWith('spreadsheet.')),
  );
  expect(strays).toEqual([]);
  expect(prefixes.has('spreadsheet')).toBe(true);
});

test('facts are filled in, and one that is missing leaves nothing behind', () => {
  expect(fillFacts('Tháng {{month}} đã khóa {{by}}.', { month: '02/2026' })).toBe('Tháng 02/2026 đã khóa .');
});

test('a fact that has words of its own in English is said in them', () => {
  const facts = { condition: 'Có mất đoàn kết', conditionEn: 'There is disunity', count: 2 };
  const said = (language: 'vi' | 'en') => fillFacts('{{condition}} ({{count}})', factsIn(language, facts));
  expect([said('vi'), said('en')]).toEqual(['Có mất đoàn kết (2)', 'There is disunity (2)']);
  expect(factsIn('en', undefined)).toBeUndefined();
});

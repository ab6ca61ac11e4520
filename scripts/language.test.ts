import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// docs/language.md promises that the words stand in the code. This keeps the promise.

const root = fileURLToPath(new URL('..', import.meta.url));

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
  .join('\n');

/** Words in backquotes in the tables: types, values, tables, schemas, addresses. */
const promised = readFileSync(join(root, 'docs/language.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1]!));

test('the glossary names something', () => {
  expect(promised.length).toBeGreaterThan(50);
});

test.each([...new Set(promised)])('%s stands in the code', (word) => {
  const before = word.startsWith('/') ? '' : '(?<![\\w-])';
  const exact = new RegExp(`${before}${word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\w-])`);
  expect(exact.test(sources), `${word} is in docs/language.md and nowhere in src`).toBe(true);
});

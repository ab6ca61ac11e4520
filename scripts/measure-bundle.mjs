// Builds the pages and says how much JavaScript each one makes a browser load, compressed by gzip:
// the entry with everything it imports at once, plus the page's own file and what that imports.
// Ends with 1 when a page is over its budget.
//
//   node scripts/measure-bundle.mjs                      every page
//   node scripts/measure-bundle.mjs --page home-page     pages whose file has this in its path
//   --no-build   measure what dist/client already holds      --limit 180      --json

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const { values: options } = parseArgs({
  options: {
    page: { type: 'string' },
    limit: { type: 'string', default: '180' },
    'no-build': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const limit = Number(options.limit);

if (!options['no-build']) {
  const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

/** @type {Record<string, { file: string, isEntry?: boolean, isDynamicEntry?: boolean, imports?: string[] }>} */
const manifest = JSON.parse(readFileSync(`${root}dist/client/.vite/manifest.json`, 'utf8'));

/** The files that a browser fetches for these chunks before the page is there. */
const filesOf = (keys) => {
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  for (const key of keys) visit(key);
  return new Set([...seen].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')));
};
const weights = new Map();
const weightOf = (file) => {
  if (!weights.has(file))
    weights.set(file, gzipSync(readFileSync(`${root}dist/client/${file}`), { level: 9 }).length);
  return weights.get(file);
};
const kilobytes = (files) =>
  Math.round([...files].reduce((sum, file) => sum + weightOf(file), 0) / 102.4) / 10;

const entries = Object.keys(manifest).filter((key) => manifest[key].isEntry);
const pages = Object.keys(manifest)
  .filter((key) => manifest[key].isDynamicEntry && (!options.page || key.includes(options.page)))
  .map((key) => ({ page: key, kB: kilobytes(filesOf([...entries, key])) }))
  .sort((a, b) => b.kB - a.kB);
const entry = kilobytes(filesOf(entries));
const over = pages.filter((page) => page.kB > limit);

if (entries.length === 0 || (options.page && pages.length === 0)) {
  console.error(`Nothing to measure${options.page ? `: no page has "${options.page}" in its path` : ''}.`);
  process.exit(1);
}
if (options.json) console.log(JSON.stringify({ limit, entry, pages, over: over.length }));
else {
  console.log(`${entry.toFixed(1).padStart(7)} kB  entry`);
  for (const { page, kB } of pages)
    console.log(`${kB.toFixed(1).padStart(7)} kB  ${page}${kB > limit ? `  over ${limit} kB` : ''}`);
}
process.exit(over.length > 0 || entry > limit ? 1 : 0);

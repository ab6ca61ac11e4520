// Checks every import against the boundary rules and draws the feature map.
//
//   node scripts/check-boundaries.mjs            checks, and writes docs/map.md anew
//   node scripts/check-boundaries.mjs --check    checks, and fails when docs/map.md is stale

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruiseTree } from './cruise-tree.mjs';
import { drawMap } from './draw-map.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const mapPath = join(root, 'docs', 'map.md');

const { order, present, modules, violations } = await cruiseTree(root, [
  'src',
  'e2e',
  'bench',
  'vitest.config.ts',
  'vite.config.ts',
]);
const faults = violations.map(
  ({ rule, from, to, via, comment }) =>
    `${rule}: ${from} -> ${to}${via.length ? `\n    by ${via.join(' -> ')}` : ''}\n    ${comment}`,
);
if (modules.length === 0) faults.push('No module was found: the check looked at nothing.');
for (const name of present.filter((name) => !order.includes(name)))
  faults.push(`src/features/${name} is not in src/app/features-order.ts: give it a place there.`);

const map = drawMap(root, order, present, modules);
if (process.argv.includes('--check')) {
  let stored = '';
  try {
    stored = readFileSync(mapPath, 'utf8');
  } catch {
    // A missing map is a stale one.
  }
  if (stored !== map) faults.push('docs/map.md is stale: run "npm run fix" and commit it.');
} else {
  writeFileSync(mapPath, map);
}

if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n\n${faults.length} boundary fault(s).\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`Boundaries: ${modules.length} modules, ${present.length} features, no fault.\n`);
}

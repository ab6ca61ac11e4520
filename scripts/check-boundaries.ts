// Checks every import against the boundary rules and draws the feature map.
//
//   npx tsx scripts/check-boundaries.ts            checks, and writes docs/map.md anew
//   npx tsx scripts/check-boundaries.ts --check    checks, and fails when docs/map.md is stale

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruiseTree, listFaults } from './cruise-tree.ts';
import { drawMap } from './draw-map.ts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const mapPath = join(root, 'docs', 'map.md');

const cruised = await cruiseTree(root, ['src', 'e2e', 'bench', 'vitest.config.ts', 'vite.config.ts']);
const faults = listFaults(cruised);

const map = drawMap(root, cruised);
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
  process.stdout.write(
    `Boundaries: ${cruised.modules.length} modules, ${cruised.present.length} features, no fault.\n`,
  );
}

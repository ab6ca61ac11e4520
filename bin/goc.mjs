#!/usr/bin/env node
// The `goc` command. The program is TypeScript, so this file only makes sure that the packages are
// there, switches the loader on and hands over to src/cli/main.ts.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

if (!existsSync(here('../node_modules/tsx'))) {
  const setup = spawnSync(process.execPath, [here('../scripts/setup.mjs')], { stdio: 'inherit' });
  if (setup.status !== 0) process.exit(setup.status ?? 1);
}
const { register } = await import('tsx/esm/api');
register();
await import('../src/cli/main.ts');

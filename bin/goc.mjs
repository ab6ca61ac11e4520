#!/usr/bin/env node
// The `goc` command. The program is TypeScript, so this file only makes sure that the packages are
// there and hands over to src/cli/main.ts, made into one file (built-program.mjs) or read by the loader. `npm start`
// gives it `--max-semi-space-size=64`: a server makes and drops many small things for each request, and with room
// for more of them it clears up less often, which saves a sixth of its work on meeting night. And it gives it
// `--no-allocation-site-pretenuring`: what V8 puts among the old objects at once and then drops keeps alive whatever it pointed to.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

if (!existsSync(here('../node_modules/tsx'))) {
  const setup = spawnSync(process.execPath, [here('../scripts/setup.mjs')], { stdio: 'inherit' });
  if (setup.status !== 0) process.exit(setup.status ?? 1);
}
// Measurements stand outside of the program, and are read as they lie.
const built =
  process.argv[2] === 'bench' ? undefined : await (await import('./built-program.mjs')).builtProgram();
if (built === undefined) await import('./typescript.mjs');
else process.setSourceMapsEnabled(true);
try {
  await import(built ?? '../src/cli/main.ts');
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  // The lock file asks for a package that nobody installed: a clone that was brought up to date by hand.
  const message =
    'Thiếu gói chương trình; chạy: node scripts/setup.mjs / A package is missing; run: node scripts/setup.mjs';
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ error: { code: 'cli.packages-missing', message } }));
  else console.error(`goc: ${message}`);
  process.exitCode = 1;
}

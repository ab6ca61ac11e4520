// Makes a clone ready: right Node, packages as locked, the `goc` command, the built pages.
// Runs before `npm start` and `npm test`, often with no node_modules at all, so it uses Node and npm only.
// What is already in place costs a few hundredths of a second.
//
//   node scripts/setup.mjs           packages and pages
//   node scripts/setup.mjs --no-ui   packages only

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const at = (...parts) => join(root, ...parts);

class SetupFault extends Error {}

/** Runs `work` between two progress lines; the second tells the time it took. */
function step(title, work) {
  const started = process.hrtime.bigint();
  process.stderr.write(`goc: ${title} …\n`);
  work();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  process.stderr.write(`goc: ${title}: done in ${seconds.toFixed(1)} s\n`);
}

/** The beginning and the end of what a program wrote: npm names its reason first, vite names it last. */
function inShort(text) {
  const lines = text.trim().split('\n');
  return lines.length <= 40
    ? lines.join('\n')
    : [...lines.slice(0, 20), '  …', ...lines.slice(-15)].join('\n');
}

/** Runs a program, keeps its output, and shows it only when the program fails. */
function runQuietly(command, args, advice) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32' && command === 'npm',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status === 0) return;
  const said = result.error ? result.error.message : inShort(`${result.stdout}\n${result.stderr}`);
  throw new SetupFault(`${[command, ...args].join(' ')} failed.\n${said}\n${advice}`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [needMajor, needMinor] = OLDEST_NODE;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new SetupFault(
    `Gốc needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org and run the command again.',
  );
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * True when node_modules holds what package-lock.json asks for. npm writes its own list of what it
 * installed as the last thing it does, so an install that broke off half-way is seen here too.
 */
function packagesAreInPlace() {
  if (!existsSync(at('node_modules', '.package-lock.json'))) return false;
  const wanted = readJson(at('package-lock.json')).packages;
  const present = readJson(at('node_modules', '.package-lock.json')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = present[path];
    // A package for another processor or system is rightly absent.
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional);
  });
}

function installPackages() {
  if (packagesAreInPlace()) return;
  step('installing packages (the first time this takes a minute or two)', () =>
    runQuietly(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
      'Without a network? Check the connection and the settings of npm, then run the command again.',
    ),
  );
}

/** `npx goc` inside a clone: npm links the commands of dependencies, not those of the package itself. */
function linkCommand() {
  const folder = at('node_modules', '.bin');
  const link = join(folder, process.platform === 'win32' ? 'goc.cmd' : 'goc');
  if (existsSync(link)) return;
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  if (process.platform === 'win32') {
    writeFileSync(link, '@node "%~dp0\\..\\..\\bin\\goc.mjs" %*\r\n');
    return;
  }
  chmodSync(at('bin', 'goc.mjs'), 0o755);
  symlinkSync(join('..', '..', 'bin', 'goc.mjs'), link);
}

/** Parts of src/ that never reach the browser. */
const notForThePages = /(^|\/)(actions|db|testing|cli|platform)\/|\.test\.tsx?$|\.md$/;

function* filesUnder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

/** One hash over everything that the pages are made of. */
function hashOfPageSources() {
  const hash = createHash('sha256');
  const sources = [...filesUnder(at('src'))].filter(
    (path) => !notForThePages.test(relative(at('src'), path).split(sep).join('/')),
  );
  const settings = ['vite.config.ts', 'index.html', 'package-lock.json', 'tsconfig.json']
    .map((name) => at(name))
    .filter((path) => existsSync(path));
  for (const path of [...sources.sort(), ...settings]) {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function buildPages() {
  const stamp = at('dist', '.pages-hash');
  const hash = hashOfPageSources();
  const built = existsSync(at('dist', 'client', 'index.html')) && existsSync(stamp);
  if (built && readFileSync(stamp, 'utf8') === hash) return;
  rmSync(stamp, { force: true });
  step('building the pages', () =>
    runQuietly(
      process.execPath,
      [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
      'The pages could not be built.',
    ),
  );
  writeFileSync(stamp, hash);
}

try {
  checkNode();
  installPackages();
  linkCommand();
  mkdirSync(at('.goc'), { recursive: true });
  if (!process.argv.includes('--no-ui')) buildPages();
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  process.stderr.write(`\ngoc: ${error.message}\n`);
  process.exitCode = 1;
}

import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const { builtProgram }: { builtProgram: (root: string, folder?: string) => Promise<string | undefined> } =
  await import(new URL('../../bin/built-program.mjs', import.meta.url).href);

let root: string;
let folder: string;

const put = (path: string, text: string) => writeFile(join(root, path), text);
/** What a program says, run by itself. */
const say = (address: string | undefined) =>
  spawnSync(process.execPath, [fileURLToPath(address!)], { encoding: 'utf8' }).stdout.trim();

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'goc-program-')));
  folder = join(root, 'node_modules/.cache/goc');
  await mkdir(join(root, 'src/cli'), { recursive: true });
  await mkdir(join(root, 'src/deep/er'), { recursive: true });
  await put('package.json', '{ "type": "module", "imports": { "#*": "./src/*" } }');
  await put('tsconfig.json', '{}');
  await put('src/deep/er/place.ts', 'export const beside = new URL("./table.csv", import.meta.url).href;');
  await put(
    'src/cli/main.ts',
    'import { beside } from "#deep/er/place.ts"; console.log("first" as string, beside);',
  );
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('is made once of all files, each of which goes on finding what lies beside it', async () => {
  const made = await builtProgram(root);
  expect(say(made)).toBe(`first ${pathToFileURL(join(root, 'src/deep/er/table.csv')).href}`);
  const files = await readdir(folder);
  expect(await builtProgram(root)).toBe(made);
  expect(await readdir(folder)).toEqual(files);
});

test('is made anew when a file changes, comes or goes', async () => {
  const before = await builtProgram(root);
  await put('src/deep/er/place.ts', 'import { word } from "./word.ts"; export const beside = word;');
  await put('src/deep/er/word.ts', 'export const word = "one";');
  const changed = await builtProgram(root);
  expect(changed).not.toBe(before);
  expect(say(changed)).toBe('first one');
  await put('src/deep/er/word.ts', 'export const word = "another";');
  expect(say(await builtProgram(root))).toBe('first another');
  await rm(join(root, 'src/deep/er/word.ts'));
  await put('src/deep/er/place.ts', 'export const beside = "alone";');
  expect(say(await builtProgram(root))).toBe('first alone');
});

test('one that several commands make at the same time is whole for each of them', async () => {
  await put('src/cli/main.ts', 'console.log("at once");');
  const made = await Promise.all([1, 2, 3].map(() => builtProgram(root)));
  expect(new Set(made).size).toBe(1);
  expect(say(made[0])).toBe('at once');
});

test('what cannot be made or kept is left to the loader', async () => {
  expect(await builtProgram(root, join(root, 'package.json', 'no-folder'))).toBeUndefined();
  await put('src/cli/main.ts', 'this is no program');
  expect(await builtProgram(root)).toBeUndefined();
});

test('says where an error is by the line of its source', async () => {
  await put(
    'src/cli/main.ts',
    'const wrong: () => never = () => {\n  throw new Error("here");\n};\nwrong();',
  );
  const made = fileURLToPath((await builtProgram(root))!);
  const ran = spawnSync(process.execPath, ['--enable-source-maps', made], { encoding: 'utf8' });
  expect(ran.stderr).toMatch(/src\/cli\/main\.ts:2:/);
});

test('the real program can be made', async () => {
  const own = await mkdtemp(join(tmpdir(), 'goc-program-'));
  try {
    const whole = fileURLToPath(new URL('../..', import.meta.url));
    expect(await builtProgram(whole, own)).toMatch(/program-[0-9a-f]{16}\.mjs$/);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
});

// Reading the program's seven hundred files one by one, each through the TypeScript loader, takes two seconds of every
// command. So they are put into one file the first time, beside the packages, and anew as soon as one of them has changed.
// A place that cannot be written to, or a full disk, is no reason not to run: then the loader reads them one by one.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const DAY_MS = 86_400_000;

const hashOf = (...parts) => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);

/** Each file goes on finding what lies beside it where it lies itself. */
const ownPlaces = {
  name: 'own-places',
  setup(build) {
    build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
      loader: path.endsWith('x') ? 'tsx' : 'ts',
      contents: readFileSync(path, 'utf8').replaceAll(
        /\bimport\.meta\.url\b/g,
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
};

/** The name of the program as long as none of these files changes; what was built for another Node or place is another one. */
function nameOf(root, paths) {
  const stamps = paths.map((path) => {
    const { mtimeMs, size } = statSync(join(root, path));
    return `${path} ${mtimeMs} ${size}`;
  });
  return `program-${hashOf(process.version, root, ...stamps)}.mjs`;
}

async function build(root, folder, list) {
  const esbuild = await import('esbuild');
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    outfile: join(folder, 'program.mjs'),
    write: false,
    metafile: true,
    bundle: true,
    packages: 'external',
    external: ['../../bench/*'],
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: 'inline',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [ownPlaces],
  });
  const paths = ['package.json', 'tsconfig.json', ...Object.keys(metafile.inputs).sort()];
  const name = nameOf(root, paths);
  mkdirSync(folder, { recursive: true });
  // Another command may be doing the same: each writes under a name of its own and puts the last name on in one go.
  const write = (to, text) => {
    const draft = `${to}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, to);
  };
  write(join(folder, name), outputFiles[0].contents);
  write(list, JSON.stringify({ paths, name }));
  // Not the last one: a command that began before the change may be about to read it.
  for (const old of readdirSync(folder).map((file) => join(folder, file)))
    if (Date.now() - statSync(old).mtimeMs > DAY_MS) rmSync(old, { force: true });
  return name;
}

/**
 * The address of `src/cli/main.ts` with all that it imports as one file, but for packages and measurements; undefined when it
 * cannot be made here.
 * @param root the folder of the program
 * @param folder where it is kept
 */
export async function builtProgram(
  root = fileURLToPath(new URL('..', import.meta.url)),
  folder = join(root, 'node_modules/.cache/goc'),
) {
  const list = join(folder, `program-of-${hashOf(root)}.json`);
  const whatIsThere = () => {
    try {
      const { paths, name } = JSON.parse(readFileSync(list, 'utf8'));
      return nameOf(root, paths) === name && statSync(join(folder, name)).size > 0 ? name : undefined;
    } catch {
      // None yet, or one of its files is gone.
      return undefined;
    }
  };
  try {
    return pathToFileURL(join(folder, whatIsThere() ?? (await build(root, folder, list)))).href;
  } catch {
    return undefined;
  }
}

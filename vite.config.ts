import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';

const outFolder = fileURLToPath(new URL('./dist/client', import.meta.url));

/** Writes each text file compressed beside itself, so that the server sends it without work. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir = outFolder }) {
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      if (bytes.length < 500) continue;
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      writeFileSync(
        `${path}.br`,
        brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
      );
    }
  },
});

/** Everything that the pages are made of, by content: what a device keeps for the time without a network. */
function pagesIn(dir: string): { url: string; revision: string | null }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|css|html|svg|png|woff2|webmanifest)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => {
      const url = `/${relative(dir, path).split(sep).join('/')}`;
      // A file under assets carries its hash in its name.
      const isNamedByContent = url.startsWith('/assets/');
      const hash = createHash('sha256').update(readFileSync(path)).digest('base64url').slice(0, 16);
      return { url, revision: isNamedByContent ? null : hash };
    });
}

/** Builds the service worker last, with the list of all files in it. */
const offline = (): Plugin => ({
  name: 'offline',
  apply: 'build',
  writeBundle: {
    sequential: true,
    async handler({ dir = outFolder }) {
      await build({
        configFile: false,
        logLevel: 'error',
        define: { PAGES: JSON.stringify(pagesIn(dir)), 'process.env.NODE_ENV': '"production"' },
        build: {
          outDir: dir,
          emptyOutDir: false,
          copyPublicDir: false,
          target: ['chrome92', 'safari15.4', 'firefox91', 'edge92'],
          lib: {
            entry: fileURLToPath(new URL('./src/app/client/service-worker.ts', import.meta.url)),
            formats: ['iife'],
            name: 'goc',
            fileName: () => 'service-worker.js',
          },
        },
      });
    },
  },
});

export default defineConfig({
  root: 'src/app/client',
  plugins: [react(), offline(), compressed()],
  build: {
    outDir: outFolder,
    emptyOutDir: true,
    manifest: true,
    // Phones and office machines of the last five years.
    target: ['chrome92', 'safari15.4', 'firefox91', 'edge92'],
    assetsInlineLimit: 0,
  },
  server: {
    port: 4401,
    // The host stays as it is, because the server refuses writes that come from another origin.
    proxy: { '/api': { target: 'http://127.0.0.1:4400', changeOrigin: false } },
  },
});

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

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
      if (bytes.length < 1400) continue;
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      writeFileSync(
        `${path}.br`,
        brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
      );
    }
  },
});

export default defineConfig({
  root: 'src/app/client',
  plugins: [react(), compressed()],
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

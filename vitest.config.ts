import { defineConfig } from 'vitest/config';

// Three kinds of test, told apart by the end of the file name:
//   x.test.ts        one part by itself: no database, no browser
//   x.http.test.ts   the real app over HTTP on a real database: embedded, or PostgreSQL with --mode postgres
//   x.spec.ts        a journey in a real browser, under e2e/

// Where a machine-readable account of the run goes, for the summing-up of several runs.
const report = process.env.GOC_TEST_REPORT;

export default defineConfig(({ mode }) => {
  process.env.GOC_TEST_ENGINE ??= mode === 'postgres' ? 'postgres' : 'pglite';
  return {
    test: {
      reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
      maxWorkers: 2,
      passWithNoTests: false,
      allowOnly: false,
      env: { TZ: 'UTC', GOC_LOG: 'silent' },
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
            exclude: ['**/*.http.test.ts', 'scripts/boundary-fixture/**'],
            setupFiles: ['src/testing/no-network.ts'],
            sequence: { groupOrder: 0 },
            testTimeout: 30_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'http',
            include: ['src/**/*.http.test.ts'],
            setupFiles: ['src/testing/no-network.ts'],
            globalSetup: ['src/testing/prepare-database.ts'],
            pool: 'forks',
            sequence: { groupOrder: 1 },
            testTimeout: 60_000,
            hookTimeout: 120_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['e2e/**/*.spec.ts'],
            setupFiles: ['src/testing/no-network.ts'],
            globalSetup: ['src/testing/prepare-database.ts', 'e2e/browser/prepare-browser.ts'],
            pool: 'forks',
            // One browser and one server at a time are enough for a small machine.
            fileParallelism: false,
            sequence: { groupOrder: 2 },
            testTimeout: 180_000,
            hookTimeout: 180_000,
          },
        },
      ],
    },
  };
});

// Sums the reports of several test runs and ends with one line: `N passed, N failed`.
// A report that is missing is a run that broke off, and counts as one failure.
//
//   node scripts/count-tests.mjs REPORT.json …

import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
for (const path of process.argv.slice(2)) {
  if (!existsSync(path)) {
    process.stderr.write(`${path} is missing: that run did not come to its tests, or broke off.\n`);
    failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const ofTests = report.numFailedTests;
  // A file that fails to load holds no test that could fail.
  const ofFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  // A run may fail beside its tests, by an error that none of them caught.
  const ofRun = report.success || ofTests + ofFiles > 0 ? 0 : 1;
  passed += report.numPassedTests;
  failed += ofTests + ofFiles + ofRun;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

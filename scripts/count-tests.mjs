// Sums the reports of several test runs, names what failed, and ends with one line: `N passed, N failed`.
// A report that is missing is a run that broke off, and counts as one failure.
//
//   node scripts/count-tests.mjs REPORT.json …

import { existsSync, readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

// Enough to know the cause; a long difference of two objects stays in the run's own output.
const linesShown = 12;

/** The report of one test or file that failed, last in the output, where who reads only its end finds it. */
const tell = (report, file, title, messages) => {
  const text = stripVTControlCharacters(messages.join('\n'))
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('node_modules'))
    .slice(0, linesShown);
  const place = relative(process.cwd(), file);
  process.stdout.write(
    `FAILED ${place} > ${title} (${basename(report)})\n${text.map((line) => `    ${line}\n`).join('')}`,
  );
};

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
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const ofFiles = unloaded.length;
  for (const file of unloaded) tell(path, file.name, 'the file itself', [file.message]);
  for (const file of report.testResults)
    for (const test of file.assertionResults)
      if (test.status === 'failed') tell(path, file.name, test.fullName, test.failureMessages);
  // A run may fail beside its tests, by an error that none of them caught.
  const ofRun = report.success || ofTests + ofFiles > 0 ? 0 : 1;
  if (ofRun > 0)
    process.stdout.write(`FAILED ${basename(path)}: an error beside the tests, see the run's own output\n`);
  passed += report.numPassedTests;
  failed += ofTests + ofFiles + ofRun;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

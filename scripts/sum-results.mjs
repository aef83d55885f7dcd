// Adds up what every runner reported under .cache/results and prints one closing line. A runner that left no
// report, or one that executed nothing, is a failure.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const results = join(
  dirname(dirname(fileURLToPath(import.meta.url))),
  '.cache',
  'results',
);
const RUNNERS = [
  'unit',
  'without-reference',
  'postgres',
  'e2e',
  'live',
  'hostile',
  'fuzz',
  'soak',
  'bad-luck',
];
const sum = { passed: 0, failed: 0, skipped: 0 };

// A suite that could not even start has no failed test of its own.
const jest = report => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  skipped: report.numPendingTests + report.numTodoTests,
});
const playwright = ({ stats }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
});

for (const runner of RUNNERS) {
  const path = join(results, `${runner}.json`);
  let counts = { passed: 0, failed: 1, skipped: 0 };
  if (existsSync(path)) {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    counts = report.stats ? playwright(report) : jest(report);
    if (counts.passed + counts.failed === 0) counts.failed = 1;
  }
  console.log(
    `${runner}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
  for (const key of Object.keys(sum)) sum[key] += counts[key];
}
console.log(
  `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`,
);
process.exit(sum.failed === 0 ? 0 : 1);

/**
 * `npm test`: the whole suite on the embedded database, then again on PostgreSQL where TEST_DATABASE_URL is set; says what is skipped
 * and ends on one line with the totals. Arguments are handed to vitest.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

const folder = mkdtempSync(join(tmpdir(), 'parley-results-'));
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
const { TEST_DATABASE_URL: address, ...rest } = process.env;

await pass('embedded database', rest, []);
if (address) await pass('PostgreSQL', { ...rest, TEST_DATABASE_URL: address }, ['server']);
else process.stdout.write('skipped: the PostgreSQL part (set TEST_DATABASE_URL, or run `node tools/with-postgres.ts npm test`)\n');
if (
  !['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', process.env['CHROMIUM_PATH'] ?? ''].some(
    (path) => path !== '' && existsSync(path),
  )
) {
  process.stdout.write('skipped: the browser part (no Chromium found; set CHROMIUM_PATH)\n');
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);

async function pass(name: string, env: NodeJS.ProcessEnv, where: readonly string[]): Promise<void> {
  process.stdout.write(`\n== ${name}\n`);
  const file = join(folder, `${name}.json`);
  const given = process.argv.slice(2);
  const args = ['run', ...(given.length > 0 ? given : where), '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await new Promise<number>((resolve) => {
    spawn('vitest', args, { stdio: 'inherit', env }).on('close', (exit) => resolve(exit ?? 1));
  });
  const report = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number; numPendingTests: number })
    : { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 };
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests;
  if (code !== 0) {
    process.exitCode = 1;
    // A suite that could not even load counts as a failure.
    if (report.numFailedTests === 0) totals.failed += 1;
  }
}

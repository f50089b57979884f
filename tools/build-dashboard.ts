/** Builds the dashboard where its build is missing or older than its sources: before a start, and after an install. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { changedAt } from './changed-at.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = `${root}dashboard/dist/index.html`;
const sources = ['dashboard/src', 'dashboard/index.html', 'dashboard/vite.config.ts', 'dashboard/package.json', 'contract/src'];

const age = changedAt(built);
if (sources.some((path) => changedAt(root + path) > age)) {
  const bin = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
  const run = spawnSync(process.execPath, [bin, 'build', 'dashboard', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = run.status ?? 1;
}

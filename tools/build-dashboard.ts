/** Builds the dashboard where its build is missing or older than its sources: before a start, and after an install. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = `${root}dashboard/dist/index.html`;
const sources = ['dashboard/src', 'dashboard/index.html', 'dashboard/vite.config.ts', 'dashboard/package.json', 'contract/src'];

function newest(path: string): number {
  const about = statSync(path);
  if (!about.isDirectory()) return about.mtimeMs;
  return Math.max(about.mtimeMs, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

const age = existsSync(built) ? statSync(built).mtimeMs : 0;
if (sources.some((path) => newest(root + path) > age)) {
  const bin = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
  const run = spawnSync(process.execPath, [bin, 'build', 'dashboard', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = run.status ?? 1;
}

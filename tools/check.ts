/** `npm run check`: format, lint, types, import arrows (with the canary), dead code, generated files. Prints one line per check. */
import { spawnSync } from 'node:child_process';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  /** The canary: this check must find something. */
  readonly mustFail?: readonly string[];
}

const canaryRules = ['domain-stock', 'no-cycles', 'domains-see-ports-only', 'foundation-knows-no-commerce', 'front-doors-only'];

const checks: readonly Check[] = [
  { name: 'format', command: ['biome', 'check', '.'] },
  {
    name: 'lint',
    command: ['oxlint', '--type-aware', '--deny-warnings', 'contract', 'server', 'dashboard', 'print-agent', 'tools', 'bench', 'e2e'],
  },
  { name: 'types', command: ['tsc', '--project', '.'] },
  { name: 'types of the dashboard', command: ['tsc', '--project', 'dashboard'] },
  { name: 'arrows', command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'contract', 'server', 'dashboard', 'print-agent'] },
  {
    name: 'arrows see the canary',
    command: ['depcruise', '--config', '../../.dependency-cruiser.mjs', '--ts-config', '../../tsconfig.json', 'server'],
    mustFail: canaryRules,
  },
  { name: 'dead code', command: ['knip'] },
  { name: 'table types', command: ['node', 'tools/generate-table-types.ts', '--check'] },
];

let failed = 0;
for (const check of checks) {
  const started = performance.now();
  const [program = '', ...args] = check.command;
  const run = spawnSync(program, args, {
    encoding: 'utf8',
    cwd: check.mustFail ? new URL('./canary/', import.meta.url) : undefined,
    env: { ...process.env, FORCE_COLOR: '0' },
    maxBuffer: 64 * 1024 * 1024,
  });
  const output = `${run.stdout}${run.stderr}`;
  const missing = (check.mustFail ?? []).filter((rule) => !output.includes(rule));
  const good = check.mustFail ? run.status !== 0 && missing.length === 0 : run.status === 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${check.name} (${seconds} s)\n`);
  if (good) continue;
  failed += 1;
  if (missing.length > 0) process.stdout.write(`     the checker is blind to: ${missing.join(', ')}\n`);
  process.stdout.write(`${output.trimEnd()}\n`);
}
process.exitCode = failed === 0 ? 0 : 1;

/** `npm run chaos`: real processes, SIGKILL, a bad outside, and the books compared at the end. Exits 1 on any breach, with the seed. */
import { parseArgs } from 'node:util';
import { startPostgres } from '../builders/throwaway-postgres.ts';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: 'embedded' },
    purchases: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'at-once': { type: 'string', default: '12' },
    'kill-every-ms': { type: 'string' },
    'minutes-max': { type: 'string', default: '45' },
  },
});
if (values.database !== 'embedded' && values.database !== 'postgres') throw new Error('--database=embedded or --database=postgres');
const isPostgres = values.database === 'postgres';
const given = process.env['TEST_DATABASE_URL'];
const own = isPostgres && given === undefined ? await startPostgres() : undefined;
const address = own?.url ?? given;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
process.stdout.write(`chaos on ${values.database}, seed ${values.seed}, ${values.purchases} purchases\n`);
try {
  const report = await runChaos({
    purchases: Number(values.purchases),
    seed: Number(values.seed),
    atOnce: Number(values['at-once']),
    // The one embedded process needs a moment to come back; five on PostgreSQL cover for each other.
    killEveryMs: Number(values['kill-every-ms'] ?? (isPostgres ? 2_000 : 4_000)),
    minutesMax: Number(values['minutes-max']),
    dropsPayments: true,
    ...(isPostgres && address !== undefined ? { postgres: address } : {}),
    say: (line) => void process.stdout.write(`${line}\n`),
  });
  for (const [name, value] of Object.entries(report.figures)) process.stdout.write(`${name.padEnd(24)} ${value}\n`);
  for (const breach of report.breaches) process.stdout.write(`BREACH ${breach}\n`);
  process.stdout.write(
    report.breaches.length === 0 ? 'every promise held\n' : `${report.breaches.length} breaches with seed ${values.seed}\n`,
  );
  process.exitCode = report.breaches.length === 0 ? 0 : 1;
} finally {
  await own?.stop();
}

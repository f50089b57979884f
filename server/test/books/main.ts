/** `npm run books:prove -- --operations=100000 --seed=N`: the long proof of the books. Prints its figures; exits 1 on any breach, with the seed. */
import { parseArgs } from 'node:util';
import { runProof } from './run-proof.ts';

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'check-every': { type: 'string', default: '1' },
    'per-shop': { type: 'string', default: '1000' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`books: ${values.operations} operations, seed ${values.seed}`);
const report = await runProof({
  operations: Number(values.operations),
  seed: Number(values.seed),
  checkEvery: Number(values['check-every']),
  perShop: Number(values['per-shop']),
  say,
});
await report.house.close();
for (const [name, { done, refused }] of [...report.kinds].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  say(`${name.padEnd(30)} ${String(done).padStart(7)} done ${String(refused).padStart(7)} refused`);
const { operations, shops, entries, movements, checks, crashes, seconds, breaches } = report;
for (const [name, value] of Object.entries({ operations, shops, entries, movements, checks, crashes })) say(`${name.padEnd(30)} ${value}`);
say(`${'seconds'.padEnd(30)} ${seconds.toFixed(1)} (${(operations / seconds).toFixed(1)} operations a second)`);
for (const breach of breaches) say(`BREACH ${breach}`);
say(breaches.length === 0 ? 'every promise held' : `${breaches.length} breaches with seed ${values.seed}`);
process.exitCode = breaches.length === 0 ? 0 : 1;

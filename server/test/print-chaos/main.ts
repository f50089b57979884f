/** `npm run print:chaos -- --rounds=200 --seed=N`: power cuts of agent and server at every step of print jobs. Exits 1 on any breach. */
import { parseArgs } from 'node:util';
import { runRounds } from './run-rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`print: ${values.rounds} rounds, seed ${values.seed}`);
const { breaches, ...figures } = await runRounds({ rounds: Number(values.rounds), seed: Number(values.seed), say });
for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(12)} ${value}`);
for (const breach of breaches) say(`BREACH ${breach}`);
say(breaches.length === 0 ? 'every promise held' : `${breaches.length} breaches with seed ${values.seed}`);
process.exitCode = breaches.length === 0 ? 0 : 1;

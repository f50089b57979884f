/** `npm run print:kill`: the long form of the kill rounds. Exits 1 on any breach, with the seed. */
import { parseArgs } from 'node:util';
import { runKillRounds } from './kill-rounds.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
});
process.stdout.write(`kill -9 of the print agent, seed ${values.seed}, ${values.rounds} rounds\n`);
const report = await runKillRounds(Number(values.rounds), Number(values.seed), (line) => void process.stdout.write(`${line}\n`));
for (const breach of report.breaches) process.stdout.write(`BREACH ${breach}\n`);
process.stdout.write(
  `${report.rounds} rounds, ${report.kills} kills, ${report.questions} doubts asked, ${report.breaches.length} breaches with seed ${values.seed}\n`,
);
process.exitCode = report.breaches.length === 0 ? 0 : 1;

/** `npm run print:kill:both`: the agent and the server killed at random while jobs are printed. Exits 1 on any breach, with the seed. */
import { parseArgs } from 'node:util';
import { killBoth } from './kill-both.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
});
process.stdout.write(`kill -9 of the print agent and the server, seed ${values.seed}, ${values.rounds} rounds\n`);
const report = await killBoth(Number(values.rounds), Number(values.seed), (line) => void process.stdout.write(`${line}\n`));
for (const breach of report.breaches) process.stdout.write(`BREACH ${breach}\n`);
const { rounds, agentKills, serverKills, questions, breaches } = report;
process.stdout.write(
  `${rounds} rounds, ${agentKills} kills of the agent, ${serverKills} of the server, ${questions} questions, ${breaches.length} breaches with seed ${values.seed}\n`,
);
process.exitCode = breaches.length === 0 ? 0 : 1;

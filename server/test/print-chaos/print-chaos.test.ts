/** The short form of `npm run print:chaos`: the same storm over a few rounds. */
import { expect, test } from 'vitest';
import { runRounds } from './run-rounds.ts';

const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const rounds = Number(process.env['PRINT_ROUNDS'] ?? 12);

test(`over ${rounds} rounds of power cuts no job comes out twice, none is lost, and doubts are asked (seed ${seed})`, async () => {
  const report = await runRounds({ rounds, seed });
  process.stdout.write(`print chaos ${JSON.stringify(report)}\n`);
  expect(report.breaches).toEqual([]);
  expect(report.rounds).toBe(rounds);
  expect(report.deaths).toBeGreaterThan(rounds);
  expect(report.questions).toBeGreaterThan(0);
}, 300_000);

/** The short form of the kill rounds; `npm run print:kill` is the long one. */
import { expect, test } from 'vitest';
import { runKillRounds } from './kill-rounds.ts';

test('killed at any step, no page comes out twice, no job is lost, and doubts become a question', async () => {
  const seed = Date.now() % 1_000_000;
  process.stdout.write(`kill rounds, seed ${seed}\n`);
  const report = await runKillRounds(12, seed, () => undefined);
  expect(report.breaches).toEqual([]);
  expect(report.kills).toBeGreaterThan(0);
}, 240_000);

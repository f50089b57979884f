/** The short form of `npm run chaos`: few purchases, few kills, every promise checked. The full one has hundreds. */
import { describe, expect, test } from 'vitest';
import { runChaos } from './run-chaos.ts';

const server = process.env['TEST_DATABASE_URL'];
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);

describe(`kill -9 at random while customers buy, webhooks repeated, shuffled and late (seed ${seed})`, () => {
  test.skipIf(server !== undefined)(
    'on the embedded database: each paid link is one paid order, the last unit is sold once, nobody is left without an answer',
    { timeout: 400_000, retry: 1 },
    () => holds({ killEveryMs: 2_500, purchases: 20 }),
  );

  test.skipIf(server === undefined)(
    'on PostgreSQL with two web and three worker processes: the same (without TEST_DATABASE_URL: skipped)',
    { timeout: 400_000, retry: 1 },
    () => holds({ killEveryMs: 3_000, purchases: 25, ...(server === undefined ? {} : { postgres: server }) }),
  );
});

async function holds(options: { readonly killEveryMs: number; readonly purchases: number; readonly postgres?: string }): Promise<void> {
  // Payments that stay silent are found by the reconciler after minutes: that is for the full form.
  const report = await runChaos({ ...options, seed, atOnce: 12, minutesMax: 3, mostKills: 4, dropsPayments: false });
  process.stdout.write(`chaos: ${JSON.stringify(report.figures)}\n`);
  expect(report.breaches).toEqual([]);
  expect(report.figures['kills and restarts']).toBeGreaterThan(0);
  expect(report.figures['paid orders']).toBeGreaterThan(0);
}

/** The real agent against the real server, in short; `npm run print:kill:both` is the long form. */
import { expect, test } from 'vitest';
import { killBoth } from './kill-both.ts';

// The program keeps a database of its own: a second pass on PostgreSQL would show nothing new.
test.skipIf(process.env['TEST_DATABASE_URL'] !== undefined)(
  'a file from the chat is printed by the paired agent; kills of agent and server lose nothing and print nothing twice',
  async () => {
    const seed = Date.now() % 1_000_000;
    process.stdout.write(`kills of agent and server, seed ${seed}\n`);
    const report = await killBoth(3, seed, () => undefined);
    expect(report.breaches).toEqual([]);
  },
  600_000,
);

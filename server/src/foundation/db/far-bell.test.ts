/** The bell between processes: a ring on one connection to PostgreSQL wakes those who wait on another, also after the line was cut. */
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { createBell } from './bell.ts';
import { joinBells } from './far-bell.ts';

const server = process.env['TEST_DATABASE_URL'];
/** Far longer than a ring takes: a wait that ends by this has failed. */
const TOO_LONG_MS = 60_000;

describe('the bell of several processes on PostgreSQL (needs TEST_DATABASE_URL)', () => {
  test.skipIf(server === undefined)(
    'wakes the others, not the one who rang a second time, and comes back after the line was cut',
    async () => {
      const url = server ?? '';
      const [one, two] = [createBell(), createBell()];
      const lines = [joinBells(url, one), joinBells(url, two)];
      await Promise.all(lines.map((line) => line.ready()));
      const [heardByOne, heardByTwo] = [one.rings, two.rings];
      one.ring();
      await two.wait(heardByTwo, TOO_LONG_MS);
      expect([one.rings - heardByOne, two.rings - heardByTwo]).toEqual([1, 1]);

      const before = two.rings;
      await cutAll(url);
      // Both hear when they listen again: something may have been rung meanwhile.
      await two.wait(before, TOO_LONG_MS);
      await one.wait(one.rings > heardByOne + 1 ? -1 : one.rings, TOO_LONG_MS);
      const again = two.rings;
      one.ring();
      await two.wait(again, TOO_LONG_MS);
      expect(two.rings).toBeGreaterThan(again);
      await Promise.all(lines.map((line) => line.close()));
    },
    TOO_LONG_MS,
  );
});

async function cutAll(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley bell' and datname = current_database()`,
  );
  await client.end();
}

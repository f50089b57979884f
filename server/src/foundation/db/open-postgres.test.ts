/** What a process bears of its PostgreSQL: connections that are ended while they are in use. */
import { sql } from 'kysely';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/house.ts';

const server = process.env['TEST_DATABASE_URL'];

describe('a process on PostgreSQL (needs TEST_DATABASE_URL)', () => {
  test.skipIf(server === undefined)('outlives the end of a connection in use: the work fails, the next goes through', async () => {
    const { database, url = '', close } = await openTestDatabase({ connections: 1 });
    const other = new Client({ connectionString: url });
    await other.connect();
    const cut = database.inPlatformTx(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
      await Promise.all([sql`select pg_sleep(60)`.execute(tx.db), other.query('select pg_terminate_backend($1)', [rows[0]?.pid])]);
    });
    await expect(cut).rejects.toThrow(/terminat/i);
    const after = await database.inPlatformTx((tx) => sql`select 1 as one`.execute(tx.db));
    expect(after.rows).toEqual([{ one: 1 }]);
    await other.end();
    await close();
  });
});

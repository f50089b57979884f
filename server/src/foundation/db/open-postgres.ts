/** PostgreSQL 15 or newer by its address: for production and for tests where several sessions must race. */
import { Pool } from 'pg';
import { createDatabase, type Database } from './database.ts';
import { joinBells } from './far-bell.ts';
import { pgTypes } from './pg-types.ts';

/** @param connections how many this process may hold at once. */
export async function openPostgres(url: string, connections = 12): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: connections, types: pgTypes, connectionTimeoutMillis: 15_000, pipeline: true });
  // A connection that breaks is replaced by the pool, and whoever waits on it hears of it; without listeners the process would end, on an
  // idle one as on one in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  await pool.query('select 1');
  const database = createDatabase({
    pool,
    kind: 'postgres',
    async close() {
      await farBell.close();
      await pool.end();
    },
  });
  const farBell = joinBells(url, database.bell);
  return database;
}

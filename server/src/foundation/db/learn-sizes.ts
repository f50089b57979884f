/**
 * Lets the database look again at tables that have grown much since it last did. Plans made while a table was empty read it whole at every
 * row, checks of foreign keys included; the embedded database never looks by itself, and PostgreSQL only after a minute.
 */
import type { Database } from './database.ts';

/** Rows written since the last look that make another worth its while, where they are also half of what there was. */
const FEWEST_ROWS = 200;

/** A few milliseconds when nothing has grown. Call it between the transactions of work that writes many rows. */
export async function learnSizes(database: Pick<Database, 'asOwner'>): Promise<void> {
  await database.asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname = 'public' and (
         pg_stat_get_mod_since_analyze(c.oid) > $1 + greatest(c.reltuples, 0) / 2
         or pg_relation_size(c.oid) / current_setting('block_size')::int > 16 + 3 * c.relpages)`,
      [FEWEST_ROWS],
    );
    if (rows.length > 0) await client.query(`analyze ${rows.map((row) => row.name).join(', ')}`);
  });
}

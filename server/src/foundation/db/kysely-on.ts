/** A Kysely over one already open client: the transaction around it is ours, so Kysely never begins or commits. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { PoolClient } from 'pg';
import type { Tables } from './tables.gen.ts';

const NAMED_MAX = 600;
const names = new Map<string, string>();

/** Statements get a name, so that PostgreSQL plans each text once per connection; the count is bounded. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= NAMED_MAX) return undefined;
  const name = `q${names.size}`;
  names.set(text, name);
  return name;
}

function connectionOn(client: PoolClient): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const name = nameOf(query.sql);
      const values = query.parameters as unknown[];
      const result = await client.query(name === undefined ? { text: query.sql, values } : { name, text: query.sql, values });
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
    },
    streamQuery(): AsyncIterableIterator<never> {
      throw new Error('streaming is not supported; page with a cursor instead');
    },
  };
}

function driverOn(client: PoolClient): Driver {
  const connection = connectionOn(client);
  const refuse = () => Promise.reject(new Error('the edge owns the transaction'));
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
}

/** A new one for each transaction: rooms tell transactions apart by it. */
export function kyselyOn(client: PoolClient): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOn(client),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

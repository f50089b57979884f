/**
 * The one way to the database: transactions that carry a role and, for merchant work, the merchant that row-level security sees.
 * No room holds the pool; the edge opens a transaction and the verbs join it.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { isUuid } from '@parley/contract/values/id.ts';
import type { Kysely } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { type Bell, createBell } from './bell.ts';
import { createGate } from './gate.ts';
import { kyselyOn } from './kysely-on.ts';
import type { Tables } from './tables.gen.ts';

interface AnyTxParts {
  readonly db: Kysely<Tables>;
  readonly bell: Bell;
  /** Runs after COMMIT, never after a rollback. For wake-ups and caches; must not throw. */
  afterCommit(run: () => void): void;
  /** Runs `work` under a savepoint; a refused Result or an error undoes just its writes. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
}

/** A transaction of one merchant: every row it can see or write is that merchant's. */
export interface Tx extends AnyTxParts {
  readonly scope: 'merchant';
  readonly merchantId: MerchantId;
}

/** Platform-wide work (sign-in, webhook doors, job claims): sees only tables with a policy for it. */
export interface PlatformTx extends AnyTxParts {
  readonly scope: 'platform';
}

export type AnyTx = Tx | PlatformTx;

export interface Database {
  /** Commits what `work` did; rolls back on an error and on a refused Result (`{ok:false}`). Deadlocks are retried: `work` may run again. */
  inTx<T>(merchantId: MerchantId, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** `urgent` goes before everybody who waits for a connection: for short work that somebody outside waits for. */
  inPlatformTx<T>(work: (tx: PlatformTx) => Promise<T>, options?: { readonly urgent?: boolean }): Promise<T>;
  /** Rings after every commit that enqueued a job. */
  readonly bell: Bell;
  readonly kind: 'embedded' | 'postgres';
  /** As the owner of the tables: migrations, backup and maintenance only. */
  asOwner<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const RETRYABLE = new Set(['40001', '40P01']);
const MAX_TRIES = 4;
const LONGEST_WAIT_MS = 15_000;

export function createDatabase(input: {
  readonly pool: Pool;
  readonly kind: Database['kind'];
  readonly close: () => Promise<void>;
}): Database {
  const { pool } = input;
  const bell = createBell();
  const gate = createGate(pool.options.max, pool.options.connectionTimeoutMillis ?? LONGEST_WAIT_MS);

  async function connected(isUrgent: boolean): Promise<PoolClient> {
    await gate.enter(isUrgent);
    return pool.connect().catch((error: unknown) => {
      gate.leave();
      throw error;
    });
  }

  async function run<T, X extends AnyTx>(
    begin: string,
    make: (parts: AnyTxParts) => X,
    work: (tx: X) => Promise<T>,
    isUrgent = false,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await connected(isUrgent);
      const after: (() => void)[] = [];
      let broken: Error | undefined;
      try {
        // Not awaited: the first statement travels with it. When it fails the statement fails too, and this one says why.
        const begun = client.query(begin);
        begun.catch(() => {});
        const value = await work(make(parts(client, after, bell))).catch(async (error: unknown) => {
          await begun;
          throw error;
        });
        await begun;
        if (isRefused(value)) await client.query('rollback');
        else {
          // A failed statement whose error was swallowed turns COMMIT into a quiet rollback.
          const { command } = await client.query('commit');
          if (command !== 'COMMIT') throw new Error('the transaction had failed before its end and nothing of it was kept');
          for (const each of after) each();
        }
        return value;
      } catch (error) {
        await client.query('rollback').catch((rollbackError: Error) => {
          broken = rollbackError;
        });
        if (!(attempt < MAX_TRIES && RETRYABLE.has(codeOf(error)))) throw error;
      } finally {
        client.release(broken);
        gate.leave();
      }
    }
  }

  return {
    bell,
    kind: input.kind,
    inTx(merchantId, work) {
      // The id goes into the statement itself, so that begin, role and merchant are one round trip.
      if (!isUuid(merchantId)) throw new Error('inTx needs a merchant id');
      const begin = `begin; select set_config('role', 'parley_app', true), set_config('app.merchant_id', '${merchantId}', true)`;
      return run(begin, (shared) => ({ ...shared, scope: 'merchant' as const, merchantId }), work);
    },
    inPlatformTx(work, options) {
      const begin = `begin; select set_config('role', 'parley_platform', true), set_config('app.merchant_id', '', true)`;
      return run(begin, (shared) => ({ ...shared, scope: 'platform' as const }), work, options?.urgent);
    },
    async asOwner(work) {
      const client = await connected(false);
      let failure: Error | undefined;
      try {
        return await work(client);
      } catch (error) {
        // Whatever it left behind, an open transaction or a broken line, goes with the connection.
        failure = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        client.release(failure);
        gate.leave();
      }
    },
    close: input.close,
  };
}

function parts(client: PoolClient, after: (() => void)[], bell: Bell): AnyTxParts {
  return {
    db: kyselyOn(client),
    bell,
    afterCommit(run) {
      after.push(run);
    },
    async attempt(work) {
      const mark = after.length;
      // Released too: attempts nest, and a savepoint left behind would catch the outer one's rollback.
      const undo = async () => {
        await client.query('rollback to savepoint attempt; release savepoint attempt');
        after.length = mark;
      };
      await client.query('savepoint attempt');
      try {
        const value = await work();
        if (isRefused(value)) await undo();
        else await client.query('release savepoint attempt');
        return value;
      } catch (error) {
        await undo();
        throw error;
      }
    },
  };
}

function isRefused(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}

/** SQLSTATE of a database error, or ''. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** True for a unique violation (23505) of the named constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  return (
    codeOf(error) === '23505' && typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === constraint
  );
}

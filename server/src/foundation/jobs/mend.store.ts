/** SQL of one merchant's jobs as people see them: what waits, what fails, what was given up, and trying again. */
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

export interface JobRow {
  readonly id: bigint;
  readonly queue: string;
  readonly state: 'waiting' | 'running' | 'retrying' | 'dead';
  readonly attempts: number;
  readonly last_error: string | null;
  readonly created_at: Date;
  /** When it is tried next, or when it was given up. */
  readonly at: Date;
}

interface Page {
  readonly page: number;
  readonly limit: number;
}
type Listed = { readonly items: readonly JobRow[]; readonly total: number };

const living = sql`id, queue, case when state = 2 then 'running' when last_error is not null then 'retrying' else 'waiting' end as state, attempts,
  last_error, created_at, run_at as at`;

/** What is still to be done, the next first. */
export async function listPending(tx: Tx, page: Page): Promise<Listed> {
  return listOf(tx, sql`select ${living} from jobs where merchant_id = ${tx.merchantId}`, sql`at, id`, page);
}

/** What was given up or keeps failing, the latest first. */
export async function listFailed(tx: Tx, page: Page): Promise<Listed> {
  const all = sql`select id, queue, 'dead' as state, attempts, last_error, created_at, died_at as at from dead_jobs where merchant_id = ${tx.merchantId}
    union all select ${living} from jobs where merchant_id = ${tx.merchantId} and last_error is not null and state <> 2`;
  return listOf(tx, all, sql`state, at desc, id`, page);
}

async function listOf(tx: Tx, from: ReturnType<typeof sql>, order: ReturnType<typeof sql>, { page, limit }: Page): Promise<Listed> {
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from (${from}) j`.execute(tx.db);
  const { rows } = await sql<JobRow>`select * from (${from}) j order by ${order} limit ${limit} offset ${(page - 1) * limit}`.execute(
    tx.db,
  );
  return { items: rows, total: counted[0]?.total ?? 0 };
}

const TRIES = 12;

/** A dead job comes back as a new one, a waiting one is due now. @returns what it is about; undefined when there is none of this id to try. */
export async function tryAgain(tx: Tx, id: bigint, now: Date): Promise<{ readonly queue: string } | undefined> {
  const { rows: due } = await sql<{ queue: string }>`update jobs set run_at = least(run_at, ${now})
    where merchant_id = ${tx.merchantId} and id = ${id} and state in (0, 1) returning queue`.execute(tx.db);
  const { rows: dead } = await sql<{ queue: string; key: string | null; payload: unknown }>`
    delete from dead_jobs where merchant_id = ${tx.merchantId} and id = ${id} returning queue, key, payload`.execute(tx.db);
  const [gone] = dead;
  if (gone)
    await sql`select enqueue_job(${tx.merchantId}, ${gone.queue}, ${gone.key}, ${JSON.stringify(gone.payload)}::jsonb, ${now}, 0::smallint, ${TRIES},
      null, ${now})`.execute(tx.db);
  if (gone || due[0]) tx.afterCommit(tx.bell.ring);
  return gone ?? due[0];
}

/** The SQL of the queue: claim, finish, retry, bury, reap. All of it runs as the platform, except finishing inside a merchant's transaction. */
import { sql } from 'kysely';
import type { AnyTx, PlatformTx } from '../db/database.ts';
import { lockLane, releaseLane } from './lane.store.ts';

export interface ClaimedJob {
  readonly id: bigint;
  readonly merchant_id: string | null;
  readonly queue: string;
  readonly key: string | null;
  readonly payload: unknown;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly created_at: Date;
}

export interface Claim {
  readonly now: Date;
  readonly limit: number;
  readonly worker: string;
  readonly leaseUntil: Date;
}

const LEASE_ENDED = 'the worker died or lost its lease';
/** A death is mostly none of the job's doing: one on its last try may take it again this often, so that it can end as it wants to. */
const DEATHS_FORGIVEN = 3;

export async function claimJobs(tx: PlatformTx, claim: Claim): Promise<ClaimedJob[]> {
  // Materialised: a plan that ran the inner query again would claim more than the limit.
  const { rows } = await sql<ClaimedJob>`
    with picked as materialized (
      select id from jobs where state = 1 and run_at <= ${claim.now}
      order by priority desc, run_at, id limit ${claim.limit} for update skip locked)
    update jobs set state = 2, dedupe = null, attempts = attempts + 1, locked_by = ${claim.worker}, locked_until = ${claim.leaseUntil}
    where id in (select id from picked)
    returning id, merchant_id, queue, key, payload, attempts, max_attempts, created_at`.execute(tx.db);
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Deletes a finished job and lets the next of its lane go. False when the lease was lost: then the effect must not stand. */
export async function finishJob(tx: AnyTx, job: ClaimedJob, worker: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select finish_job(${job.id}, ${worker}, ${job.merchant_id}, ${job.queue}, ${job.key}) as done`.execute(tx.db);
  if (rows[0]?.done !== true) return false;
  if (job.key !== null) tx.afterCommit(tx.bell.ring);
  return true;
}

export async function retryJob(
  tx: PlatformTx,
  job: ClaimedJob,
  worker: string,
  again: { readonly at: Date; readonly reason: string; readonly refundTry: boolean },
): Promise<void> {
  await sql`
    update jobs set state = 1, run_at = ${again.at}, last_error = ${again.reason}, locked_by = null, locked_until = null,
      attempts = attempts - ${again.refundTry ? 1 : 0}
    where id = ${job.id} and state = 2 and locked_by = ${worker}`.execute(tx.db);
}

/** Moves a job that used up its tries to the dead letters; its lane moves on. */
export async function buryJob(
  tx: PlatformTx,
  job: ClaimedJob,
  worker: string,
  why: { readonly at: Date; readonly reason: string },
): Promise<void> {
  await lockLane(tx, job);
  const { numAffectedRows } = await sql`
    with gone as (delete from jobs where id = ${job.id} and state = 2 and locked_by = ${worker} returning *)
    insert into dead_jobs (id, merchant_id, queue, key, payload, attempts, last_error, created_at, died_at)
    select id, merchant_id, queue, key, payload, attempts, ${why.reason}, created_at, ${why.at} from gone`.execute(tx.db);
  if (numAffectedRows === 1n) await releaseLane(tx, job);
}

/** Only what runs is renewed: a job whose end could not be recorded must come back by itself. */
export async function renewLeases(tx: PlatformTx, worker: string, ids: readonly bigint[], until: Date): Promise<void> {
  await sql`update jobs set locked_until = ${until} where id = any(${ids}::bigint[]) and state = 2 and locked_by = ${worker}`.execute(
    tx.db,
  );
}

/** Gives back the jobs of workers that died; one that dies with them again and again is buried, so that it cannot kill workers for ever. */
export async function reapLeases(tx: PlatformTx, now: Date): Promise<number> {
  const { rows } = await sql<ClaimedJob & { locked_by: string }>`
    select id, merchant_id, queue, key, payload, attempts, max_attempts, created_at, locked_by from jobs
    where state = 2 and locked_until < ${now} order by queue, key, id limit 500 for update skip locked`.execute(tx.db);
  const isSpent = (job: ClaimedJob): boolean => job.attempts >= job.max_attempts + DEATHS_FORGIVEN;
  const back = rows.filter((job) => !isSpent(job));
  if (back.length > 0)
    await sql`update jobs set state = 1, locked_by = null, locked_until = null, last_error = ${LEASE_ENDED}
      where id = any(${back.map((job) => job.id)}::bigint[])`.execute(tx.db);
  for (const job of rows) if (isSpent(job)) await buryJob(tx, job, job.locked_by, { at: now, reason: LEASE_ENDED });
  return rows.length;
}

/** On the embedded database there is one process: whatever is leased at boot belongs to the dead. */
export async function reapAll(tx: PlatformTx, now: Date): Promise<void> {
  await sql`update jobs set locked_until = ${new Date(0)} where state = 2`.execute(tx.db);
  while ((await reapLeases(tx, now)) > 0);
}

export async function countJobs(
  tx: PlatformTx,
  now: Date,
): Promise<{ readonly due: number; readonly active: number; readonly waiting: number; readonly dead: number; readonly next: Date | null }> {
  const { rows } = await sql<{ due: number; active: number; waiting: number; dead: number; next: Date | null }>`
    select count(*) filter (where state = 1 and run_at <= ${now})::int as due, count(*) filter (where state = 2)::int as active,
      count(*) filter (where state = 0 or run_at > ${now})::int as waiting, (select count(*)::int from dead_jobs) as dead,
      min(run_at) filter (where state = 1) as next from jobs`.execute(tx.db);
  return rows[0] ?? { due: 0, active: 0, waiting: 0, dead: 0, next: null };
}

/** @returns how many were forgotten. */
export async function sweepDeadJobs(tx: PlatformTx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from dead_jobs where died_at < ${before}`.execute(tx.db);
  return Number(numAffectedRows);
}

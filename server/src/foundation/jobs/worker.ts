/**
 * Runs jobs: claims as many as there are free slots, again after each finished one, woken by commits of this process and by a poll.
 * A failed job goes back with growing pauses and then to the dead letters; it never blocks another lane.
 */
import { randomUUID } from 'node:crypto';
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { after, secondMs } from '@parley/contract/values/time.ts';
import type { Database } from '../db/database.ts';
import { buryJob, type ClaimedJob, claimJobs, countJobs, finishJob, reapAll, reapLeases, renewLeases, retryJob } from './job.store.ts';
import type { HandledJob, RunningJob } from './job.ts';

export interface WorkerOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly handlers: readonly HandledJob[];
  /** Jobs run at once by this process. */
  readonly concurrency?: number;
  readonly leaseMs?: number;
  readonly pollMs?: number;
  /** 0 ≤ n < 1; spreads retries. */
  readonly random?: () => number;
  readonly onFailure?: (
    job: { readonly queue: string; readonly id: bigint; readonly attempt: number; readonly dead: boolean },
    error: unknown,
  ) => void;
}

export interface Worker {
  start(): Promise<void>;
  /** Lets running jobs end, takes no new ones. */
  stop(): Promise<void>;
  /** For tests and benches: runs everything that is due at the clock's now, and what follows from it, then returns. */
  drain(): Promise<void>;
}

class LeaseLost extends Error {}

/** How long a claim for the last free slots waits for more to become free. */
const GATHER_MS = 4;

export function createWorker(options: WorkerOptions): Worker {
  const { database, clock } = options;
  const handlers = new Map(options.handlers.map((each) => [each.kind.queue, each]));
  const concurrency = options.concurrency ?? 16;
  const fewest = Math.max(1, Math.floor(concurrency / 4));
  const leaseMs = options.leaseMs ?? 20 * secondMs;
  const pollMs = options.pollMs ?? 150;
  const random = options.random ?? Math.random;
  const worker = randomUUID();
  const running = new Map<Promise<void>, bigint>();
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;
  let upkeep: NodeJS.Timeout | undefined;

  async function runOne(job: ClaimedJob): Promise<void> {
    let completed = false;
    const view: RunningJob = {
      id: job.id,
      queue: job.queue,
      merchantId: (job.merchant_id as MerchantId | null) ?? undefined,
      attempt: job.attempts,
      isLast: job.attempts >= job.max_attempts,
      async complete(tx) {
        if (!(await finishJob(tx, job, worker))) throw new LeaseLost(`${job.queue} ${job.id}`);
        // Not before the commit: a rollback after this line leaves the job to be done.
        tx.afterCommit(() => {
          completed = true;
        });
      },
    };
    try {
      const handler = handlers.get(job.queue);
      if (!handler) throw new Error(`no handler for ${job.queue}`);
      const answer = await handler.run(job.payload, view);
      if (completed) return;
      if (answer === undefined) await database.inPlatformTx((tx) => finishJob(tx, job, worker));
      else {
        const at = after(clock.now(), answer.againAfterMs);
        if (answer.countsAsTry && view.isLast)
          await database.inPlatformTx((tx) => buryJob(tx, job, worker, { at: clock.now(), reason: answer.reason }));
        else await database.inPlatformTx((tx) => retryJob(tx, job, worker, { at, reason: answer.reason, refundTry: !answer.countsAsTry }));
      }
    } catch (error) {
      if (error instanceof LeaseLost) return;
      await fail(job, view, error);
    }
  }

  async function fail(job: ClaimedJob, view: RunningJob, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    options.onFailure?.({ queue: job.queue, id: job.id, attempt: job.attempts, dead: view.isLast }, error);
    const now = clock.now();
    await database.inPlatformTx((tx) =>
      view.isLast
        ? buryJob(tx, job, worker, { at: now, reason })
        : retryJob(tx, job, worker, { at: after(now, backoffMs(job.attempts, random)), reason, refundTry: false }),
    );
  }

  /** Starts what is due and fits; answers how many were started. */
  async function claim(): Promise<number> {
    const free = concurrency - running.size;
    if (free <= 0) return 0;
    const now = clock.now();
    const jobs = await database.inPlatformTx((tx) => claimJobs(tx, { now, limit: free, worker, leaseUntil: after(now, leaseMs) }));
    for (const job of jobs) {
      const one = runOne(job)
        .catch((error: unknown) => options.onFailure?.({ queue: job.queue, id: job.id, attempt: job.attempts, dead: false }, error))
        .finally(() => {
          running.delete(one);
          // A free slot is nobody else's affair.
          database.bell.hear();
        });
      running.set(one, job.id);
    }
    return jobs.length;
  }

  /** A claim costs as much for one job as for several: when all but a few slots are taken, a moment later there are more. */
  async function gather(): Promise<void> {
    const until = performance.now() + GATHER_MS;
    while (running.size > concurrency - fewest && performance.now() < until)
      await database.bell.wait(database.bell.rings, GATHER_MS, stopping.signal);
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      await gather();
      // Counted before looking, so that a ring in between is not missed.
      const heard = database.bell.rings;
      let started = 0;
      try {
        started = await claim();
      } catch (error) {
        options.onFailure?.({ queue: 'claim', id: 0n, attempt: 0, dead: false }, error);
      }
      if (started === 0 || running.size >= concurrency) await database.bell.wait(heard, pollMs, stopping.signal);
    }
  }

  /** Renews what runs here and gives back what the dead held. */
  function tend(): void {
    const now = clock.now();
    database
      .inPlatformTx(async (tx) => {
        if (running.size > 0) await renewLeases(tx, worker, [...running.values()], after(now, leaseMs));
        if ((await reapLeases(tx, now)) > 0) tx.afterCommit(tx.bell.ring);
      })
      .catch((error: unknown) => options.onFailure?.({ queue: 'reap', id: 0n, attempt: 0, dead: false }, error));
  }

  return {
    async start() {
      if (database.kind === 'embedded') await database.inPlatformTx((tx) => reapAll(tx, clock.now()));
      // At once too: where workers die young, nobody else would ever come to it.
      tend();
      upkeep = setInterval(tend, leaseMs / 4);
      loop = work();
    },
    async stop() {
      stopping.abort();
      clearInterval(upkeep);
      await loop;
      await Promise.allSettled(running.keys());
    },
    async drain() {
      for (;;) {
        const started = await claim();
        if (started === 0 && running.size === 0) {
          const counts = await database.inPlatformTx((tx) => countJobs(tx, clock.now()));
          if (counts.due === 0) return;
        } else await Promise.race(running.keys());
      }
    },
  };
}

/** 1 s, 2 s, 4 s … at most 15 minutes, each ± a quarter. */
export function backoffMs(attempt: number, random: () => number): number {
  const base = Math.min(2 ** (attempt - 1) * secondMs, 900 * secondMs);
  return Math.round(base * (0.75 + random() / 2));
}

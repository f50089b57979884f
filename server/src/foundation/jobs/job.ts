/**
 * What a job is. A job is a row written in the business transaction that wants it done; jobs of one key run one after another in the
 * order they were enqueued, whatever the number of workers. This room knows no commerce word.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { z } from 'zod';
import type { AnyTx, Tx } from '../db/database.ts';

export interface JobKind<P = unknown> {
  /** Imperative for work (`message.send`), past for events (`payment.settled:orders`). */
  readonly queue: string;
  readonly payload: z.ZodType<P>;
  /** Tries before it goes to the dead letters; default 12 (about an hour with the backoff). */
  readonly maxAttempts?: number;
  /** Higher first; default 0. */
  readonly priority?: number;
}

export function defineJob<P>(
  queue: string,
  payload: z.ZodType<P>,
  more: { readonly maxAttempts?: number; readonly priority?: number } = {},
): JobKind<P> {
  return { queue, payload, ...more };
}

export interface EnqueueOptions {
  /** The lane: jobs of one queue and key run strictly one after another. */
  readonly key?: string;
  /** Not before this instant; default now. */
  readonly runAt?: Date;
  /** At most one waiting job of this queue carries it; a second enqueue is dropped. A running job no longer counts. */
  readonly dedupe?: string;
}

export interface RunningJob {
  readonly id: bigint;
  readonly queue: string;
  /** Absent for platform-wide jobs. */
  readonly merchantId: MerchantId | undefined;
  /** 1 for the first try. */
  readonly attempt: number;
  /** No further try follows this one. */
  readonly isLast: boolean;
  /** Finishes the job in the transaction of its effect. Without it the runner finishes it afterwards. */
  complete(tx: AnyTx): Promise<void>;
}

/** What a handler may answer: nothing (done), or "again later" without counting as a failure of ours. */
export type JobAnswer = void | { readonly againAfterMs: number; readonly reason: string; readonly countsAsTry?: boolean };

export type JobHandler<P> = (payload: P, job: RunningJob) => Promise<JobAnswer>;

export interface HandledJob {
  readonly kind: JobKind;
  readonly run: (payload: unknown, job: RunningJob) => Promise<JobAnswer>;
}

/** Binds a kind to its handler; the payload is parsed before the handler sees it. */
export function handle<P>(kind: JobKind<P>, handler: JobHandler<P>): HandledJob {
  return { kind, run: (payload, job) => handler(kind.payload.parse(payload), job) };
}

/** A handler whose whole work is one transaction of the job's merchant; the job is finished in it. */
export function handleInTx<P>(
  inTx: <T>(merchantId: MerchantId, work: (tx: Tx) => Promise<T>) => Promise<T>,
  kind: JobKind<P>,
  work: (tx: Tx, payload: P, job: RunningJob) => Promise<void>,
): HandledJob {
  return handle(kind, async (payload, job) => {
    if (job.merchantId === undefined) throw new Error(`${kind.queue} needs a merchant`);
    await inTx(job.merchantId, async (tx) => {
      await work(tx, payload, job);
      await job.complete(tx);
    });
  });
}

/**
 * Takes verified webhooks into the database, many in one transaction: what arrives while one batch commits is the next batch. A caller
 * hears back only after its own event is safe, and one that cannot be stored fails alone.
 */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database, PlatformTx } from '../../foundation/db/database.ts';
import { enqueueAll } from '../../foundation/jobs/enqueue.ts';
import { insertEvents, type RawEvent } from './webhook.store.ts';
import { webhookRead } from './webhook-kinds.ts';

export interface Intake {
  /** Resolves when the event and the job that reads it are committed, or were long ago (a repeat). Rejects when it is not stored. */
  accept(event: RawEvent): Promise<void>;
}

interface Waiting {
  readonly event: RawEvent;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Rows of one transaction; more only make it longer. */
const LARGEST_BATCH = 200;
/** Events read by one job: few enough to share the work, enough to share its cost. */
const EVENTS_PER_JOB = 8;

export function createIntake(deps: { readonly database: Pick<Database, 'inPlatformTx'>; readonly clock: Clock }): Intake {
  let waiting: Waiting[] = [];
  let isBusy = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, LARGEST_BATCH);
      waiting = waiting.slice(LARGEST_BATCH);
      await storeAll(batch);
    }
    isBusy = false;
  }

  async function storeAll(batch: readonly Waiting[]): Promise<void> {
    try {
      await store(batch.map((each) => each.event));
      for (const each of batch) each.resolve();
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1) return only?.reject(error);
      // Somebody in it cannot be stored: each on its own, so that the others are.
      for (const each of batch) await storeAll([each]);
    }
  }

  function store(events: readonly RawEvent[]): Promise<void> {
    return deps.database.inPlatformTx((tx) => put(tx, events, deps.clock.now()), { urgent: true });
  }

  return {
    accept(event) {
      return new Promise((resolve, reject) => {
        waiting.push({ event, resolve, reject });
        if (isBusy) return;
        isBusy = true;
        // After this turn of the event loop, so that requests that arrived together travel together.
        setImmediate(() => void drain());
      });
    },
  };
}

async function put(tx: PlatformTx, events: readonly RawEvent[], at: Date): Promise<void> {
  const stored = await insertEvents(tx, events, at);
  const jobs = [...Map.groupBy(stored, (row) => row.merchant_id)].flatMap(([merchantId, rows]) =>
    Array.from({ length: Math.ceil(rows.length / EVENTS_PER_JOB) }, (_, part) => ({
      merchantId,
      payload: { ids: rows.slice(part * EVENTS_PER_JOB, (part + 1) * EVENTS_PER_JOB).map((row) => String(row.id)) },
    })),
  );
  if (jobs.length > 0) await enqueueAll(tx, at, webhookRead, jobs);
}

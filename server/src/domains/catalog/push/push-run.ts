/** What one run of the push works with, and how its failures are kept: written where the merchant reads them, with a time for the next try. */
import { after, hourMs, secondMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import type { CatalogueClient } from '../../../providers/messaging/catalogue.port.ts';
import type { SendFailure } from '../../../providers/messaging/messaging.port.ts';
import { changeState, readState } from './catalogue-state.store.ts';
import type { PushDeps } from './push-deps.ts';
import { LANE, pushCatalogueJob } from './push-job-kinds.ts';

export interface PushRun {
  readonly deps: PushDeps;
  readonly client: CatalogueClient;
  inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** Written where the merchant can read it; the watch goes on when the time has come. */
export async function noteFailure({ deps, inTx }: PushRun, failure: SendFailure): Promise<void> {
  await inTx(async (tx) => {
    const now = deps.clock.now();
    const { failures } = await readState(tx);
    const retryAt = after(now, waitMs(failure, failures));
    await changeState(tx, { failure: { detail: failure.detail, retryAt } }, now);
    if (failure.kind === 'in_doubt')
      await enqueue(tx, now, pushCatalogueJob, { do: 'look' }, { key: LANE, dedupe: 'look', runAt: retryAt });
  });
}

function waitMs(failure: SendFailure, failures: number): number {
  if (failure.kind === 'in_doubt') return 5 * secondMs;
  // Somebody has to change something first; asking people may come sooner.
  if (failure.retry === 'operator' || failure.retry === 'never') return 6 * hourMs;
  return failure.afterMs ?? Math.min(hourMs, 30 * secondMs * 2 ** Math.min(failures, 8));
}

/** What the push does later: pushing and comparing for one merchant, watching every minute who is behind, choosing anew every night. */
import { dayMs, hourMs } from '@parley/contract/values/time.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle, type RunningJob } from '../../../foundation/jobs/job.ts';
import type { Schedule } from '../../../foundation/jobs/schedule.ts';
import { followCatalogue, isBehind, readState, watchedMerchants } from './catalogue-state.store.ts';
import { compareCatalogue } from './compare-catalogue.ts';
import { pushCatalogue } from './push-catalogue.ts';
import type { PushDeps } from './push-deps.ts';
import { compareCatalogueJob, LANE, pushCatalogueJob, rotateCataloguesJob, watchCataloguesJob } from './push-job-kinds.ts';

/** Local hour at which shelves are chosen anew and compared. */
const NIGHT_HOUR = 3;

/** One look a minute is also the most often that a merchant's changes are pushed. */
export const pushSchedules: readonly Schedule[] = [
  { cron: '* * * * *', kind: watchCataloguesJob },
  { cron: '17 * * * *', kind: rotateCataloguesJob },
];

export function pushJobs(deps: PushDeps): readonly HandledJob[] {
  return [
    handle(pushCatalogueJob, (payload, job) => pushCatalogue(deps, merchantOf(job), payload.do)),
    handle(compareCatalogueJob, ({ repair }, job) => compareCatalogue(deps, merchantOf(job), repair)),
    handle(watchCataloguesJob, () => watch(deps)),
    handle(rotateCataloguesJob, () => rotate(deps)),
  ];
}

async function watch({ clock, database, stock }: PushDeps): Promise<void> {
  const now = clock.now();
  for (const merchantId of await database.inPlatformTx((tx) => watchedMerchants(tx, now)))
    await database.inTx(merchantId, async (tx) => {
      if (await isBehind(tx, stock)) await enqueue(tx, now, pushCatalogueJob, { do: 'push' }, { key: LANE, dedupe: 'push' });
    });
}

/** It also finds catalogues that were connected before anybody watched. */
async function rotate(deps: PushDeps): Promise<void> {
  const now = deps.clock.now();
  for (const merchantId of await deps.database.inPlatformTx((tx) => deps.connectedMerchants(tx)))
    await deps.database.inTx(merchantId, async (tx) => {
      const catalogue = await deps.catalogueFor(tx);
      await followCatalogue(tx, catalogue?.catalogId, now);
      if (!catalogue) return;
      const [state, shop] = [await readState(tx), await deps.shop(tx)];
      const isNight = hourIn(shop.timeZone, now) === NIGHT_HOUR;
      const isRested = state.rotatedAt === undefined || now.getTime() - state.rotatedAt.getTime() > dayMs - 2 * hourMs;
      if (!isNight || !isRested) return;
      await enqueue(tx, now, pushCatalogueJob, { do: 'rotate' }, { key: LANE, dedupe: 'rotate' });
      await enqueue(tx, now, compareCatalogueJob, { repair: true }, { key: LANE, dedupe: 'repair' });
    });
}

function hourIn(timeZone: string, at: Date): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at));
}

function merchantOf(job: RunningJob) {
  if (job.merchantId === undefined) throw new Error(`${job.queue} needs a merchant`);
  return job.merchantId;
}

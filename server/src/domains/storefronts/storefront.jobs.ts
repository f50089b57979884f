/** What storefronts do later: looking at claimed hosts, and deleting the bytes of logos that nothing points at. */
import { resolveCname, resolveTxt } from 'node:dns/promises';
import { before, type Clock, dayMs, hourMs } from '@parley/contract/values/time.ts';
import { type Database, violates } from '../../foundation/db/database.ts';
import { guardedFetch } from '../../foundation/http/guarded-fetch.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle } from '../../foundation/jobs/job.ts';
import type { Schedule } from '../../foundation/jobs/schedule.ts';
import { type LogoBlobs, logoFiles } from './encode-logo.ts';
import { type DomainEyes, whyUnproved } from './prove-domain.ts';
import { type DomainLook, domainsDue, loadDomain, recordLook } from './storefront.store.ts';
import { proofOf, type ShopDomain } from './storefront.ts';
import { checkDomainJob, checkDueDomainsJob, dropLogoJob } from './storefront-job-kinds.ts';

const MAX_PROOF_BYTES = 4_096;
/** A verified host whose proof is gone is served this long, since name servers fail too. */
const GRACE_DAYS = 7;

export const storefrontSchedules: readonly Schedule[] = [{ cron: '0 7 * * * *', kind: checkDueDomainsJob }];

export const domainEyes: DomainEyes = {
  txt: async (name) => (await resolveTxt(name)).map((parts) => parts.join('')),
  cname: resolveCname,
  fetch: (url) => guardedFetch(url, { maxBytes: MAX_PROOF_BYTES, timeoutMs: 8_000 }),
};

export interface StorefrontJobDeps {
  readonly database: Pick<Database, 'inTx' | 'inPlatformTx'>;
  readonly clock: Clock;
  readonly blobs: Pick<LogoBlobs, 'delete'>;
  /** The shop's host below ours, as the CNAME names it. */
  readonly shopHostOf: (tx: Parameters<Parameters<Database['inTx']>[1]>[0]) => Promise<string | undefined>;
  /** What is served may be another set of hosts now. */
  readonly onLooked: () => Promise<void>;
  readonly eyes?: DomainEyes;
}

export function storefrontJobs(deps: StorefrontJobDeps): HandledJob[] {
  const { database, clock, eyes = domainEyes } = deps;
  return [
    handle(checkDueDomainsJob, async () => {
      const now = clock.now();
      const when = { since: before(now, hourMs / 2), verifiedSince: before(now, dayMs), claimedSince: before(now, 14 * dayMs) };
      await database.inPlatformTx(async (tx) => {
        for (const merchantId of await domainsDue(tx, when))
          await enqueue(tx, now, checkDomainJob, {}, { merchantId, key: merchantId, dedupe: `check ${merchantId}` });
      });
    }),
    handle(checkDomainJob, async (_, job) => {
      const { merchantId } = job;
      if (merchantId === undefined) throw new Error('domain.check needs a merchant');
      const found = await database.inTx(merchantId, async (tx) => ({ domain: await loadDomain(tx), shopHost: await deps.shopHostOf(tx) }));
      const { domain } = found;
      if (!domain) return;
      const why = await whyUnproved(eyes, proofOf(domain, found.shopHost));
      const record = (look: DomainLook): Promise<void> =>
        database.inTx(merchantId, async (tx) => {
          await recordLook(tx, domain.host, look);
          await job.complete(tx);
        });
      try {
        await record(lookOf(domain, why, clock.now()));
      } catch (error) {
        if (!violates(error, 'shop_domains_served')) throw error;
        await record({ ...lookOf(domain, 'Another shop here has proved that this host is its own.', clock.now()), state: 'waiting' });
      }
      await deps.onLooked();
    }),
    handle(dropLogoJob, async ({ blob }) => {
      for (const { key } of logoFiles(blob)) await deps.blobs.delete(key);
    }),
  ];
}

function lookOf(domain: ShopDomain, why: string | undefined, now: Date): DomainLook {
  if (why === undefined) return { state: 'verified', failure: null, checkedAt: now, failingSince: null };
  if (domain.state !== 'verified') return { state: domain.state, failure: why, checkedAt: now, failingSince: null };
  const failingSince = domain.failingSince ?? now;
  const isOver = failingSince <= before(now, GRACE_DAYS * dayMs);
  return { state: isOver ? 'failing' : 'verified', failure: why, checkedAt: now, failingSince };
}

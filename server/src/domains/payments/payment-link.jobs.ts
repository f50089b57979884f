/**
 * Creates, closes and looks at links at the gateway, each in three beats: read, call, record. Safe to run again after a crash between
 * any two beats, since our reference finds what was made.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { z } from 'zod';
import type { Database, Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle, type JobAnswer, type RunningJob } from '../../foundation/jobs/job.ts';
import type { CreateLink, GatewayFailure, GatewayLink, GatewayName, PaymentGateway } from '../../providers/payments/payments.port.ts';
import { fileEvent } from './file-event.ts';
import { type FileEventDeps, pauseMs } from './payment.ts';
import { checkLinkJob, closeLinkJob, createLinkJob } from './payment-job-kinds.ts';
import { type Link, linkById, markChecked, moveLink, recordMade } from './payment-link.store.ts';

export interface PaymentJobDeps extends FileEventDeps {
  readonly database: Pick<Database, 'inTx' | 'inPlatformTx'>;
  readonly clock: Clock;
  /** Called outside transactions; undefined when the merchant has disconnected it. */
  readonly gatewayFor: (merchantId: MerchantId, name: GatewayName) => Promise<PaymentGateway | undefined>;
}

export function merchantOf(job: RunningJob): MerchantId {
  if (job.merchantId === undefined) throw new Error(`${job.queue} needs a merchant`);
  return job.merchantId;
}

export function paymentLinkJobs(deps: PaymentJobDeps): readonly HandledJob[] {
  return [
    handle(createLinkJob, (payload, job) => createLink(deps, payload, job)),
    handle(closeLinkJob, (payload, job) => closeLink(deps, payload, job)),
    handle(checkLinkJob, (payload, job) => checkLink(deps, payload, job)),
  ];
}

type CreatePayload = z.infer<typeof createLinkJob.payload>;

async function createLink(deps: PaymentJobDeps, payload: CreatePayload, job: RunningJob): Promise<JobAnswer> {
  const merchantId = merchantOf(job);
  const link = await deps.database.inTx(merchantId, (tx) => linkById(tx, payload.linkId));
  if (!link || link.providerLinkId !== undefined) return;
  const gateway = await deps.gatewayFor(merchantId, link.gateway);
  if (!gateway) return failLink(deps, merchantId, job, link, 'The payment gateway is no longer connected.');
  // A second try, or a link that was closed meanwhile: what an earlier try made must be found, not made again.
  const found = job.attempt > 1 || link.state !== 'asked' ? await gateway.fetchLink({ reference: link.reference }) : undefined;
  if (found?.ok && isWhole(link, found.value)) return recordLink(deps, merchantId, job, link, found.value);
  if (link.state !== 'asked') return found?.ok !== false || found.refusal.kind === 'not_found' ? undefined : again(job, found.refusal);
  if (found && !found.ok && found.refusal.kind !== 'not_found') return againOrFail(deps, merchantId, job, link, found.refusal);
  const made = await gateway.createLink(wanted(link, payload));
  if (made.ok) return recordLink(deps, merchantId, job, link, made.value);
  return againOrFail(deps, merchantId, job, link, made.refusal);
}

function wanted(link: Link, payload: CreatePayload): CreateLink {
  const { description, customer, returnUrl } = payload;
  return { reference: link.reference, amount: link.amount, expiresAt: link.expiresAt, description, customer, returnUrl };
}

async function recordLink(deps: PaymentJobDeps, merchantId: MerchantId, job: RunningJob, link: Link, made: GatewayLink): Promise<void> {
  await deps.database.inTx(merchantId, async (tx) => {
    await noteMade(deps, tx, link, made);
    await job.complete(tx);
  });
}

/** Open without an address it is of no use to anybody: making it again under our reference gives one. */
function isWhole(link: Link, seen: GatewayLink): boolean {
  return link.state !== 'asked' || seen.url !== undefined || seen.state !== 'open';
}

/** Opens an asked link; one that was closed while the gateway made it is closed there too. */
async function noteMade(deps: PaymentJobDeps, tx: Tx, link: Link, made: GatewayLink): Promise<void> {
  const recorded = await recordMade(tx, link.id, made);
  if (recorded?.before === 'asked') await deps.emit(tx, { name: 'payment_link.opened', orderId: link.orderId, linkId: link.id });
  else if (recorded?.before !== 'open' && recorded?.before !== 'paid')
    await enqueue(tx, deps.clock.now(), closeLinkJob, { linkId: link.id }, { key: link.orderId });
}

const PASSING: ReadonlySet<GatewayFailure['kind']> = new Set(['unavailable', 'in_doubt', 'rate_limited']);

function again(job: RunningJob, failure: GatewayFailure | undefined): JobAnswer {
  return { againAfterMs: pauseMs(job.attempt, failure?.afterMs), reason: failure?.detail ?? 'no answer', countsAsTry: true };
}

async function againOrFail(
  deps: PaymentJobDeps,
  merchantId: MerchantId,
  job: RunningJob,
  link: Link,
  failure: GatewayFailure,
): Promise<JobAnswer> {
  if (PASSING.has(failure.kind) && !job.isLast) return again(job, failure);
  return failLink(deps, merchantId, job, link, failure.detail);
}

async function failLink(deps: PaymentJobDeps, merchantId: MerchantId, job: RunningJob, link: Link, detail: string): Promise<void> {
  await deps.database.inTx(merchantId, async (tx) => {
    if (await moveLink(tx, link.id, { from: ['asked'], to: 'failed', detail }))
      await deps.emit(tx, { name: 'payment_link.closed', orderId: link.orderId, linkId: link.id, state: 'failed' });
    await job.complete(tx);
  });
}

async function closeLink(deps: PaymentJobDeps, payload: { readonly linkId: Link['id'] }, job: RunningJob): Promise<JobAnswer> {
  const merchantId = merchantOf(job);
  const link = await deps.database.inTx(merchantId, (tx) => linkById(tx, payload.linkId));
  // Without the gateway's id there is nothing to close yet: the create job finds the link closed and comes back here.
  if (!link || link.providerLinkId === undefined) return;
  const gateway = await deps.gatewayFor(merchantId, link.gateway);
  if (!gateway) return;
  const closed = await gateway.cancelLink(link.providerLinkId);
  if (closed.ok) return;
  if (PASSING.has(closed.refusal.kind)) return again(job, closed.refusal);
  // Paid in the same moment: look, rather than wait for an event that may never come.
  if (closed.refusal.kind === 'already_paid')
    await deps.database.inTx(merchantId, (tx) =>
      enqueue(tx, deps.clock.now(), checkLinkJob, { linkId: link.id }, { key: merchantId, dedupe: link.id }),
    );
}

async function checkLink(deps: PaymentJobDeps, payload: { readonly linkId: Link['id'] }, job: RunningJob): Promise<JobAnswer> {
  const merchantId = merchantOf(job);
  const link = await deps.database.inTx(merchantId, (tx) => linkById(tx, payload.linkId));
  if (!link) return;
  const gateway = await deps.gatewayFor(merchantId, link.gateway);
  if (!gateway) return;
  const by = link.providerLinkId === undefined ? { reference: link.reference } : { providerLinkId: link.providerLinkId };
  const seen = await gateway.fetchLink(by);
  // After the last try the reconciler comes back to it, for as long as the gateway is away.
  if (!seen.ok && PASSING.has(seen.refusal.kind)) return job.isLast ? undefined : again(job, seen.refusal);
  await deps.database.inTx(merchantId, async (tx) => {
    if (seen.ok) await fileLook(deps, tx, link, seen.value);
    await markChecked(tx, link.id, deps.clock.now());
    await job.complete(tx);
  });
}

/** The look takes the same way in as a webhook. */
async function fileLook(deps: PaymentJobDeps, tx: Tx, link: Link, seen: GatewayLink): Promise<void> {
  if (link.providerLinkId === undefined && isWhole(link, seen)) await noteMade(deps, tx, link, seen);
  const names = { providerLinkId: seen.providerLinkId, reference: seen.reference };
  for (const payment of seen.payments) await fileEvent(deps, tx, link.gateway, { kind: 'payment_captured', link: names, payment });
  if (seen.state === 'expired' || seen.state === 'cancelled')
    await fileEvent(deps, tx, link.gateway, { kind: 'link_closed', link: names, state: seen.state });
}

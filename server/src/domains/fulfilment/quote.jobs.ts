/** Asks the courier whether it goes there and for how much, in three beats; after two quick retries the quote has failed, openly. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import { after, type Clock } from '@parley/contract/values/time.ts';
import type { Database, Tx } from '../../foundation/db/database.ts';
import { type HandledJob, handle, type JobAnswer, type RunningJob } from '../../foundation/jobs/job.ts';
import type { CourierClient, CourierFailure, CourierOption } from '../../providers/couriers/couriers.port.ts';
import type { Books } from '../books/index.ts';
import { askQuoteJob } from './fulfilment-job-kinds.ts';
import type { FulfilmentEvent } from './parcel.ts';
import { answerQuote, type QuoteRow, quoteById } from './quote.store.ts';
import { chooseCourier } from './quote.ts';
import { QUOTE_FRESH_MS } from './request-quote.ts';

export interface Courier {
  readonly client: CourierClient;
  readonly pickupPostcode: string;
  readonly pickupLocation: string;
}

export interface FulfilmentJobDeps {
  readonly database: Pick<Database, 'inTx' | 'inPlatformTx'>;
  readonly clock: Clock;
  readonly books: Pick<Books, 'post'>;
  readonly emit: (tx: Tx, event: FulfilmentEvent) => Promise<void>;
  /** Called outside transactions; undefined when the merchant has disconnected it. */
  readonly courierFor: (merchantId: MerchantId) => Promise<Courier | undefined>;
}

export function merchantOf(job: RunningJob): MerchantId {
  if (job.merchantId === undefined) throw new Error(`${job.queue} needs a merchant`);
  return job.merchantId;
}

export function quoteJobs(deps: FulfilmentJobDeps): readonly HandledJob[] {
  return [
    handle(askQuoteJob, ({ quoteId, valueMinor, currency }, job) => askQuote(deps, quoteId, { minor: BigInt(valueMinor), currency }, job)),
  ];
}

const RETRY_MS = 400;

async function askQuote(deps: FulfilmentJobDeps, quoteId: QuoteRow['id'], value: Money, job: RunningJob): Promise<JobAnswer> {
  const merchantId = merchantOf(job);
  const quote = await deps.database.inTx(merchantId, (tx) => quoteById(tx, quoteId));
  if (quote?.state !== 'asked') return;
  const courier = await deps.courierFor(merchantId);
  const said: Result<readonly CourierOption[], CourierFailure> = courier
    ? await courier.client.quote({
        pickupPostcode: courier.pickupPostcode,
        deliveryPostcode: quote.postalCode,
        weightGrams: quote.weightGrams,
        cashOnDelivery: quote.cashOnDelivery,
        declaredValue: value,
      })
    : { ok: false, refusal: { kind: 'bad_credentials', detail: 'the courier is not connected' } };
  if (!said.ok && mayPass(said.refusal) && !job.isLast)
    return { againAfterMs: RETRY_MS * job.attempt, reason: said.refusal.detail, countsAsTry: true };
  await deps.database.inTx(merchantId, async (tx) => {
    const at = deps.clock.now();
    const answered = await answerQuote(tx, quoteId, {
      ...answerOf(said, value.currency),
      answeredAt: at,
      expiresAt: after(at, QUOTE_FRESH_MS),
    });
    if (answered) await deps.emit(tx, { name: 'quote.answered', quoteId, postalCode: quote.postalCode });
    await job.complete(tx);
  });
}

function mayPass(failure: CourierFailure): boolean {
  return failure.kind === 'unavailable' || failure.kind === 'in_doubt' || failure.kind === 'rate_limited';
}

type Answer = Omit<Parameters<typeof answerQuote>[2], 'answeredAt' | 'expiresAt'>;

function answerOf(said: Result<readonly CourierOption[], CourierFailure>, currency: string): Answer {
  // A postal code that the courier refuses is one it does not go to.
  if (!said.ok) return { state: said.refusal.kind === 'rejected' ? 'unserved' : 'failed', detail: said.refusal.detail };
  const chosen = chooseCourier(said.value);
  if (!chosen) return { state: 'unserved' };
  if (chosen.price.currency !== currency) return { state: 'failed', detail: `the courier charges ${chosen.price.currency}` };
  const { price, courierId, courierName, estimatedDays } = chosen;
  return { state: 'served', price, courierId, courierName, estimatedDays };
}

/** Answers a delivery quote from what is known, or asks for one by a job. Never calls a courier itself. */
import type { QuoteId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { after, type Clock, hourMs, minuteMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { askQuoteJob } from './fulfilment-job-kinds.ts';
import { freshQuote, insertQuote } from './quote.store.ts';
import { type DeliveryQuote, type DeliveryRule, priceByRule, slabOf, tidyPostalCode } from './quote.ts';

export interface RequestQuoteDeps {
  readonly clock: Clock;
  readonly deliveryRule: (tx: Tx) => Promise<DeliveryRule>;
  /** Where parcels are picked up, when this merchant has a courier; reads in the transaction, calls nobody. */
  readonly courierSetup: (tx: Tx) => Promise<{ readonly pickupPostcode: string } | undefined>;
}

export interface QuoteInput {
  readonly postalCode: string;
  readonly weightGrams: number;
  readonly value: Money;
  readonly cashOnDelivery: boolean;
}

export const QUOTE_FRESH_MS = 6 * hourMs;
/** An unanswered one is asked again after this. */
const ASKED_FRESH_MS = 2 * minuteMs;

export async function requestQuote(deps: RequestQuoteDeps, tx: Tx, input: QuoteInput): Promise<DeliveryQuote> {
  const now = deps.clock.now();
  const rulePrice = priceByRule(await deps.deliveryRule(tx), input.value);
  const courier = await deps.courierSetup(tx);
  const key = {
    pickupPostcode: courier?.pickupPostcode ?? '',
    postalCode: tidyPostalCode(input.postalCode),
    weightGrams: slabOf(input.weightGrams),
    cashOnDelivery: input.cashOnDelivery,
    rulePrice,
  };
  const fresh = await freshQuote(tx, key, now);
  if (fresh) return fresh;
  const base = { ...key, id: newId<QuoteId>(), currency: input.value.currency, askedAt: now };
  if (!courier)
    return insertQuote(tx, { ...base, state: rulePrice === undefined ? 'unserved' : 'served', expiresAt: after(now, QUOTE_FRESH_MS) });
  const quote = await insertQuote(tx, { ...base, state: 'asked', expiresAt: after(now, ASKED_FRESH_MS) });
  const { minor, currency } = input.value;
  await enqueue(tx, now, askQuoteJob, { quoteId: quote.id, valueMinor: `${minor}`, currency });
  return quote;
}

/** What getting it there costs: nothing for a pickup, else the answered quote of that place for this weight. Guesses nothing. */
import type { QuoteId } from '@parley/contract/values/id.ts';
import { type Money, money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Address } from '../customers/index.ts';
import { type DeliveryMethod, itemsTotalOf, type OrderLineItem, weightOf } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

export interface PricedDelivery {
  readonly method: DeliveryMethod;
  readonly price: Money;
  readonly quoteId?: QuoteId;
}

export async function priceDelivery(
  deps: Pick<OrdersDeps, 'fulfilment'>,
  tx: Tx,
  input: {
    readonly method: DeliveryMethod | undefined;
    readonly address: Address | undefined;
    readonly items: readonly OrderLineItem[];
    readonly currency: string;
    /** Another price at the courier, and places it does not collect at. */
    readonly cashOnDelivery: boolean;
  },
): Promise<Result<PricedDelivery>> {
  const { method, address, items, currency, cashOnDelivery } = input;
  if (method === undefined)
    return refuse('request.invalid', { details: [{ field: 'delivery_method', message: 'Choose pickup or delivery.' }] });
  if (method === 'pickup') return ok({ method, price: money(0n, currency) });
  if (!address) return refuse('request.invalid', { details: [{ field: 'delivery_address', message: 'An address is needed.' }] });
  // Asked for what is in the order now: a quote of an emptier cart does not carry a fuller one.
  const quote = await deps.fulfilment.requestQuote(tx, {
    postalCode: address.postalCode,
    weightGrams: weightOf(items),
    value: itemsTotalOf(items, currency),
    cashOnDelivery,
  });
  if (quote.state === 'unserved') return refuse('delivery.not_served');
  if (quote.state !== 'served' || !quote.price) return refuse('delivery.quote_missing');
  return ok({ method, price: quote.price, quoteId: quote.id });
}

/** The noun of delivery quotes: weight slabs, a shop's own rule, which courier is taken. Pure; prices are the courier's, never rounded. */
import type { QuoteId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { CourierOption } from '../../providers/couriers/couriers.port.ts';

export interface DeliveryQuote {
  readonly id: QuoteId;
  readonly postalCode: string;
  /** asked: the answer is on its way · failed: the courier does not answer (asked again on the next request). */
  readonly state: 'asked' | 'served' | 'unserved' | 'failed';
  /** What the customer pays. */
  readonly price?: Money;
  /** What the courier asks of the shop; absent without a courier. */
  readonly cost?: Money;
  readonly courierId?: string;
  readonly courierName?: string;
  readonly estimatedDays?: number;
}

/** How a shop prices delivery; where a courier is connected it is asked in any case whether it goes there. */
export type DeliveryRule =
  | { readonly kind: 'courier' }
  | { readonly kind: 'flat'; readonly price: Money }
  | { readonly kind: 'free' }
  /** Below the limit without a price of its own: exactly what the courier asks. */
  | { readonly kind: 'free_above'; readonly price?: Money; readonly above: Money };

/** What the customer pays by the shop's rule; undefined: exactly what the courier asks. */
export function priceByRule(rule: DeliveryRule, value: Money): Money | undefined {
  const free = { minor: 0n, currency: value.currency };
  if (rule.kind === 'courier') return undefined;
  if (rule.kind === 'free') return free;
  return rule.kind === 'free_above' && value.minor >= rule.above.minor ? free : rule.price;
}

const SLAB_GRAMS = 500;

/** Couriers charge by the started half kilogram; equal slabs share a quote. */
export function slabOf(weightGrams: number): number {
  return Math.max(1, Math.ceil(weightGrams / SLAB_GRAMS)) * SLAB_GRAMS;
}

/** The recommended one, else the cheapest; among equals the faster. */
export function chooseCourier(options: readonly CourierOption[]): CourierOption | undefined {
  return options.toSorted(
    (a, b) =>
      Number(b.recommended) - Number(a.recommended) ||
      (a.price.minor < b.price.minor ? -1 : a.price.minor > b.price.minor ? 1 : a.estimatedDays - b.estimatedDays),
  )[0];
}

/** Postal codes are compared without blanks and in capitals. */
export function tidyPostalCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase();
}

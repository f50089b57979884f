/** The noun cart: how stored lines become what a customer sees, at today's prices. Pure. */
import type { CartId, CustomerId, VariantId, VisitorId } from '@parley/contract/values/id.ts';
import { type Money, sum, times } from '@parley/contract/values/money.ts';
import type { Offer, VariantForSale } from '../catalog/index.ts';

export const mostLines = 50;
export const mostOfEach = 99;

export interface CartLine {
  readonly variant: VariantForSale;
  readonly quantity: number;
  readonly total: Money;
  /** Free units for a tracked variant; undefined: not counted. */
  readonly available: number | undefined;
  /** Why it cannot be bought as it stands; undefined when it can. */
  readonly problem: 'gone' | 'out_of_stock' | 'too_few' | undefined;
}

export interface CartView {
  readonly cartId: CartId | undefined;
  readonly lines: readonly CartLine[];
  readonly count: number;
  readonly subtotal: Money;
  readonly weightGrams: number;
}

/** Whose cart: a customer's, or a browser's that has not said whose it is. */
export type CartHolder = CustomerId | { readonly visitorId: VisitorId };

export interface StoredLine {
  readonly variantId: VariantId;
  readonly quantity: number;
}

/** Units that can be bought now, at most `wanted`; 0 also when it is gone. */
export function buyable({ variant, available }: Offer, wanted: number): number {
  if (!variant.isForSale) return 0;
  if (available === undefined) return variant.inStock ? wanted : 0;
  return Math.max(0, Math.min(wanted, available));
}

export function cartLine(offer: Offer, quantity: number): CartLine {
  return {
    variant: offer.variant,
    quantity,
    total: times(offer.variant.price, quantity),
    available: offer.available,
    problem: problemOf(offer, quantity),
  };
}

function problemOf(offer: Offer, quantity: number): CartLine['problem'] {
  if (!offer.variant.isForSale) return 'gone';
  const units = buyable(offer, quantity);
  if (units === 0) return 'out_of_stock';
  return units < quantity ? 'too_few' : undefined;
}

/** Of a unit that nobody weighed, for couriers. */
export const WEIGHT_WHEN_UNKNOWN_GRAMS = 500;

/** Lines that are gone are shown and do not count. */
export function cartView(cartId: CartId | undefined, lines: readonly CartLine[], currency: string): CartView {
  const living = lines.filter((line) => line.problem !== 'gone');
  return {
    cartId,
    lines,
    count: living.reduce((total, line) => total + line.quantity, 0),
    subtotal: sum(
      living.map((line) => line.total),
      currency,
    ),
    weightGrams: living.reduce((total, line) => total + (line.variant.weightGrams ?? WEIGHT_WHEN_UNKNOWN_GRAMS) * line.quantity, 0),
  };
}

/**
 * The rule by which two carts become one: quantities add up, to no more than can be bought now and 99 of each, 50 different things in
 * all; what the receiving cart already holds is never made less. Pure.
 */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { Offer } from '../catalog/index.ts';
import { buyable, mostLines, mostOfEach, type StoredLine } from './cart.ts';

export interface LeftOutOfMerge {
  readonly variantId: VariantId;
  /** reduced: fewer than the sum are in the cart. */
  readonly why: 'gone' | 'out_of_stock' | 'reduced';
}

export interface Merged {
  /** Only lines that are new or have grown. */
  readonly lines: readonly StoredLine[];
  readonly leftOut: readonly LeftOutOfMerge[];
}

/** @param offers what the brought things are today; absent: they do not exist any more. */
export function mergeLines(into: readonly StoredLine[], brought: readonly StoredLine[], offers: ReadonlyMap<VariantId, Offer>): Merged {
  const held = new Map(into.map((line) => [line.variantId, line.quantity]));
  const lines: StoredLine[] = [];
  const leftOut: LeftOutOfMerge[] = [];
  for (const { variantId, quantity } of brought) {
    const before = held.get(variantId) ?? 0;
    const offer = offers.get(variantId);
    const hasRoom = before > 0 || held.size < mostLines;
    const wanted = before + quantity;
    const units = offer && hasRoom ? buyable(offer, Math.min(wanted, mostOfEach)) : 0;
    const after = Math.max(before, units);
    if (after > before) {
      held.set(variantId, after);
      lines.push({ variantId, quantity: after });
    }
    if (after < wanted) leftOut.push({ variantId, why: whyShort(offer, after > 0 || !hasRoom) });
  }
  return { lines, leftOut };
}

function whyShort(offer: Offer | undefined, isPartly: boolean): LeftOutOfMerge['why'] {
  if (!offer?.variant.isForSale) return 'gone';
  return isPartly ? 'reduced' : 'out_of_stock';
}

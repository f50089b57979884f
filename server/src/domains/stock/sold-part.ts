/**
 * The noun sold part: what of an order is still with the customer, at the cost it left with. It gives units back by the running-total rule,
 * so that giving them all back, in whatever portions, gives back exactly what they cost. Pure.
 */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import { type Age, splitAges, unitsOf } from './stock-layer.ts';
import type { StockLine } from './stock-level.ts';
import { valueOfIssue } from './stock-value.ts';

export interface SoldPart {
  readonly variantId: VariantId;
  /** Where the units came from, and go back to. */
  readonly locationId: LocationId;
  readonly quantity: number;
  readonly valueMinor: bigint;
  /** Of these units; empty where their age is not known. */
  readonly ages: readonly Age[];
}

interface OrderMovement {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  readonly quantity: number;
  readonly valueMinor: bigint;
  readonly reason: string;
  readonly ages: readonly Age[];
}

/** One for each variant and place that sold, also where all is back already. @param movements of one order, in the order they happened. */
export function soldParts(movements: readonly OrderMovement[]): SoldPart[] {
  const parts = new Map<string, SoldPart>();
  for (const each of movements) {
    const isOut = each.reason === 'sale';
    if (!isOut && each.reason !== 'sale_cancelled' && each.reason !== 'return') continue;
    const key = `${each.variantId} ${each.locationId}`;
    const { variantId, locationId } = each;
    const before = parts.get(key) ?? { variantId, locationId, quantity: 0, valueMinor: 0n, ages: [] };
    parts.set(key, {
      ...before,
      quantity: before.quantity - each.quantity,
      valueMinor: before.valueMinor - each.valueMinor,
      ages: isOut ? [...before.ages, ...each.ages] : splitAges(before.ages, Math.min(each.quantity, unitsOf(before.ages))).rest,
    });
  }
  return [...parts.values()];
}

/** Undefined where the age of some is not known: then they count as new. */
export function knownAges(part: SoldPart): readonly Age[] | undefined {
  return unitsOf(part.ages) === part.quantity ? part.ages : undefined;
}

/** What comes back for the lines; `excess` names those that want more than is out, by their index, with what is. Variants that never left are passed by. */
export function giveBack(
  parts: readonly SoldPart[],
  lines: readonly StockLine[],
): { readonly back: readonly SoldPart[]; readonly excess: ReadonlyMap<number, number> } {
  const left = parts.map((part) => part);
  const back: SoldPart[] = [];
  const excess = new Map<number, number>();
  for (const [index, line] of lines.entries()) {
    const places = left.flatMap((part, at) => (part.variantId === line.variantId ? [at] : []));
    if (places.length === 0) continue;
    const out = places.reduce((units, at) => units + (left[at]?.quantity ?? 0), 0);
    if (line.quantity > out) {
      excess.set(index, out);
      continue;
    }
    let wanted = line.quantity;
    for (const at of places) {
      const part = left[at];
      if (!part || wanted === 0) continue;
      const { taken, rest } = takeFrom(part, Math.min(wanted, part.quantity));
      if (taken.quantity > 0) back.push(taken);
      left[at] = rest;
      wanted -= taken.quantity;
    }
  }
  return { back, excess };
}

function takeFrom(part: SoldPart, quantity: number): { readonly taken: SoldPart; readonly rest: SoldPart } {
  const valueMinor = valueOfIssue(part, quantity);
  const { first, rest } = splitAges(part.ages, Math.min(quantity, unitsOf(part.ages)));
  return {
    taken: { ...part, quantity, valueMinor, ages: first },
    rest: { ...part, quantity: part.quantity - quantity, valueMinor: part.valueMinor - valueMinor, ages: rest },
  };
}

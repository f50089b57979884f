/**
 * The running value of what is on hand, in minor units. A receipt adds its cost; an issue of q of Q takes round(value × q / Q), and all of it
 * when q = Q. So the average cost is derived and nothing drifts: never negative, and nothing on hand is worth nothing. Pure.
 */
export interface Held {
  /** Units on hand, ≥ 0. */
  readonly quantity: number;
  /** ≥ 0, and 0 when the quantity is. */
  readonly valueMinor: bigint;
}

/** Value that leaves with `quantity` units; half a unit rounds up. @throws on more than there is. */
export function valueOfIssue(held: Held, quantity: number): bigint {
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > held.quantity)
    throw new Error(`cannot issue ${quantity} of ${held.quantity}`);
  if (quantity === 0) return 0n;
  if (quantity === held.quantity) return held.valueMinor;
  return share(held.valueMinor, BigInt(quantity), BigInt(held.quantity));
}

/** Value that arrives with `quantity` units: at their cost, or, where nobody knows it, at the average of what is there. */
export function valueOfReceipt(held: Held, quantity: number, unitCostMinor: bigint | undefined): bigint {
  if (!Number.isInteger(quantity) || quantity < 0) throw new Error(`cannot receive ${quantity}`);
  if (unitCostMinor !== undefined) {
    if (unitCostMinor < 0n) throw new Error('a cost is not negative');
    return unitCostMinor * BigInt(quantity);
  }
  if (held.quantity === 0) return 0n;
  return share(held.valueMinor, BigInt(quantity), BigInt(held.quantity));
}

/** What a change of value by `wanted` may do here: never below nothing, and nothing where nothing lies. */
export function valueThatStays(held: Held, wanted: bigint): bigint {
  if (held.quantity === 0) return 0n;
  return wanted < -held.valueMinor ? -held.valueMinor : wanted;
}

/** What one unit is worth, minor units, half rounded up; undefined where nothing lies. */
export function averageOf(held: Held): bigint | undefined {
  return held.quantity === 0 ? undefined : share(held.valueMinor, 1n, BigInt(held.quantity));
}

/** round(amount × part / whole), half away from zero. */
export function share(amount: bigint, part: bigint, whole: bigint): bigint {
  if (amount < 0n) return -share(-amount, part, whole);
  return (2n * amount * part + whole) / (2n * whole);
}

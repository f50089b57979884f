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
  const whole = BigInt(held.quantity);
  return (2n * held.valueMinor * BigInt(quantity) + whole) / (2n * whole);
}

/** Value that arrives with `quantity` units: at their cost, or, where nobody knows it, at the average of what is there. */
export function valueOfReceipt(held: Held, quantity: number, unitCostMinor: bigint | undefined): bigint {
  if (!Number.isInteger(quantity) || quantity < 0) throw new Error(`cannot receive ${quantity}`);
  if (unitCostMinor !== undefined) {
    if (unitCostMinor < 0n) throw new Error('a cost is not negative');
    return unitCostMinor * BigInt(quantity);
  }
  if (held.quantity === 0) return 0n;
  const whole = BigInt(held.quantity);
  return (2n * held.valueMinor * BigInt(quantity) + whole) / (2n * whole);
}

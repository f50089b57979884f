/**
 * The noun layer: how old the units at a place are. For ageing only, first in first out; what they are worth follows the running total
 * (stock-value.ts) and never the layer. Pure.
 */
export interface Age {
  /** Local date of the merchant, `YYYY-MM-DD`. */
  readonly receivedOn: string;
  readonly lot: string | null;
  /** Whole units, at least 1. */
  readonly quantity: number;
}

export function unitsOf(ages: readonly Age[]): number {
  return ages.reduce((total, age) => total + age.quantity, 0);
}

/** The first `quantity` units and the rest, in the order given. @throws on more than there are. */
export function splitAges(ages: readonly Age[], quantity: number): { readonly first: readonly Age[]; readonly rest: readonly Age[] } {
  const first: Age[] = [];
  const rest: Age[] = [];
  let left = quantity;
  for (const age of ages) {
    const part = Math.min(left, age.quantity);
    if (part > 0) first.push({ ...age, quantity: part });
    if (part < age.quantity) rest.push({ ...age, quantity: age.quantity - part });
    left -= part;
  }
  if (left > 0) throw new Error(`${quantity} units of ${unitsOf(ages)} in layers`);
  return { first, rest };
}

/** Oldest first; lots of one day by name. */
export function byAge(a: Age, b: Age): number {
  if (a.receivedOn !== b.receivedOn) return a.receivedOn < b.receivedOn ? -1 : 1;
  return (a.lot ?? '') < (b.lot ?? '') ? -1 : (a.lot ?? '') > (b.lot ?? '') ? 1 : 0;
}

/** One age a day and lot, oldest first. */
export function mergeAges(ages: readonly Age[]): Age[] {
  const byKey = Map.groupBy(ages, ageKey);
  return [...byKey.values()].flatMap((same) => (same[0] ? [{ ...same[0], quantity: unitsOf(same) }] : [])).toSorted(byAge);
}

export function ageKey(age: Pick<Age, 'receivedOn' | 'lot'>): string {
  return JSON.stringify([age.receivedOn, age.lot]);
}

/** As stored with a movement. */
export type StoredAge = readonly [receivedOn: string, lot: string | null, quantity: number];

export function storedAges(ages: readonly Age[]): StoredAge[] {
  return ages.map((age) => [age.receivedOn, age.lot, age.quantity]);
}

export function agesFrom(stored: readonly StoredAge[]): Age[] {
  return stored.map(([receivedOn, lot, quantity]) => ({ receivedOn, lot, quantity }));
}

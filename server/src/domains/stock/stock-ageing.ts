/** The noun ageing: what stock is worth by how long it has lain. Value is shared out over the units, so that the buckets add up to it exactly. Pure. */
import type { VariantId } from '@parley/contract/values/id.ts';
import { allocate } from '@parley/contract/values/money.ts';

/** Days since units were received. */
export const AGE_BUCKETS = ['0-30', '31-60', '61-90', '91+'] as const;
export type AgeBucket = (typeof AGE_BUCKETS)[number];

export interface Bucket {
  readonly quantity: number;
  readonly valueMinor: bigint;
}

/** By AGE_BUCKETS. */
export type Buckets = readonly [Bucket, Bucket, Bucket, Bucket];

const NOTHING: Bucket = { quantity: 0, valueMinor: 0n };
export const NO_BUCKETS: Buckets = [NOTHING, NOTHING, NOTHING, NOTHING];

/** @param units by AGE_BUCKETS. A value over no known layer at all counts as new. */
export function bucketsOf(level: { readonly valueMinor: bigint; readonly units: readonly [number, number, number, number] }): Buckets {
  const { units } = level;
  const isKnown = units.some((count) => count > 0);
  const weights = isKnown ? units.map(BigInt) : [1n, 0n, 0n, 0n];
  const values = allocate({ minor: level.valueMinor, currency: '' }, weights).map((part) => part.minor);
  const bucket = (index: 0 | 1 | 2 | 3): Bucket => ({ quantity: units[index], valueMinor: values[index] ?? 0n });
  return [bucket(0), bucket(1), bucket(2), bucket(3)];
}

export function addBuckets(a: Buckets, b: Buckets): Buckets {
  const bucket = (index: 0 | 1 | 2 | 3): Bucket => ({
    quantity: a[index].quantity + b[index].quantity,
    valueMinor: a[index].valueMinor + b[index].valueMinor,
  });
  return [bucket(0), bucket(1), bucket(2), bucket(3)];
}

export interface AgedVariant {
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly valueMinor: bigint;
  readonly buckets: Buckets;
}

/** One row a variant, in order of appearance. */
export function agedVariants(
  levels: readonly {
    readonly variantId: VariantId;
    readonly valueMinor: bigint;
    readonly units: readonly [number, number, number, number];
  }[],
): AgedVariant[] {
  const rows = new Map<VariantId, Buckets>();
  for (const level of levels) rows.set(level.variantId, addBuckets(rows.get(level.variantId) ?? NO_BUCKETS, bucketsOf(level)));
  return [...rows].map(([variantId, buckets]) => ({
    variantId,
    quantity: buckets.reduce((total, bucket) => total + bucket.quantity, 0),
    valueMinor: buckets.reduce((total, bucket) => total + bucket.valueMinor, 0n),
    buckets,
  }));
}

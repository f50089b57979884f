/** Which products stand in their catalogue when there is not room for all. Pure. */
import type { ProductId } from '@parley/contract/values/id.ts';

export interface RankedProduct {
  readonly productId: ProductId;
  /** Places it takes: one a variant. */
  readonly items: number;
  readonly isPriority: boolean;
  readonly inStock: boolean;
  /** Units sold of late. */
  readonly sold: number;
}

/**
 * Priority goes first; then, unless the shelf is rotated, what stands there already (so that a day's changes do not shuffle it); then
 * what is in stock, then what sold most; at last the order given. A product comes with all its variants or not at all.
 * @param kept what stands there now; undefined: choose anew.
 */
export function chooseProducts(
  products: readonly RankedProduct[],
  limit: number,
  kept: ReadonlySet<ProductId> | undefined,
): ReadonlySet<ProductId> {
  const rank = (product: RankedProduct): readonly number[] => [
    Number(product.isPriority),
    Number(kept?.has(product.productId) ?? false),
    Number(product.inStock),
    product.sold,
  ];
  const sorted = products.map((product) => ({ product, rank: rank(product) })).toSorted((one, other) => compareRanks(other.rank, one.rank));
  const chosen = new Set<ProductId>();
  let room = limit;
  for (const { product } of sorted) {
    if (product.items > room) continue;
    room -= product.items;
    chosen.add(product.productId);
  }
  return chosen;
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

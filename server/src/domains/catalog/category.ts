/** The noun category: a name in one of two levels. Pure. */
import type { CategoryId } from '@parley/contract/values/id.ts';

export interface CategoryView {
  readonly id: CategoryId;
  readonly parentId?: CategoryId;
  readonly name: string;
  /** Published products in it and in its children. */
  readonly productCount: number;
}

export interface CategoryRow {
  readonly id: CategoryId;
  readonly parentId: CategoryId | undefined;
  readonly name: string;
  readonly ownProducts: number;
}

/** Views in the order of the rows; a parent counts its children's products too. */
export function categoryViews(rows: readonly CategoryRow[]): readonly CategoryView[] {
  const below = new Map<CategoryId, number>();
  for (const row of rows) if (row.parentId) below.set(row.parentId, (below.get(row.parentId) ?? 0) + row.ownProducts);
  return rows.map((row) => ({
    id: row.id,
    ...(row.parentId && { parentId: row.parentId }),
    name: row.name,
    productCount: row.ownProducts + (below.get(row.id) ?? 0),
  }));
}

/** One space between words, none around. */
export function tidyName(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}

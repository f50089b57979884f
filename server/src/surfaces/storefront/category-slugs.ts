/** Pretty addresses of categories: `/c/tea` and `/c/tea/green`, made from their names. Pure. */
import type { CategoryId } from '@parley/contract/values/id.ts';
import { type CategoryView, freeSlug, slugOf } from '../../domains/catalog/index.ts';

export interface CategoryNode extends CategoryView {
  /** `/c/tea/green` */
  readonly path: string;
  readonly children: readonly CategoryNode[];
}

export interface CategoryTree {
  /** Of the first level, with something to buy in them, in the shop's order. */
  readonly top: readonly CategoryNode[];
  readonly byId: ReadonlyMap<CategoryId, CategoryNode>;
  /** By the segments after `/c/`. */
  find(segments: readonly string[]): CategoryNode | undefined;
}

export function categoryTree(categories: readonly CategoryView[]): CategoryTree {
  const byId = new Map<CategoryId, CategoryNode>();
  const byPath = new Map<string, CategoryNode>();
  const level = (parentId: CategoryId | undefined, prefix: string): CategoryNode[] => {
    const taken: string[] = [];
    return categories
      .filter((each) => each.parentId === parentId && each.productCount > 0)
      .map((each) => {
        const slug = freeSlug(slugOf(each.name), taken);
        taken.push(slug);
        const path = `${prefix}/${slug}`;
        const node: CategoryNode = { ...each, path, children: parentId === undefined ? level(each.id, path) : [] };
        byId.set(each.id, node);
        byPath.set(path, node);
        return node;
      });
  };
  return { top: level(undefined, '/c'), byId, find: (segments) => byPath.get(`/c/${segments.join('/')}`) };
}

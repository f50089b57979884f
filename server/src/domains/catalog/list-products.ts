/** A page of products, searched or plain. Which products it shows is remembered by catalogue version; whether they can be bought is asked anew. */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { createAnswerCache } from './answer-cache.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import type { Paged, ProductQuery, ProductSummary } from './product.ts';
import { stockOf } from './product-head.store.ts';
import { type ListedProduct, pageOfIds, productsByIds } from './product-list.store.ts';
import { searchTerms } from './search-text.ts';
import { readShop } from './shop.store.ts';

/** Pages kept in the process: about 20 KB each. */
const MOST_PAGES = 500;

export type ListProducts = (tx: Tx, query: ProductQuery) => Promise<Paged<ProductSummary>>;

export function createListProducts(deps: CatalogDeps): ListProducts {
  const pages = createAnswerCache<{ readonly listed: readonly ListedProduct[]; readonly total: number }>(MOST_PAGES);

  return async (tx, query) => {
    const terms = query.search === undefined ? undefined : searchTerms(query.search);
    const read = async () => {
      const { ids, total } = await pageOfIds(tx, query, terms, deps.stock.freeUnits);
      return { listed: await productsByIds(tx, ids), total };
    };
    const { version } = await readShop(tx);
    // Which products are in stock changes without the catalogue: such a page is not remembered.
    const page = dependsOnStock(query) ? await read() : await pages.remember(tx, keyOf(tx, query, terms), version, read);
    const available = await deps.stock.available(tx, trackedIn(page.listed));
    const items = page.listed.map(({ head, variants }) => ({ ...head, ...stockOf(variants, available) }));
    return { items, total: page.total };
  };
}

function dependsOnStock(query: ProductQuery): boolean {
  return query.onlyInStock === true || query.onlySoldOut === true || query.freeUnitsTo !== undefined;
}

function keyOf(tx: Tx, query: ProductQuery, terms: ReturnType<typeof searchTerms>): string {
  return JSON.stringify([
    tx.merchantId,
    query.categoryId,
    terms?.patterns,
    terms?.phrasePattern,
    query.isPriority,
    query.priceFrom?.toString(),
    query.priceTo?.toString(),
    query.state,
    query.sort,
    query.page,
    query.limit,
  ]);
}

function trackedIn(listed: readonly ListedProduct[]): VariantId[] {
  return listed.flatMap(({ variants }) => variants.filter((each) => each.isTracked).map((each) => each.variantId));
}

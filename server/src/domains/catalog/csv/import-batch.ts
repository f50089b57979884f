/** Takes in one batch of a file within one transaction: finds, decides, writes all at once. What is as the file says already is not touched. */
import type { ProductId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import type { CatalogDeps } from '../catalog-deps.ts';
import { searchTextOf, slugOf } from '../search-text.ts';
import { bumpVersion } from '../shop.store.ts';
import { lowestPrice } from '../variant-plan.ts';
import { type Cause, type Moves, moveDifferences, movesOf, openUnits } from './batch-stock.ts';
import type { Draft, RowRefusal } from './draft.ts';
import { fetchPicturesJob, PICTURE_LANES } from './import-job-kinds.ts';
import { findKnown, lockShop, takenSlugsOf } from './known.store.ts';
import { isDifferent, type PlannedProduct, planBatch } from './plan.ts';
import { type CategoryFinder, settleCategories } from './settle-categories.ts';
import { askForPictures, insertProducts, insertVariantRows, type ProductRow, updateProducts, updateVariantRows } from './write.store.ts';

export interface BatchInput {
  readonly drafts: readonly Draft[];
  readonly cause: Cause;
  /** Writes nothing but what only stock can judge, which the caller undoes. */
  readonly isDryRun: boolean;
  readonly claims: Map<string, string>;
  readonly ownPicture: (url: string) => string | undefined;
}

export interface BatchDone {
  readonly added: number;
  readonly updated: number;
  readonly refused: readonly { readonly draft: Draft; readonly refusals: readonly RowRefusal[] }[];
}

type Deps = Pick<CatalogDeps, 'clock' | 'stock'>;

export async function importBatch(deps: Deps, tx: Tx, input: BatchInput): Promise<BatchDone> {
  const { drafts, cause } = input;
  const { currency } = await lockShop(tx);
  const plan = planBatch({ ...input, currency, known: await findKnown(tx, namedIn(drafts)) });
  const moves = await movesOf(deps.stock, tx, plan.products);
  const short = await moveDifferences(deps.stock, tx, { moves: moves.differences, cause, currency });
  const kept = plan.products.filter((product) => !short.has(product));
  const moved = new Set([...moves.openings, ...moves.differences].map((move) => move.product));
  if (!input.isDryRun) {
    const changed = kept.filter((product) => isDifferent(product));
    await write(deps, tx, changed, currency);
    await openStock(deps, tx, { moves, kept, cause, currency });
    await askPictures(deps, tx, kept, cause.importId);
  }
  const added = kept.filter((product) => !product.known).length;
  const touched = kept.filter((product) => isDifferent(product) || moved.has(product)).length;
  const refusedByStock = [...short].map(([{ draft }, refusals]) => ({ draft, refusals }));
  return { added, updated: touched - added, refused: [...plan.refused, ...refusedByStock] };
}

/** By name only what has neither an id nor a sku: names are not looked up by an index. */
function namedIn(drafts: readonly Draft[]) {
  const skus = drafts.flatMap((draft) => draft.variants.flatMap((each) => each.sku ?? []));
  const byNameOnly = drafts.filter((draft) => draft.externalId === undefined && draft.name !== undefined);
  return {
    externalIds: drafts.flatMap((draft) => draft.externalId ?? []),
    skus: [...new Set(skus)],
    names: byNameOnly.flatMap((draft) => draft.name ?? []),
  };
}

async function write({ clock }: Deps, tx: Tx, products: readonly PlannedProduct[], currency: string): Promise<void> {
  if (products.length === 0) return;
  await bumpVersion(tx);
  const at = clock.now();
  const categoryOf = await settleCategories(
    tx,
    products.flatMap((product) => product.category ?? []),
    at,
  );
  const fresh = products.filter((product) => !product.known);
  const slugs = await slugsFor(tx, fresh);
  const rowOf = (product: PlannedProduct) => productRow(product, { currency, categoryOf, slug: slugs.get(product.id) });
  await insertProducts(tx, fresh.map(rowOf), at);
  // The row carries what follows from the variants: the lowest price, the codes that can be searched for.
  await updateProducts(tx, products.filter((product) => product.known).map(rowOf), at);
  await updateVariantRows(
    tx,
    products.flatMap((product) => product.changed),
  );
  await insertVariantRows(
    tx,
    products.flatMap((product) => product.added),
    at,
  );
}

async function slugsFor(tx: Tx, fresh: readonly PlannedProduct[]): Promise<ReadonlyMap<ProductId, string>> {
  const wanted = fresh.map((product) => ({ id: product.id, slug: slugOf(product.fields.name) }));
  const used = new Set(
    await takenSlugsOf(
      tx,
      wanted.map((each) => each.slug),
    ),
  );
  const last = new Map<string, number>();
  return new Map(
    wanted.map(({ id, slug }) => {
      let free = slug;
      for (let n = last.get(slug) ?? 2; used.has(free); n += 1) {
        free = `${slug}-${n}`;
        last.set(slug, n + 1);
      }
      used.add(free);
      return [id, free];
    }),
  );
}

function productRow(
  product: PlannedProduct,
  more: { readonly currency: string; readonly categoryOf: CategoryFinder; readonly slug: string | undefined },
): ProductRow {
  const { fields, known, variants, category } = product;
  const codes = [fields.externalId, fields.barcode, ...variants.map((each) => each.sku)].filter((code) => code !== undefined);
  const categoryId = category ? more.categoryOf(category) : known?.categoryId;
  const priceMinor = lowestPrice(variants.map((each) => each.priceMinor));
  if (categoryId === undefined || priceMinor === undefined) throw new Error('a planned product lacks its category or its variants');
  return {
    ...fields,
    id: product.id,
    slug: more.slug,
    categoryId,
    priceMinor,
    currency: more.currency,
    optionNames: product.optionNames,
    searchText: searchTextOf({ name: fields.name, description: fields.description, codes }),
  };
}

async function openStock(
  { stock }: Deps,
  tx: Tx,
  input: { readonly moves: Moves; readonly kept: readonly PlannedProduct[]; readonly cause: Cause; readonly currency: string },
): Promise<void> {
  const { moves, kept, cause, currency } = input;
  const stays = new Set(kept);
  await openUnits(stock, tx, { moves: moves.openings.filter((move) => stays.has(move.product)), cause, currency });
}

async function askPictures({ clock }: Deps, tx: Tx, products: readonly PlannedProduct[], importId: string): Promise<void> {
  const at = clock.now();
  const asked = products
    .flatMap((product) => product.pictures.map((picture) => ({ ...picture, productId: product.id })))
    .map((picture, index) => ({ ...picture, lane: index % PICTURE_LANES }));
  await askForPictures(tx, asked, importId, at);
  for (const lane of new Set(asked.map((each) => each.lane)))
    await enqueue(tx, at, fetchPicturesJob, { lane }, { key: `${lane}`, dedupe: `${lane}` });
}

/** What a batch will do, decided from values alone: which drafts are new, what differs in those that are known, and which cannot be. Pure. */
import { newId, type ProductId } from '@parley/contract/values/id.ts';
import type { StoredVariant } from '../variant.store.ts';
import type { Draft, DraftCategory, RowRefusal } from './draft.ts';
import type { KnownProduct } from './known.store.ts';
import { fieldsOfNew, mergedFields } from './plan-fields.ts';
import { planVariantsOf } from './plan-variants.ts';
import type { PlannedFields, PlannedPicture, PlannedUnits } from './planned.ts';

export interface PlannedProduct {
  readonly draft: Draft;
  readonly id: ProductId;
  readonly known: KnownProduct | undefined;
  readonly fields: PlannedFields;
  /** Absent: it stays in the category it hangs in. */
  readonly category: DraftCategory | undefined;
  readonly optionNames: readonly string[];
  /** All living ones, as they will be. */
  readonly variants: readonly StoredVariant[];
  readonly added: readonly StoredVariant[];
  readonly changed: readonly StoredVariant[];
  /** Its own row differs. */
  readonly isChanged: boolean;
  readonly units: readonly PlannedUnits[];
  readonly pictures: readonly PlannedPicture[];
}

export interface Plan {
  readonly products: readonly PlannedProduct[];
  readonly refused: readonly { readonly draft: Draft; readonly refusals: readonly RowRefusal[] }[];
}

export interface PlanInput {
  readonly drafts: readonly Draft[];
  readonly known: readonly KnownProduct[];
  readonly currency: string;
  /** Skus that earlier parts of the same file have taken, with the key of their product: for dry runs, which leave no rows. */
  readonly claims: Map<string, string>;
  /** The blob of one of our own picture addresses; undefined for others'. */
  readonly ownPicture: (url: string) => string | undefined;
}

export function planBatch(input: PlanInput): Plan {
  const finder = createFinder(input.known);
  const products: PlannedProduct[] = [];
  const refused: { draft: Draft; refusals: readonly RowRefusal[] }[] = [];
  const taken = new Set<ProductId>();
  for (const draft of input.drafts) {
    const found = finder(draft);
    const planned = 'column' in found ? [found] : planOne(input, draft, found.known, taken);
    if (Array.isArray(planned)) refused.push({ draft, refusals: planned });
    else {
      products.push(planned);
      taken.add(planned.id);
      for (const { sku } of planned.variants) if (sku !== undefined) input.claims.set(sku, draft.key);
    }
  }
  return { products, refused };
}

function planOne(
  input: PlanInput,
  draft: Draft,
  known: KnownProduct | undefined,
  taken: ReadonlySet<ProductId>,
): PlannedProduct | RowRefusal[] {
  if (known && taken.has(known.id))
    return [{ row: draft.row, column: 'product_id', message: 'Another row of this file is about the same product.' }];
  const problems = known ? [] : missingOf(draft);
  const id = known?.id ?? newId<ProductId>();
  const variants = planVariantsOf(draft, known, id);
  if ('refusals' in variants) problems.push(...variants.refusals);
  else problems.push(...skuProblems(input, draft, id, variants.added, variants.changed));
  if ('refusals' in variants || problems.length > 0) return problems;
  const fields = known ? mergedFields(known, draft, variants.optionNames) : fieldsOfNew(draft, variants.all);
  const category = changedCategory(draft, known);
  const pictures = picturesOf(input, draft, known);
  const isChanged = !known || fields.isChanged || category !== undefined;
  return {
    draft,
    id,
    known,
    fields,
    category,
    optionNames: variants.optionNames,
    variants: variants.all,
    added: variants.added,
    changed: variants.changed,
    isChanged,
    units: variants.units,
    pictures,
  };
}

/**
 * By the merchant's id, or by ours, which an export writes where there is none. An id that is new may be given to the product that has the sku
 * and no id yet. Without an id by a sku, else by the name.
 */
function createFinder(known: readonly KnownProduct[]) {
  const byId = new Map<string, KnownProduct>();
  const bySku = new Map<string, KnownProduct>();
  const byName = new Map<string, KnownProduct[]>();
  for (const product of known) byId.set(product.id, product);
  for (const product of known) {
    if (product.externalId !== undefined) byId.set(product.externalId, product);
    for (const { sku } of product.variants) if (sku !== undefined) bySku.set(sku, product);
    const name = product.name.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), product]);
  }
  return (draft: Draft): { readonly known: KnownProduct | undefined } | RowRefusal => {
    const bySkus = draft.variants.map(({ sku }) => (sku ? bySku.get(sku) : undefined)).find((product) => product !== undefined);
    if (draft.externalId !== undefined)
      return { known: byId.get(draft.externalId) ?? (bySkus?.externalId === undefined ? bySkus : undefined) };
    if (bySkus) return { known: bySkus };
    const sameName = draft.name === undefined ? [] : (byName.get(draft.name.toLowerCase()) ?? []);
    if (sameName.length > 1)
      return {
        row: draft.row,
        column: 'product_id',
        message: `${sameName.length} products have this name. Say which by product_id or sku.`,
      };
    return { known: sameName[0] };
  };
}

function missingOf(draft: Draft): RowRefusal[] {
  const missing: RowRefusal[] = [];
  const need = (column: string, row = draft.row) => missing.push({ row, column, message: 'A new product needs this.' });
  if (draft.name === undefined) need('name');
  if (draft.category === undefined) need('category');
  return missing;
}

/** Skus are one variant's each, in the whole shop. A swap within one product is fine; between products it takes two files. */
function skuProblems(
  { known, claims }: PlanInput,
  draft: Draft,
  id: ProductId,
  added: readonly StoredVariant[],
  changed: readonly StoredVariant[],
): RowRefusal[] {
  const written = new Set([...added, ...changed].map((each) => each.id));
  const owner = (sku: string) =>
    known
      .flatMap((product) => product.variants)
      .find((variant) => variant.sku === sku && !(variant.productId === id && written.has(variant.id)));
  return [...added, ...changed].flatMap((variant) => {
    if (variant.sku === undefined) return [];
    const claimed = claims.get(variant.sku);
    if ((claimed === undefined || claimed === draft.key) && !owner(variant.sku)) return [];
    const row = draft.variants.find((each) => each.sku === variant.sku)?.row ?? draft.row;
    return [{ row, column: 'sku', message: 'Another product has this sku.' }];
  });
}

function changedCategory({ category }: Draft, known: KnownProduct | undefined): DraftCategory | undefined {
  if (!category || !known) return category;
  const isSame = (a: string | undefined, b: string | undefined) => a?.toLowerCase() === b?.toLowerCase();
  if (!isSame(category.name, known.category)) return category;
  return category.subcategory === undefined || isSame(category.subcategory ?? undefined, known.subcategory) ? undefined : category;
}

/** What is there already, or was fetched before, is not fetched again; what failed is tried once more. */
function picturesOf({ ownPicture }: PlanInput, draft: Draft, known: KnownProduct | undefined): PlannedPicture[] {
  return draft.images.flatMap((url, index) => {
    const blob = ownPicture(url);
    if (blob !== undefined && known?.blobs.includes(blob)) return [];
    const before = known?.fetches.get(url);
    return before === 'done' || before === 'waiting' ? [] : [{ url, isMain: index === 0 }];
  });
}

/** Something of it will be written; a picture that failed before and is tried again does not count. */
export function isDifferent(planned: PlannedProduct): boolean {
  const { known } = planned;
  return (
    planned.isChanged ||
    planned.added.length > 0 ||
    planned.changed.length > 0 ||
    planned.pictures.some((picture) => known?.fetches.get(picture.url) === undefined)
  );
}

/** The variants of a product as a draft leaves them. Those that the draft does not name stay: an import takes nothing away. Pure. */
import { newId, type ProductId, type VariantId } from '@parley/contract/values/id.ts';
import type { StoredVariant } from '../variant.store.ts';
import { mostVariants } from '../variant-plan.ts';
import type { Draft, DraftVariant, RowRefusal } from './draft.ts';
import type { KnownProduct } from './known.store.ts';
import type { PlannedUnits } from './planned.ts';

interface PlannedVariants {
  readonly optionNames: readonly string[];
  readonly all: readonly StoredVariant[];
  readonly added: readonly StoredVariant[];
  readonly changed: readonly StoredVariant[];
  readonly units: readonly PlannedUnits[];
}

export function planVariantsOf(
  draft: Draft,
  known: KnownProduct | undefined,
  productId: ProductId,
): PlannedVariants | { readonly refusals: readonly RowRefusal[] } {
  const optionNames = optionNamesOf(draft, known);
  if (!optionNames)
    return {
      refusals: [
        {
          row: draft.row,
          column: 'option1_name',
          message: known?.optionNames.length
            ? `This product has the options ${known.optionNames.join(', ')}.`
            : 'This product has no options.',
        },
      ],
    };
  const refusals: RowRefusal[] = [];
  const pairs = pairUp(draft, known);
  const next = new Map<VariantId, StoredVariant>(known?.variants.map((each) => [each.id, each]));
  const added: StoredVariant[] = [];
  const changed: StoredVariant[] = [];
  const units: PlannedUnits[] = [];
  let position = Math.max(-1, ...(known?.variants ?? []).map((each) => each.position));
  for (const [given, before] of pairs) {
    if (!before && isOfProductAlone(given, optionNames)) {
      refusals.push(...unsaid(given));
      continue;
    }
    const after = before ? mergedVariant(before, given, known) : newVariant(given, draft, productId, (position += 1));
    if (!after) {
      refusals.push({ row: given.row, column: 'price', message: 'A new product needs this.' });
      continue;
    }
    next.set(after.id, after);
    if (!before) added.push(after);
    else if (after !== before) changed.push(after);
    if (given.units !== undefined)
      units.push({ row: given.row, variantId: after.id, units: given.units, costMinor: given.costMinor, isOpening: !before?.isTracked });
  }
  const all = [...next.values()];
  if (all.length > mostVariants) refusals.push({ row: draft.row, column: 'option1_value', message: `At most ${mostVariants} variants.` });
  if (refusals.length > 0) return { refusals };
  return { optionNames, all, added, changed, units };
}

/** The file's names where they are as many as the product has; the product's where the file has none. */
function optionNamesOf(draft: Draft, known: KnownProduct | undefined): readonly string[] | undefined {
  if (!known || draft.optionNames.length === known.optionNames.length) return draft.optionNames;
  return draft.optionNames.length === 0 ? known.optionNames : undefined;
}

/** By options first, whatever their case, then by sku: so a value can be renamed. */
function pairUp(draft: Draft, known: KnownProduct | undefined): (readonly [DraftVariant, StoredVariant | undefined])[] {
  const free = new Set(known?.variants);
  const found = new Map<DraftVariant, StoredVariant>();
  const match = (fits: (given: DraftVariant, variant: StoredVariant) => boolean) => {
    for (const given of draft.variants) {
      if (found.has(given)) continue;
      const variant = [...free].find((each) => fits(given, each));
      if (!variant) continue;
      found.set(given, variant);
      free.delete(variant);
    }
  };
  const lower = (values: readonly string[]) => JSON.stringify(values).toLowerCase();
  match((given, variant) => JSON.stringify(given.optionValues) === JSON.stringify(variant.optionValues));
  match((given, variant) => lower(given.optionValues) === lower(variant.optionValues));
  match((given, variant) => given.sku !== null && given.sku !== undefined && given.sku === variant.sku);
  return draft.variants.map((given) => [given, found.get(given)]);
}

/** The row names no option of a product that has some. */
function isOfProductAlone(given: DraftVariant, optionNames: readonly string[]): boolean {
  return optionNames.length > 0 && given.optionValues.every((each) => each === '');
}

function unsaid({ row, priceMinor, units, sku }: DraftVariant): RowRefusal[] {
  if (priceMinor === undefined && units === undefined && !sku) return [];
  return [{ row, column: 'option1_value', message: 'This product has options: say which this row is about.' }];
}

function newVariant(given: DraftVariant, draft: Draft, productId: ProductId, position: number): StoredVariant | undefined {
  const price = given.priceMinor ?? draft.variants.find((each) => each.priceMinor !== undefined)?.priceMinor;
  if (price === undefined) return undefined;
  return {
    id: newId<VariantId>(),
    productId,
    optionValues: given.optionValues,
    sku: given.sku ?? undefined,
    priceMinor: price,
    weightGrams: given.weightGrams ?? undefined,
    // Where the stock is opened in the same transaction.
    isTracked: given.units !== undefined,
    inStock: given.inStock ?? true,
    position,
  };
}

function mergedVariant(before: StoredVariant, given: DraftVariant, known: KnownProduct | undefined): StoredVariant {
  const effective = before.weightGrams ?? known?.weightGrams;
  const weight = given.weightGrams === undefined ? effective : (given.weightGrams ?? undefined);
  const after: StoredVariant = {
    ...before,
    optionValues: given.optionValues.some((each) => each !== '') ? given.optionValues : before.optionValues,
    sku: given.sku === undefined ? before.sku : (given.sku ?? undefined),
    priceMinor: given.priceMinor ?? before.priceMinor,
    weightGrams: weight === effective ? before.weightGrams : weight,
    // Of what is counted the count decides; so does the cell of an export.
    inStock: before.isTracked || given.units !== undefined ? before.inStock : (given.inStock ?? before.inStock),
  };
  const isSame =
    after.sku === before.sku &&
    after.priceMinor === before.priceMinor &&
    after.weightGrams === before.weightGrams &&
    after.inStock === before.inStock &&
    JSON.stringify(after.optionValues) === JSON.stringify(before.optionValues);
  return isSame ? before : after;
}

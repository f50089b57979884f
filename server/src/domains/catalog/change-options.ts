/** Gives a product options, renames them, puts them in another order or takes them away; its variants keep their values, orders and stock. */
import type { ProductId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { orDuplicate } from './or-duplicate.ts';
import { lockProduct, updateOptionNames } from './product.store.ts';
import { refreshDerived } from './refresh-derived.ts';
import { bumpVersion } from './shop.store.ts';
import { updateVariant, variantsOf } from './variant.store.ts';

export interface OptionChange {
  readonly name: string;
  /** Its name until now; absent: `name`. */
  readonly was?: string;
  /** What the variants that are there get, for an option that is new. */
  readonly value?: string;
}

/** Where a new option's values come from: a place among the old ones, or one value for all. */
type Source = { readonly at: number } | { readonly value: string };

/** Refuses `product.not_found`, `request.invalid` naming the field, `product.duplicate` when two variants would become the same. */
export async function changeOptions(deps: CatalogDeps, tx: Tx, id: ProductId, options: readonly OptionChange[]): Promise<Result<void>> {
  await bumpVersion(tx);
  const product = await lockProduct(tx, id);
  if (!product) return refuse('product.not_found');
  const sources = sourcesOf(product.optionNames, options);
  if (!sources.ok) return sources;
  const variants = await variantsOf(tx, id);
  const next = variants.map((variant) => ({
    ...variant,
    optionValues: sources.value.map((source) => ('at' in source ? (variant.optionValues[source.at] ?? '') : source.value)),
  }));
  if (new Set(next.map((variant) => JSON.stringify(variant.optionValues))).size < next.length)
    return invalid('options', 'Two variants would become the same: delete one of them first.');
  return orDuplicate(tx, async () => {
    const names = options.map((option) => option.name);
    // Through values nobody has, so that no two variants are the same on the way.
    for (const variant of next) await updateVariant(tx, { ...variant, optionValues: [variant.id] });
    await updateOptionNames(tx, id, names);
    for (const variant of next) await updateVariant(tx, variant);
    await refreshDerived(deps, tx, id);
    return ok(undefined);
  });
}

function sourcesOf(names: readonly string[], options: readonly OptionChange[]): Result<readonly Source[]> {
  if (new Set(options.map((option) => option.name.toLowerCase())).size < options.length)
    return invalid('options', 'Two options have the same name.');
  const sources: Source[] = [];
  for (const [index, option] of options.entries()) {
    const at = names.indexOf(option.was ?? option.name);
    if (at >= 0) sources.push({ at });
    else if (option.was !== undefined) return invalid(`options.${index}.was`, 'This product has no such option.');
    else if (option.value === undefined)
      return invalid(`options.${index}.value`, 'A new option needs a value for the variants that are there.');
    else sources.push({ value: option.value });
  }
  const kept = sources.flatMap((source) => ('at' in source ? [source.at] : []));
  return new Set(kept).size < kept.length ? invalid('options', 'Two options come from the same one.') : ok(sources);
}

function invalid(field: string, message: string) {
  return refuse('request.invalid', { details: [{ field, message }] });
}

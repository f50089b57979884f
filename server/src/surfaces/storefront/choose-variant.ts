/** Which variant a product page shows for the options in its address, and which other options can be had with it. Pure. */
import type { ProductDetail } from '../../domains/catalog/index.ts';

export type Variant = ProductDetail['variants'][number];

export interface OptionChoice {
  readonly value: string;
  readonly isChosen: boolean;
  /** The address's query that chooses it; undefined where that cannot be bought. */
  readonly query: string | undefined;
}

export interface OptionGroup {
  readonly name: string;
  readonly choices: readonly OptionChoice[];
}

export interface Chosen {
  readonly variant: Variant | undefined;
  readonly groups: readonly OptionGroup[];
}

/** Units that can be bought now, at most 99. */
export function unitsOf(variant: Variant): number {
  if (!variant.isForSale) return 0;
  if (!variant.isTracked) return variant.inStock ? 99 : 0;
  return Math.max(0, Math.min(99, variant.available ?? 0));
}

/** @param query `o1=Coarse&o2=500 g`; what is missing, unknown or contradicts is filled from the first variant that fits best. */
export function chooseVariant(product: ProductDetail, query: Readonly<Record<string, unknown>>): Chosen {
  const variants = product.variants.filter((each) => each.isForSale);
  const wanted = product.optionNames.map((_, at) => query[`o${at + 1}`]);
  const fit = (variant: Variant): number => variant.optionValues.filter((value, at) => value === wanted[at]).length;
  const asksNothing = wanted.every((each) => typeof each !== 'string');
  let variant: Variant | undefined;
  for (const each of variants) {
    const isBetter =
      variant === undefined ||
      fit(each) > fit(variant) ||
      // Whoever has chosen nothing is shown something they can buy.
      (fit(each) === fit(variant) && (asksNothing || fit(each) < wanted.length) && unitsOf(variant) === 0 && unitsOf(each) > 0);
    if (isBetter) variant = each;
  }
  const groups = product.optionNames.map((name, at) => ({ name, choices: choicesOf(variants, variant, at) }));
  return { variant, groups };
}

function choicesOf(variants: readonly Variant[], chosen: Variant | undefined, at: number): readonly OptionChoice[] {
  const values = [...new Set(variants.map((each) => each.optionValues[at]).filter((value) => value !== undefined))];
  return values.map((value) => {
    const other = variants.find((each) =>
      each.optionValues.every((own, place) => own === (place === at ? value : chosen?.optionValues[place])),
    );
    const isChosen = chosen?.optionValues[at] === value;
    return { value, isChosen, query: other && (isChosen || unitsOf(other) > 0) ? queryFor(other) : undefined };
  });
}

export function queryFor(variant: Pick<Variant, 'optionValues'>): string {
  const query = new URLSearchParams(variant.optionValues.map((value, at) => [`o${at + 1}`, value]));
  return query.size === 0 ? '' : `?${query}`;
}

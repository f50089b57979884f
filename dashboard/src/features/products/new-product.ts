/** A product that is not there yet, as its form holds it and as the API wants it. Pure. */
import { typedAmount } from '../../speech/typed-amount.ts';
import { combinationsOf, type OptionDraft } from './option-plan.ts';
import { emptyDraft, newProductOf, type ProductDraft } from './product-draft.ts';

/** What differs from the product's own; empty means the same, or not counted. */
export interface NewVariant {
  readonly price?: string;
  readonly sku?: string;
  readonly stock_quantity?: string;
}

export interface NewProduct extends ProductDraft {
  readonly stock_quantity: string;
  readonly cost_price: string;
  readonly options: readonly OptionDraft[];
  /** Label → what was typed for it. */
  readonly variants: Readonly<Record<string, NewVariant>>;
}

export const nothingNew: NewProduct = { ...emptyDraft, stock_quantity: '', cost_price: '', options: [], variants: {} };

export const labelOf = (options: Readonly<Record<string, string>>): string => Object.values(options).join(' · ');

export function newBody({ stock_quantity, cost_price, options, variants, ...draft }: NewProduct): object {
  const cost = cost_price === '' ? {} : { cost_price: typedAmount(cost_price) };
  const product = newProductOf(draft);
  if (options.length === 0) return { ...product, ...(stock_quantity === '' ? {} : { stock_quantity: Number(stock_quantity), ...cost }) };
  const { sku: _, ...plain } = product;
  return {
    ...plain,
    options: options.map(({ name }) => ({ name: name.trim() })),
    variants: combinationsOf(options).map((values) => {
      const own = variants[labelOf(values)] ?? {};
      return {
        options: values,
        ...(own.price ? { price: typedAmount(own.price) } : {}),
        ...(own.sku ? { sku: own.sku.trim() } : {}),
        ...(own.stock_quantity ? { stock_quantity: Number(own.stock_quantity), ...cost } : {}),
      };
    }),
  };
}

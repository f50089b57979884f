/** Which variants a product gets: one without options, or those given, each with a value for every option. Pure. */
import type { Money } from '@parley/contract/values/money.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { OpeningStock, ProductInput } from './product.ts';

export const mostVariants = 100;
const MOST_OPTIONS = 3;

export interface PlannedVariant {
  readonly optionValues: readonly string[];
  readonly price: Money;
  readonly sku: string | undefined;
  readonly weightGrams: number | undefined;
  readonly inStock: boolean;
  readonly stock: OpeningStock | undefined;
}

/** Refuses `request.invalid`, naming the field. */
export function planVariants(input: ProductInput): Result<readonly PlannedVariant[]> {
  const names = input.optionNames ?? [];
  const given = input.variants ?? [];
  if (given.length === 0 && names.length === 0)
    return ok([
      {
        optionValues: [],
        price: input.price,
        sku: input.sku,
        weightGrams: input.weightGrams,
        inStock: input.inStock ?? true,
        stock: input.stock,
      },
    ]);
  const problems = problemsOf(input, names, given);
  if (problems.length > 0) return refuse('request.invalid', { details: problems });
  return ok(
    given.map((variant) => ({
      optionValues: variant.optionValues,
      price: variant.price,
      sku: variant.sku,
      weightGrams: variant.weightGrams ?? input.weightGrams,
      inStock: variant.inStock ?? input.inStock ?? true,
      stock: variant.stock,
    })),
  );
}

function problemsOf(input: ProductInput, names: readonly string[], given: NonNullable<ProductInput['variants']>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (names.length > MOST_OPTIONS) problems.push({ field: 'options', message: `At most ${MOST_OPTIONS} options.` });
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length)
    problems.push({ field: 'options', message: 'Two options have the same name.' });
  if (given.length === 0) problems.push({ field: 'variants', message: 'A product with options needs at least one variant.' });
  if (given.length > mostVariants) problems.push({ field: 'variants', message: `At most ${mostVariants} variants.` });
  if (input.sku !== undefined && given.length > 1) problems.push({ field: 'sku', message: 'Give each variant its own sku.' });
  if (input.stock !== undefined) problems.push({ field: 'stock_quantity', message: 'Give each variant its own stock.' });
  const seen = new Set<string>();
  for (const [index, variant] of given.entries()) {
    const field = `variants.${index}.options`;
    if (variant.optionValues.length !== names.length || variant.optionValues.some((value) => value === ''))
      problems.push({ field, message: `Needs a value for each of: ${names.join(', ') || 'no option'}.` });
    const key = JSON.stringify(variant.optionValues);
    if (seen.has(key)) problems.push({ field, message: 'Two variants have the same options.' });
    seen.add(key);
  }
  return problems;
}

/** What lists show and sort by. */
export function lowestPrice(prices: readonly bigint[]): bigint | undefined {
  return prices.reduce<bigint | undefined>((low, price) => (low === undefined || price < low ? price : low), undefined);
}

/** `Coarse · 500 g`, '' without options. */
export function optionLabel(values: readonly string[]): string {
  return values.join(' · ');
}

/** What the routes of stock need, and how they read variants and amounts from a request. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { type Money, moneyToDecimal, parseMoney } from '@parley/contract/values/money.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Role } from '@parley/contract/values/role.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Stock } from './index.ts';

/** A variant as the catalogue calls it. */
export interface Named {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly productName: string;
  readonly optionLabel: string;
  readonly sku?: string;
}

export interface StockRoutesDeps {
  readonly stock: Stock;
  /** The catalogue's answers; stock does not know what its variants are called. */
  readonly catalog: {
    currency(tx: Tx): Promise<string>;
    variants(tx: Tx, ids: readonly VariantId[]): Promise<readonly Named[]>;
    variantsByRetailerId(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Named>>;
  };
  readonly audit: {
    record(
      tx: Tx,
      record: {
        readonly action: string;
        readonly subject: { readonly kind: string; readonly id: string };
        readonly actor: Actor;
        readonly before?: unknown;
        readonly after?: unknown;
        readonly requestId?: string;
      },
    ): Promise<void>;
  };
}

/** Who receives goods and bills. */
export const buying: readonly Role[] = ['owner', 'manager', 'fulfilment', 'accountant'];
/** Who sees what things cost. */
export const seeingCosts: readonly Role[] = ['owner', 'manager', 'fulfilment', 'accountant', 'viewer'];

export function actorText(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}

export function decimalOf(minor: bigint, currency: string): string {
  return moneyToDecimal({ minor, currency });
}

interface NamedLine {
  readonly variant_id?: string | undefined;
  readonly sku?: string | undefined;
}

/** The variant of each line, undefined where a line names none. Refuses `variant.not_found`, naming the lines. */
export async function variantsOf(
  { catalog }: Pick<StockRoutesDeps, 'catalog'>,
  tx: Tx,
  lines: readonly NamedLine[],
): Promise<Result<readonly (VariantId | undefined)[]>> {
  const codes = lines.flatMap((line) => (line.sku === undefined ? [] : [line.sku]));
  const bySku = codes.length === 0 ? new Map<string, Named>() : await catalog.variantsByRetailerId(tx, codes);
  const ids = lines.map((line) => (line.sku === undefined ? (line.variant_id as VariantId | undefined) : bySku.get(line.sku)?.variantId));
  const unknown = lines.flatMap((line, index) =>
    line.sku !== undefined && ids[index] === undefined ? [{ field: `lines.${index}.sku`, message: 'No variant has this code.' }] : [],
  );
  return unknown.length > 0 ? refuse('variant.not_found', { details: unknown }) : ok(ids);
}

/** As variantsOf, for lines that all name one. */
export async function allVariantsOf<L extends NamedLine>(
  deps: Pick<StockRoutesDeps, 'catalog'>,
  tx: Tx,
  lines: readonly L[],
): Promise<Result<readonly (L & { readonly variantId: VariantId })[]>> {
  const ids = await variantsOf(deps, tx, lines);
  if (!ids.ok) return ids;
  return ok(
    lines.map((line, index) => {
      const variantId = ids.value[index];
      if (variantId === undefined) throw new Error('a line that names no variant passed the schema');
      return { ...line, variantId };
    }),
  );
}

/** Amounts by the field they stand in; absent ones stay absent. Refuses `request.invalid`, naming the fields. */
export function amountsOf(
  given: readonly { readonly field: string; readonly amount: string | number | undefined }[],
  currency: string,
): Result<readonly (Money | undefined)[]> {
  const amounts = given.map(({ amount }) => (amount === undefined ? undefined : parseMoney(`${amount}`, currency)));
  const problems: FieldProblem[] = given.flatMap(({ field, amount }, index) => {
    const read = amounts[index];
    if (amount === undefined || (read && read.minor >= 0n)) return [];
    return [{ field, message: `A decimal amount in ${currency}, not negative.` }];
  });
  return problems.length > 0 ? refuse('request.invalid', { details: problems }) : ok(amounts);
}

/** What the catalogue calls the variants. */
export async function namesOf({ catalog }: Pick<StockRoutesDeps, 'catalog'>, tx: Tx, ids: readonly VariantId[]) {
  const known = new Map((await catalog.variants(tx, [...new Set(ids)])).map((each) => [each.variantId, each]));
  return (id: VariantId) => ({
    variant_id: id,
    sku: known.get(id)?.sku ?? null,
    product_name: known.get(id)?.productName ?? '',
    options: known.get(id)?.optionLabel ?? '',
  });
}

/** Where the movements behind a variant's figures are listed. */
export function drillOf(id: VariantId): string {
  return `/api/v1/inventory/movements?variant_id=${id}`;
}

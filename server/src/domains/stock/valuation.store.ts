/** SQL over what stock is worth and how old it is, summed by variant. Reads only. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export async function valuesByVariant(tx: Tx): Promise<{ readonly variantId: VariantId; readonly valueMinor: bigint }[]> {
  const { rows } = await sql<{ variantId: VariantId; valueMinor: bigint }>`
    select variant_id as "variantId", sum(value_minor)::bigint as "valueMinor" from stock_levels
    where merchant_id = ${tx.merchantId} and value_minor <> 0 group by variant_id order by variant_id`.execute(tx.db);
  return rows;
}

export interface Totals {
  readonly variants: number;
  readonly quantity: number;
  readonly valueMinor: bigint;
}

const ON_HAND = sql`on_hand > 0`;

export async function stockTotals(tx: Tx): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select count(distinct variant_id)::int as variants, coalesce(sum(on_hand), 0)::float8 as quantity,
      coalesce(sum(value_minor), 0)::bigint as "valueMinor"
    from stock_levels where merchant_id = ${tx.merchantId} and ${ON_HAND}`.execute(tx.db);
  return rows[0] ?? { variants: 0, quantity: 0, valueMinor: 0n };
}

export interface ValuedVariant {
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly valueMinor: bigint;
}

/** Some of the variants that have units on hand, by variant; all of them without a page. */
export interface PageQuery {
  readonly page: number;
  readonly limit: number;
}

export async function valuedVariants(tx: Tx, page: PageQuery | undefined): Promise<ValuedVariant[]> {
  const { rows } = await sql<ValuedVariant>`
    select variant_id as "variantId", sum(on_hand)::float8 as quantity, sum(value_minor)::bigint as "valueMinor"
    from stock_levels where merchant_id = ${tx.merchantId} and ${ON_HAND}
    group by variant_id order by variant_id ${window(page)}`.execute(tx.db);
  return rows;
}

function window(page: PageQuery | undefined): RawBuilder<unknown> {
  return page === undefined ? sql`` : sql`limit ${page.limit} offset ${(page.page - 1) * page.limit}`;
}

/** A level with its units by age. */
export interface AgedLevel {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  readonly valueMinor: bigint;
  /** Units up to 30, 60, 90 days old and older. */
  readonly units: readonly [number, number, number, number];
}

/** Ages counted in days before `today` (local date). By variant and place; of the variants of the page. */
export async function agedLevels(tx: Tx, today: string, page: PageQuery | undefined): Promise<AgedLevel[]> {
  const days = sql`(${today}::date - y.received_on)`;
  const { rows } = await sql<AgedLevel>`
    with chosen as (
      select distinct variant_id from stock_levels where merchant_id = ${tx.merchantId} and ${ON_HAND} order by variant_id ${window(page)}
    )
    select l.variant_id as "variantId", l.location_id as "locationId", l.value_minor as "valueMinor", array[
      coalesce(sum(y.quantity) filter (where ${days} <= 30), 0)::int,
      coalesce(sum(y.quantity) filter (where ${days} between 31 and 60), 0)::int,
      coalesce(sum(y.quantity) filter (where ${days} between 61 and 90), 0)::int,
      coalesce(sum(y.quantity) filter (where ${days} > 90), 0)::int] as units
    from chosen join stock_levels l on l.merchant_id = ${tx.merchantId} and l.variant_id = chosen.variant_id and l.on_hand > 0
      left join stock_layers y on y.merchant_id = l.merchant_id and y.variant_id = l.variant_id and y.location_id = l.location_id and y.quantity > 0
    group by l.variant_id, l.location_id, l.value_minor order by l.variant_id, l.location_id`.execute(tx.db);
  return rows;
}

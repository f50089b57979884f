/**
 * SQL of what was sold, by whatever it is asked by. Reads only. Amounts are those of the journal, entry by entry, spread over the lines of
 * the order they are about, so that every grouping adds up to the same and to the profit and loss.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export const salesKeys = ['product', 'category', 'customer', 'channel', 'day'] as const;
export type SalesKey = (typeof salesKeys)[number];

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

export interface Page {
  readonly page: number;
  readonly limit: number;
}

/** Minor units, without tax; `net` is gross − discounts − returns. */
export interface SalesFigures {
  readonly units: number;
  readonly unitsReturned: number;
  readonly gross: bigint;
  readonly discounts: bigint;
  readonly returns: bigint;
  readonly net: bigint;
  readonly tax: bigint;
}

export interface SalesRow extends SalesFigures {
  readonly key: string;
  readonly name: string;
}

export interface SalesFilter {
  readonly productId?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly channel?: string | undefined;
}

/** What each entry of an order did to sales, discounts, sales returns and output taxes in the range. */
function entryFigures(tx: Tx, range: DayRange): RawBuilder<unknown> {
  return sql`
    select e.id, e.entry_date, e.order_id, e.cause_kind,
      case when e.cause_kind like 'credit_note%' and e.cause_id like 'return:%' then substr(e.cause_id, 8) end as return_id,
      coalesce(sum(l.credit_minor - l.debit_minor) filter (where a.role = 'sales'), 0) as gross,
      coalesce(sum(l.debit_minor - l.credit_minor) filter (where a.role = 'discounts'), 0) as discounts,
      coalesce(sum(l.debit_minor - l.credit_minor) filter (where a.role = 'sales_returns'), 0) as returns,
      coalesce(sum(l.credit_minor - l.debit_minor) filter (where a.role like 'output%'), 0) as tax
    from journal_entries e
    join journal_lines l on l.merchant_id = e.merchant_id and l.entry_id = e.id
    join accounts a on a.merchant_id = l.merchant_id and a.id = l.account_id
    where e.merchant_id = ${tx.merchantId} and e.order_id is not null and e.entry_date between ${range.from}::date and ${range.to}::date
      and a.role in ('sales', 'discounts', 'sales_returns', 'output_tax', 'output_cgst', 'output_sgst', 'output_igst')
    group by e.id, e.entry_date, e.order_id, e.cause_kind, e.cause_id`;
}

/** Lines of those orders with what each was sold for, and delivery as a line of its own that carries only its tax. */
function soldItems(tx: Tx): RawBuilder<unknown> {
  return sql`
    select i.order_id, i.product_id, i.variant_id, i.position, i.quantity, i.tax_minor as tax,
      i.unit_price_minor * i.quantity - i.discount_minor - case when o.prices_include_tax then i.tax_minor else 0 end as net,
      case when o.prices_include_tax then round(i.discount_minor * 10000.0 / (10000 + i.tax_rate_bp)) else i.discount_minor end as discount
    from order_items i join orders o on o.merchant_id = i.merchant_id and o.id = i.order_id
    where i.merchant_id = ${tx.merchantId} and i.order_id in (select order_id from figures)
    union all
    select o.id, null, null, 2147483647, 1, o.tax_minor - coalesce(sum(i.tax_minor), 0), 0, 0
    from orders o left join order_items i on i.merchant_id = o.merchant_id and i.order_id = o.id
    where o.merchant_id = ${tx.merchantId} and o.id in (select order_id from figures)
    group by o.id, o.tax_minor having o.tax_minor > coalesce(sum(i.tax_minor), 0)`;
}

/** What of an entry's figure falls to each line: by the running share, so that nothing is lost; without any share it is the first line's. */
function share(figure: string, weight: string): RawBuilder<unknown> {
  const [total, of] = [sql.ref(figure), sql.ref(weight)];
  return sql`case
    when sum(${of}) over entry = 0 then case when row_number() over sofar = 1 then ${total} else 0 end
    else round(${total} * sum(${of}) over sofar / sum(${of}) over entry)
      - round(${total} * (sum(${of}) over sofar - ${of}) / sum(${of}) over entry) end`;
}

/** A `with` clause that ends in `shares`: one row an entry and line of its order. */
export function salesShares(tx: Tx, range: DayRange): RawBuilder<unknown> {
  return sql`figures as (${entryFigures(tx, range)}), item as (${soldItems(tx)}), part as (
    select f.*, i.product_id, i.position, 0 as back, i.net + i.discount as goods_part, i.discount as discount_part, i.net as net_part,
      i.tax as tax_part,
      case when i.product_id is null then 0 when f.cause_kind = 'sale' then i.quantity
        when f.cause_kind = 'sale_reversed' then -i.quantity else 0 end as units
    from figures f join item i on i.order_id = f.order_id where f.return_id is null
    union all
    select f.*, i.product_id, i.position, case when f.cause_kind = 'credit_note' then 1 else -1 end * (r.restocked + r.damaged),
      0, 0, i.net * (r.restocked + r.damaged) / i.quantity, i.tax * (r.restocked + r.damaged) / i.quantity, 0
    from figures f
    join return_lines r on r.merchant_id = ${tx.merchantId} and r.return_id = f.return_id::uuid
    join item i on i.order_id = f.order_id and i.variant_id = r.variant_id
    where f.return_id is not null
  ), shares as (
    select order_id, entry_date, product_id, units, back, ${share('gross', 'goods_part')} as gross,
      ${share('discounts', 'discount_part')} as discounts, ${share('returns', 'net_part')} as returns, ${share('tax', 'tax_part')} as tax
    from part window entry as (partition by id), sofar as (partition by id order by position)
  )`;
}

const KEYS: Readonly<Record<SalesKey | 'order', { readonly key: RawBuilder<string>; readonly name: RawBuilder<string> }>> = {
  product: {
    key: sql`coalesce(s.product_id::text, 'delivery')`,
    name: sql`(select p.name from products p where p.merchant_id = g.merchant_id and p.id::text = g.key)`,
  },
  category: {
    key: sql`case when s.product_id is null then 'delivery' else coalesce(p.category_id::text, 'none') end`,
    name: sql`(select c.name from categories c where c.merchant_id = g.merchant_id and c.id::text = g.key)`,
  },
  customer: {
    key: sql`o.customer_id::text`,
    name: sql`(select c.name from customers c where c.merchant_id = g.merchant_id and c.id::text = g.key)`,
  },
  channel: { key: sql`o.channel`, name: sql`g.key` },
  day: { key: sql`s.entry_date::text`, name: sql`g.key` },
  order: {
    key: sql`o.id::text`,
    name: sql`(select n.order_number from orders n where n.merchant_id = g.merchant_id and n.id = g.key::uuid)`,
  },
};

/** Days in their order, all else by what it brought in. `total` counts all groups; without a page: all of them. */
export async function salesBy(
  tx: Tx,
  by: SalesKey | 'order',
  range: DayRange,
  of: { readonly filter?: SalesFilter; readonly page?: Page | undefined } = {},
): Promise<{ readonly rows: readonly SalesRow[]; readonly totals: SalesFigures; readonly total: number }> {
  const { key, name } = KEYS[by];
  const { filter = {}, page } = of;
  const order = by === 'day' ? sql`key` : sql`net desc, key`;
  const [after, upTo] = page ? [(page.page - 1) * page.limit, page.page * page.limit] : [0, 2_147_483_647];
  const { rows } = await sql<SalesRow & { readonly isTotal: boolean; readonly groups: number }>`
    with ${salesShares(tx, range)}, grouped as (
      select ${key} as key, grouping(${key}) = 1 as is_total, coalesce(sum(s.units), 0)::int as units, coalesce(sum(s.back), 0)::int as back,
        coalesce(sum(s.gross), 0)::bigint as gross, coalesce(sum(s.discounts), 0)::bigint as discounts,
        coalesce(sum(s.returns), 0)::bigint as returns, coalesce(sum(s.gross - s.discounts - s.returns), 0)::bigint as net,
        coalesce(sum(s.tax), 0)::bigint as tax
      from shares s join orders o on o.merchant_id = ${tx.merchantId} and o.id = s.order_id
      left join products p on p.merchant_id = ${tx.merchantId} and p.id = s.product_id
      where (${filter.productId ?? null}::uuid is null or s.product_id = ${filter.productId ?? null}::uuid)
        and (${filter.categoryId ?? null}::uuid is null or p.category_id = ${filter.categoryId ?? null}::uuid)
        and (${filter.customerId ?? null}::uuid is null or o.customer_id = ${filter.customerId ?? null}::uuid)
        and (${filter.channel ?? null}::text is null or o.channel = ${filter.channel ?? null}::text)
      group by grouping sets ((${key}), ())
    ), g as (
      select grouped.*, ${tx.merchantId}::uuid as merchant_id, row_number() over (partition by is_total order by ${order}) as place,
        count(*) filter (where not is_total) over () as groups
      from grouped
    )
    select coalesce(g.key, '') as key, case when g.is_total then '' else coalesce(${name}, g.key) end as name, g.is_total as "isTotal",
      g.groups::int as groups, g.units, g.back as "unitsReturned", g.gross, g.discounts, g.returns, g.net, g.tax
    from g where g.is_total or (g.place > ${after} and g.place <= ${upTo}) order by g.is_total, g.place`.execute(tx.db);
  const totals = rows.find((row) => row.isTotal);
  if (!totals) throw new Error('a report without its totals');
  return { rows: rows.filter((row) => !row.isTotal), totals, total: totals.groups };
}

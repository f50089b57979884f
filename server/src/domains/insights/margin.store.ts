/** SQL of what products brought in and what they cost, both from the journal. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import { type DayRange, type Page, salesShares } from './sales.store.ts';

/** Minor units; net sales are without tax, discounts and returns. */
export interface MarginFigures {
  readonly units: number;
  readonly net: bigint;
  readonly cost: bigint;
}

export interface MarginRow extends MarginFigures {
  /** A product's id, or `other`: cost that no line of the journal says the variant of. */
  readonly key: string;
  readonly name: string;
  /** Subjects of the journal's lines of cost. */
  readonly subjects: readonly string[];
}

/** By what was earned, most first; without a page: all products. */
export async function marginByProduct(
  tx: Tx,
  range: DayRange,
  page: Page | undefined,
): Promise<{ readonly rows: readonly MarginRow[]; readonly totals: MarginFigures; readonly total: number }> {
  const [after, upTo] = page ? [(page.page - 1) * page.limit, page.page * page.limit] : [0, 2_147_483_647];
  const { rows } = await sql<MarginRow & { readonly isTotal: boolean; readonly groups: number }>`
    with ${salesShares(tx, range)}, sold as (
      select product_id::text as key, sum(units - back) as units, sum(gross - discounts - returns) as net
      from shares where product_id is not null group by product_id
    ), spent as (
      select coalesce(v.product_id::text, 'other') as key, sum(l.debit_minor - l.credit_minor) as cost,
        array_agg(distinct l.subject) filter (where v.id is not null) as subjects
      from journal_lines l
      join accounts a on a.merchant_id = l.merchant_id and a.id = l.account_id and a.role = 'cost_of_goods'
      join journal_entries e on e.merchant_id = l.merchant_id and e.id = l.entry_id
      left join variants v on v.merchant_id = l.merchant_id and l.subject = 'variant:' || v.id
      where l.merchant_id = ${tx.merchantId} and e.entry_date between ${range.from}::date and ${range.to}::date
      group by 1
    ), each as (
      select key, coalesce(sold.units, 0) as units, coalesce(sold.net, 0) as net, coalesce(spent.cost, 0) as cost,
        coalesce(spent.subjects, '{}') as subjects
      from sold full join spent using (key)
    ), g as (
      select each.*, row_number() over (order by net - cost desc, key) as place from each
    )
    select g.key, coalesce((select p.name from products p where p.merchant_id = ${tx.merchantId} and p.id::text = g.key), g.key) as name,
      g.units::int as units, g.net::bigint as net, g.cost::bigint as cost, g.subjects, false as "isTotal", 0 as groups
    from g where g.place > ${after} and g.place <= ${upTo}
    union all
    select '', '', coalesce(sum(units), 0)::int, coalesce(sum(net), 0)::bigint, coalesce(sum(cost), 0)::bigint, '{}', true, count(*)::int from each
    `.execute(tx.db);
  const totals = rows.find((row) => row.isTotal);
  if (!totals) throw new Error('a report without its totals');
  const earned = (row: MarginFigures): bigint => row.net - row.cost;
  const products = rows.filter((row) => !row.isTotal).toSorted((a, b) => Number(earned(b) - earned(a)) || (a.key < b.key ? -1 : 1));
  return { rows: products, totals, total: totals.groups };
}

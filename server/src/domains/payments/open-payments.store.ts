/** SQL of what the rows say about money at the gateways, to hold against the books: open in clearing, and due to go back. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export interface OpenPayments {
  /** Captured − refunds paid − fees, in minor units of the shop's currency; what a gateway has settled since is the books' own to subtract. */
  readonly clearing: bigint;
  /** Money that goes back and has not gone: refunds under way of money that was kept, and all of the money that never was. */
  readonly refundsDue: bigint;
}

export async function openPayments(tx: Tx): Promise<OpenPayments> {
  const { rows } = await sql<OpenPayments>`
    with ours as (
      select p.*, p.verdict in ('settled', 'late') as kept from payments p join merchants m on m.id = p.merchant_id
      where p.merchant_id = ${tx.merchantId} and p.currency = m.currency
    ), back as (
      select r.payment_id, coalesce(sum(r.amount_minor) filter (where r.state = 'processed'), 0) as paid,
        coalesce(sum(r.amount_minor) filter (where r.state in ('asked', 'pending')), 0) as under_way
      from refunds r where r.merchant_id = ${tx.merchantId} group by r.payment_id
    )
    select coalesce(sum(o.amount_minor - coalesce(o.fee_minor, 0) - coalesce(b.paid, 0)), 0)::bigint as "clearing",
      coalesce(sum(case when o.kept then coalesce(b.under_way, 0) else o.amount_minor - coalesce(b.paid, 0) end), 0)::bigint as "refundsDue"
    from ours o left join back b on b.payment_id = o.id`.execute(tx.db);
  return rows[0] ?? { clearing: 0n, refundsDue: 0n };
}

export async function shopCurrency(tx: Tx): Promise<string> {
  const row = await tx.db.selectFrom('merchants').select('currency').where('id', '=', tx.merchantId).executeTakeFirstOrThrow();
  return row.currency;
}

/** SQL of payments, refunds and open links as lists for the merchant, with the order and the customer they are of. Reads only. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Page } from '../sales.store.ts';

/** A refund that the gateway has not answered for so long is looked at by a person. */
const ASKED_TOO_LONG = sql`interval '2 hours'`;
const PENDING_TOO_LONG = sql`interval '7 days'`;

interface OfOrder {
  readonly order_id: string;
  readonly order_number: string;
  readonly customer_id: string;
  readonly customer_name: string | null;
}

export interface PaymentListRow extends OfOrder {
  readonly id: string;
  readonly link_id: string;
  readonly gateway: string;
  readonly provider_payment_id: string;
  readonly amount_minor: bigint;
  readonly fee_minor: bigint | null;
  readonly fee_tax_minor: bigint | null;
  readonly currency: string;
  readonly verdict: string;
  readonly method: string | null;
  readonly captured_at: Date;
  readonly recorded_at: Date;
  readonly refunded_minor: bigint;
  readonly refunding_minor: bigint;
}

export interface RefundListRow extends OfOrder {
  readonly id: string;
  readonly payment_id: string;
  readonly gateway: string;
  readonly provider_refund_id: string | null;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly reason: string;
  readonly state: string;
  readonly detail: string | null;
  readonly stuck: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export interface LinkListRow extends OfOrder {
  readonly id: string;
  readonly gateway: string;
  readonly state: string;
  readonly url: string | null;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly detail: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
}

export interface PaymentFilter {
  readonly id?: string | undefined;
  readonly gateway?: string | undefined;
  readonly verdict?: string | undefined;
  /** Local days of the capture, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly search?: string | undefined;
}

type Counted<T> = T & { readonly total: number };
export interface Found<T> {
  readonly items: readonly T[];
  readonly total: number;
}

function part(page: Page | undefined): RawBuilder<unknown> {
  return page ? sql`limit ${page.limit} offset ${(page.page - 1) * page.limit}` : sql``;
}

/** Beyond the last page nothing carries the count. */
function found<T>(rows: readonly Counted<T>[]): Found<T> {
  return { items: rows, total: rows[0]?.total ?? 0 };
}

export const ofOrder = sql`o.id as order_id, o.order_number, o.customer_id, c.name as customer_name`;
export const joinOrder = (alias: string): RawBuilder<unknown> => sql`
  join orders o on o.merchant_id = ${sql.ref(`${alias}.merchant_id`)} and o.id = ${sql.ref(`${alias}.order_id`)}
  join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id`;

/** Newest first; without a page: all. */
export async function listPayments(tx: Tx, filter: PaymentFilter, page?: Page): Promise<Found<PaymentListRow>> {
  const { id, gateway, verdict, from, to, search } = filter;
  const match: RawBuilder<unknown>[] = [sql`p.merchant_id = ${tx.merchantId}`];
  if (id !== undefined) match.push(sql`p.id = ${id}`);
  if (gateway !== undefined) match.push(sql`p.gateway = ${gateway}`);
  if (verdict !== undefined) match.push(sql`p.verdict = ${verdict}`);
  const onDay = sql`(p.captured_at at time zone m.time_zone)::date`;
  if (from !== undefined) match.push(sql`${onDay} >= ${from}::date`);
  if (to !== undefined) match.push(sql`${onDay} <= ${to}::date`);
  if (search)
    match.push(sql`(strpos(lower(o.order_number), lower(${search})) > 0 or p.provider_payment_id = ${search}
      or strpos(lower(c.name), lower(${search})) > 0)`);
  const { rows } = await sql<Counted<PaymentListRow>>`
    select p.id, p.link_id, p.gateway, p.provider_payment_id, p.amount_minor, p.fee_minor, p.fee_tax_minor, p.currency, p.verdict, p.method,
      p.captured_at, p.recorded_at, ${ofOrder}, coalesce(b.processed, 0)::bigint as refunded_minor, coalesce(b.living, 0)::bigint as refunding_minor,
      count(*) over ()::int as total
    from payments p join merchants m on m.id = p.merchant_id ${joinOrder('p')}
    left join lateral (
      select sum(r.amount_minor) filter (where r.state = 'processed') as processed, sum(r.amount_minor) filter (where r.state <> 'failed') as living
      from refunds r where r.merchant_id = p.merchant_id and r.payment_id = p.id
    ) b on true
    where ${sql.join(match, sql` and `)} order by p.captured_at desc, p.id desc ${part(page)}`.execute(tx.db);
  return found(rows);
}

/**
 * Of a refund `r` of payment `p`: given up for good, or under way for too long. One that failed and was asked again, by itself or by a
 * person in the same amount, is history; so is one whose money has gone back by another way.
 */
export function isStuck(now: Date): RawBuilder<boolean> {
  return sql<boolean>`((r.state = 'asked' and r.created_at < ${now}::timestamptz - ${ASKED_TOO_LONG})
    or (r.state = 'pending' and r.created_at < ${now}::timestamptz - ${PENDING_TOO_LONG})
    or (r.state = 'failed'
      and not exists (select 1 from refunds later where later.merchant_id = r.merchant_id and later.payment_id = r.payment_id and later.id > r.id
        and (split_part(later.cause, '#', 1) = split_part(r.cause, '#', 1) or (later.amount_minor = r.amount_minor and later.state <> 'failed')))
      and r.amount_minor <= p.amount_minor - (select coalesce(sum(living.amount_minor), 0) from refunds living
        where living.merchant_id = r.merchant_id and living.payment_id = r.payment_id and living.state <> 'failed')))`;
}

/** Newest first. */
export async function listRefunds(
  tx: Tx,
  of: { readonly paymentId?: string; readonly state?: string | undefined; readonly now: Date },
  page?: Page,
): Promise<Found<RefundListRow>> {
  const match: RawBuilder<unknown>[] = [sql`r.merchant_id = ${tx.merchantId}`];
  if (of.paymentId !== undefined) match.push(sql`r.payment_id = ${of.paymentId}`);
  if (of.state !== undefined) match.push(sql`r.state = ${of.state}`);
  const { rows } = await sql<Counted<RefundListRow>>`
    select r.id, r.payment_id, p.gateway, r.provider_refund_id, r.amount_minor, r.currency, r.reason, r.state, r.detail, r.created_at, r.updated_at,
      ${isStuck(of.now)} as stuck, ${ofOrder}, count(*) over ()::int as total
    from refunds r join payments p on p.merchant_id = r.merchant_id and p.id = r.payment_id ${joinOrder('r')}
    where ${sql.join(match, sql` and `)} order by r.id desc ${part(page)}`.execute(tx.db);
  return found(rows);
}

/** Links that can still be paid, newest first. */
export async function listOpenLinks(tx: Tx, page: Page): Promise<Found<LinkListRow>> {
  const { rows } = await sql<Counted<LinkListRow>>`
    select l.id, l.gateway, l.state, l.url, l.amount_minor, l.currency, l.detail, l.created_at, l.expires_at, ${ofOrder}, count(*) over ()::int as total
    from payment_links l ${joinOrder('l')}
    where l.merchant_id = ${tx.merchantId} and l.state in ('asked', 'open') order by l.id desc ${part(page)}`.execute(tx.db);
  return found(rows);
}

/** All SQL of payment links. A link's state moves only from the states a caller names, so that late news never reopens one. */
import type { MerchantId, OrderId, PaymentId, PaymentLinkId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { PaymentLinksTable } from '../../foundation/db/tables.gen.ts';
import type { GatewayName } from '../../providers/payments/payments.port.ts';
import type { LinkState, PaymentLinkView, SettleVerdict } from './payment.ts';

export interface Link extends PaymentLinkView {
  readonly reference: string;
  readonly providerLinkId?: string;
}

type Row = { [K in Exclude<keyof PaymentLinksTable, 'merchant_id'>]: PaymentLinksTable[K] };

function fromRow(row: Row): Link {
  return {
    id: row.id as PaymentLinkId,
    orderId: row.order_id as OrderId,
    gateway: row.gateway as GatewayName,
    reference: row.reference,
    amount: { minor: row.amount_minor, currency: row.currency },
    state: row.state as LinkState,
    expiresAt: row.expires_at,
    ...(row.provider_link_id === null ? {} : { providerLinkId: row.provider_link_id }),
    ...(row.url === null ? {} : { url: row.url }),
  };
}

export async function insertLink(
  tx: Tx,
  link: {
    readonly id: PaymentLinkId;
    readonly orderId: OrderId;
    readonly gateway: GatewayName;
    readonly reference: string;
    readonly amount: Money;
    readonly expiresAt: Date;
    readonly createdAt: Date;
  },
): Promise<Link> {
  const row = await tx.db
    .insertInto('payment_links')
    .values({
      merchant_id: tx.merchantId,
      id: link.id,
      order_id: link.orderId,
      gateway: link.gateway,
      reference: link.reference,
      amount_minor: link.amount.minor,
      currency: link.amount.currency,
      state: 'asked',
      expires_at: link.expiresAt,
      created_at: link.createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

export async function linkById(tx: Tx, id: PaymentLinkId): Promise<Link | undefined> {
  const row = await tx.db
    .selectFrom('payment_links')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Newest first. */
export async function linksOf(tx: Tx, orderId: OrderId): Promise<readonly Link[]> {
  const rows = await tx.db
    .selectFrom('payment_links')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** By the gateway's id, else by ours: the gateway may tell of a payment before its answer to our create was recorded. */
export async function findLink(
  tx: Tx,
  gateway: GatewayName,
  by: { readonly providerLinkId?: string; readonly reference?: string },
): Promise<Link | undefined> {
  const base = tx.db.selectFrom('payment_links').selectAll().where('merchant_id', '=', tx.merchantId).where('gateway', '=', gateway);
  if (by.providerLinkId !== undefined) {
    const row = await base.where('provider_link_id', '=', by.providerLinkId).executeTakeFirst();
    if (row) return fromRow(row);
  }
  if (by.reference === undefined) return undefined;
  const row = await base.where('reference', '=', by.reference).executeTakeFirst();
  return row && fromRow(row);
}

/** False when the link is in none of the states `from`. */
export async function moveLink(
  tx: Tx,
  id: PaymentLinkId,
  move: { readonly from: readonly LinkState[]; readonly to: LinkState; readonly detail?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('payment_links')
    .set({ state: move.to, ...(move.detail === undefined ? {} : { detail: move.detail }) })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('state', 'in', [...move.from])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Writes down what the payment is and that its link is paid; answers the other living links of its order. */
export async function recordVerdict(
  tx: Tx,
  payment: { readonly id: PaymentId; readonly orderId: OrderId; readonly verdict: SettleVerdict },
  linkId: PaymentLinkId,
): Promise<readonly Link[]> {
  const rows = await tx.db
    .with('payment', (db) =>
      db.updateTable('payments').set({ verdict: payment.verdict }).where('merchant_id', '=', tx.merchantId).where('id', '=', payment.id),
    )
    .with('link', (db) =>
      db.updateTable('payment_links').set({ state: 'paid' }).where('merchant_id', '=', tx.merchantId).where('id', '=', linkId),
    )
    .selectFrom('payment_links')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', payment.orderId)
    .where('id', '<>', linkId)
    .where('state', 'in', ['asked', 'open'])
    .orderBy('id', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** Notes what the gateway made; answers the state after it: an asked link is open now, a closed one stays closed. */
export async function recordMade(
  tx: Tx,
  id: PaymentLinkId,
  made: { readonly providerLinkId: string; readonly url?: string; readonly expiresAt?: Date },
): Promise<{ readonly before: LinkState } | undefined> {
  const { rows } = await sql<{ before: LinkState }>`
    with before as (select state from payment_links where merchant_id = ${tx.merchantId} and id = ${id} for no key update)
    update payment_links l set provider_link_id = ${made.providerLinkId}, url = coalesce(${made.url ?? null}::text, l.url),
      expires_at = coalesce(${made.expiresAt ?? null}::timestamptz, l.expires_at),
      state = case when before.state = 'asked' then 'open' else before.state end
    from before where l.merchant_id = ${tx.merchantId} and l.id = ${id} returning before.state as before`.execute(tx.db);
  return rows[0];
}

export async function markChecked(tx: Tx, id: PaymentLinkId, at: Date): Promise<void> {
  await tx.db.updateTable('payment_links').set({ checked_at: at }).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

export interface LinkToCheck {
  readonly merchantId: MerchantId;
  readonly id: PaymentLinkId;
}

/**
 * Links that a webhook may have missed, of all merchants: living ones every two minutes, closed ones of the last three days in gaps that
 * grow with their age (a late or second payment; some gateways let a link be paid whatever we call it).
 */
export async function linksToCheck(tx: PlatformTx, now: Date, limit: number): Promise<readonly LinkToCheck[]> {
  const { rows } = await sql<{ merchant_id: string; id: string }>`
    select merchant_id, id from payment_links
    where created_at > ${now}::timestamptz - interval '72 hours' and created_at < ${now}::timestamptz - interval '2 minutes'
      and (state in ('asked', 'open') or provider_link_id is not null or state = 'failed')
      and coalesce(checked_at, created_at) < ${now}::timestamptz - case when state in ('asked', 'open') then interval '2 minutes'
        else greatest(interval '5 minutes', (${now}::timestamptz - created_at) / 4) end
    order by coalesce(checked_at, created_at) limit ${limit}`.execute(tx.db);
  return rows.map((row) => ({ merchantId: row.merchant_id as MerchantId, id: row.id as PaymentLinkId }));
}

/** For webhooks without a slug. */
export async function merchantOfLinks(
  tx: PlatformTx,
  gateway: GatewayName,
  ids: { readonly providerLinkIds: readonly string[]; readonly references: readonly string[] },
): Promise<MerchantId | undefined> {
  if (ids.providerLinkIds.length === 0 && ids.references.length === 0) return undefined;
  const row = await tx.db
    .selectFrom('payment_links')
    .select('merchant_id')
    .where('gateway', '=', gateway)
    .where((is) =>
      is.or([
        ...(ids.references.length > 0 ? [is('reference', 'in', [...ids.references])] : []),
        ...(ids.providerLinkIds.length > 0 ? [is('provider_link_id', 'in', [...ids.providerLinkIds])] : []),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return row && (row.merchant_id as MerchantId);
}

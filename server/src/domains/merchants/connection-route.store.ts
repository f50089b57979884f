/** All SQL of connection_routes: which merchants an outside address leads to. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';

export type RouteKind =
  | 'whatsapp.phone_number_id'
  | 'whatsapp.business_account_id'
  /** The address is hashToken(verify token). */
  | 'whatsapp.verify_token'
  | 'twilio.account_sid'
  | 'twilio.whatsapp_number'
  /** `account sid:digits`; a number alone may be the shared one of their sandbox. */
  | 'twilio.sender'
  | 'razorpay.key_id';

/** A number belongs to one shop; accounts and tokens may be used by several, whose rows then carry the merchant at the end. */
const EXCLUSIVE: ReadonlySet<RouteKind> = new Set<RouteKind>(['whatsapp.phone_number_id', 'twilio.sender']);

/** Replaces the merchant's routes of a connection. False when another merchant holds an exclusive address. */
export async function replaceRoutes(
  tx: Tx,
  connection: string,
  routes: readonly { readonly kind: RouteKind; readonly address: string }[],
): Promise<boolean> {
  await removeRoutes(tx, connection);
  for (const { kind, address } of routes) {
    const inserted = await tx.db
      .insertInto('connection_routes')
      .values({ kind, address: EXCLUSIVE.has(kind) ? address : `${address}@${tx.merchantId}`, merchant_id: tx.merchantId })
      .onConflict((conflict) => conflict.columns(['kind', 'address']).doNothing())
      .returning('kind')
      .executeTakeFirst();
    if (inserted === undefined) return false;
  }
  return true;
}

export async function removeRoutes(tx: Tx, connection: string): Promise<void> {
  await tx.db
    .deleteFrom('connection_routes')
    .where('merchant_id', '=', tx.merchantId)
    .where(sql<boolean>`starts_with(kind, ${`${connection}.`})`)
    .execute();
}

/** Platform-wide: webhook doors ask before any merchant is known. At most one for an exclusive address. */
export async function merchantsAt(tx: PlatformTx, kind: RouteKind, address: string): Promise<readonly MerchantId[]> {
  const select = tx.db.selectFrom('connection_routes').select('merchant_id').where('kind', '=', kind);
  const rows = EXCLUSIVE.has(kind)
    ? await select.where('address', '=', address).execute()
    : await select.where(sql<boolean>`starts_with(address, ${`${address}@`})`).execute();
  return rows.map((row) => row.merchant_id as MerchantId);
}

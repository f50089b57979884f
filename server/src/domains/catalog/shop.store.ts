/** The merchant's row as the catalogue needs it: its currency, and the version that grows with every change. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export interface Shop {
  readonly version: bigint;
  readonly currency: string;
}

export async function readShop(tx: Tx): Promise<Shop> {
  const { rows } = await sql<Shop>`select catalog_version as version, currency from merchants where id = ${tx.merchantId}`.execute(tx.db);
  return only(rows);
}

/** Transactions (by their handle) that see rows nobody else sees yet. */
const changed = new WeakSet<Tx['db']>();

export function hasChangedCatalog(tx: Tx): boolean {
  return changed.has(tx.db);
}

/** First step of every change. It also puts the writers of one merchant in a row, so that slugs and counts cannot race. */
export async function bumpVersion(tx: Tx): Promise<Shop> {
  changed.add(tx.db);
  const { rows } =
    await sql<Shop>`update merchants set catalog_version = catalog_version + 1 where id = ${tx.merchantId} returning catalog_version as version, currency`.execute(
      tx.db,
    );
  return only(rows);
}

function only(rows: readonly Shop[]): Shop {
  const shop = rows[0];
  if (!shop) throw new Error('the merchant of this transaction does not exist');
  return shop;
}

/** The SQL of platform-wide questions about merchants: all of them, those with a connection, whom a public link belongs to. Reads only. */
import type { ConnectionKind } from '@parley/contract/api/connections.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { PlatformTx } from '../../foundation/db/database.ts';

export async function allMerchants(tx: PlatformTx): Promise<MerchantId[]> {
  const rows = await tx.db.selectFrom('merchants').select('id').orderBy('id').execute();
  return rows.map((row) => row.id as MerchantId);
}

export async function merchantsConnectedTo(tx: PlatformTx, kind: ConnectionKind): Promise<MerchantId[]> {
  const rows = await tx.db.selectFrom('connections').select('merchant_id').where('kind', '=', kind).orderBy('merchant_id').execute();
  return rows.map((row) => row.merchant_id as MerchantId);
}

/** From platform-wide work into one merchant's within the same transaction: for doors that first find whose business it is. There is no way back. */
import { isUuid, type MerchantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from './database.ts';

/** From here on the transaction sees only this merchant's rows; do not use the platform handle again. */
export async function narrowTo(platform: PlatformTx, merchantId: MerchantId): Promise<Tx> {
  if (!isUuid(merchantId)) throw new Error('narrowTo needs a merchant id');
  await sql`select set_config('role', 'parley_app', true), set_config('app.merchant_id', ${merchantId}, true)`.execute(platform.db);
  return { ...platform, scope: 'merchant', merchantId };
}

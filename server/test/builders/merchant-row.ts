/** A merchant as a bare row, for tests of rooms that do not need a sign-up. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Database } from '../../src/foundation/db/database.ts';

/** @param name becomes the slug `shop-<name>`. */
export async function addMerchantRow(database: Database, name: string): Promise<MerchantId> {
  const id = newId<MerchantId>();
  const row = { id, slug: `shop-${name}`, name, email: `${name}@example.com`, country: 'IN', currency: 'INR', language: 'en' };
  await database.inPlatformTx((tx) =>
    tx.db
      .insertInto('merchants')
      .values({ ...row, time_zone: 'Asia/Kolkata', created_at: new Date() })
      .execute(),
  );
  return id;
}

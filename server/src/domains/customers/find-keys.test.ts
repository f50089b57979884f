/** Who wrote is found by a few reads of an index, also with a plan that was made while nobody was known: it is asked at every message. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { addMerchantRow } from '../../../test/builders/merchant-row.ts';
import { openTestDatabase } from '../../../test/house.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { findKeys } from './customer.store.ts';

const PEOPLE = 4_000;

it(`a plan from the empty tables reads none of ${PEOPLE} others`, async () => {
  const house = await openTestDatabase();
  const shop = await addMerchantRow(house.database, 'a');
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => house.database.inTx(shop, work);
  const look = (tx: Tx) => findKeys(tx, [{ kind: 'phone', value: '919000000007' }]);
  // PostgreSQL keeps a plan after the fifth time.
  for (let time = 0; time < 12; time += 1) await inTx(look);
  await inTx(async (tx) => {
    await sql`insert into customers (merchant_id, id, created_at)
      select ${shop}, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, now() from generate_series(1, ${PEOPLE}) n`.execute(
      tx.db,
    );
    await sql`insert into customer_identities (merchant_id, kind, value, customer_id, is_primary, created_at)
      select ${shop}, 'phone', (919000000000 + n)::text, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, true, now()
      from generate_series(1, ${PEOPLE}) n`.execute(tx.db);
  });
  const { found, read } = await inTx(async (tx) => {
    const before = await rowsRead(tx);
    const keys = await look(tx);
    return { found: keys, read: (await rowsRead(tx)) - before };
  });
  expect(found).toMatchObject([{ kind: 'phone', value: '919000000007', owner: { phone: '919000000007' } }]);
  expect(read).toBeLessThan(20);
  await house.close();
}, 60_000);

async function rowsRead(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as count from pg_stat_xact_user_tables where relname in ('customers', 'customer_identities')`.execute(
    tx.db,
  );
  return rows[0]?.count ?? 0;
}

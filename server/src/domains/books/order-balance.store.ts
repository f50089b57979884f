/** SQL of what one order did to each account: debit − credit by role. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { AccountRole } from './account.ts';

/** Only accounts that the program posts to; absent: untouched. */
export async function balancesOfOrder(tx: Tx, orderId: string): Promise<ReadonlyMap<AccountRole, bigint>> {
  const { rows } = await sql<{ role: AccountRole; minor: bigint }>`
    select a.role, sum(l.debit_minor - l.credit_minor)::bigint as minor
    from journal_entries e
    join journal_lines l on l.merchant_id = e.merchant_id and l.entry_id = e.id
    join accounts a on a.merchant_id = l.merchant_id and a.id = l.account_id
    where e.merchant_id = ${tx.merchantId} and e.order_id = ${orderId} and a.role is not null
    group by a.role`.execute(tx.db);
  return new Map(rows.map((row) => [row.role, row.minor]));
}

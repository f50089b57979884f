/** SQL over the daily totals of accounts: what statements are read from, however many entries stand behind them. */
import type { Money } from '@parley/contract/values/money.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { AccountRole } from './account.ts';

/** Debit − credit of the role's account over all time, in the shop's currency; 0 where it was never posted to. */
export async function balanceOfRole(tx: Tx, role: AccountRole): Promise<Money> {
  const { rows } = await sql<{ minor: bigint; currency: string }>`
    select coalesce((select sum(d.debit_minor - d.credit_minor) from account_days d
      join accounts a on a.merchant_id = d.merchant_id and a.id = d.account_id
      where d.merchant_id = m.id and a.role = ${role}), 0)::bigint as minor, m.currency
    from merchants m where m.id = ${tx.merchantId}`.execute(tx.db);
  const row = rows[0];
  if (!row) throw new Error('the merchant of this transaction does not exist');
  return row;
}

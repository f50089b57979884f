/** What must hold of a shop after every step, in one look at its rows. Reads only; empty when all holds. */
import { sql } from 'kysely';
import type { Tx } from '../../src/foundation/db/database.ts';
import type { ProofShop } from './proof-shop.ts';

/** Each breach as a sentence. `whole` also adds up every line of the journal, not only its daily totals. */
export async function breachesOf(shop: ProofShop, whole: boolean): Promise<readonly string[]> {
  return shop.inTx(async (tx) => {
    const off = await sums(tx, whole);
    const [inventory, clearing, due] = [
      (await shop.books.balance(tx, 'inventory')).minor,
      (await shop.books.balance(tx, 'clearing')).minor,
      (await shop.books.balance(tx, 'refunds_due')).minor,
    ];
    const open = await shop.payments.openPayments(tx);
    return [
      ...(off.days === 0n ? [] : [`debits − credits of the days: ${off.days}`]),
      ...(off.lines === 0n ? [] : [`debits − credits of the journal: ${off.lines}`]),
      ...(off.negative === 0 ? [] : [`${off.negative} levels below zero`]),
      ...(inventory === off.value ? [] : [`inventory account ${inventory}, stock value ${off.value}`]),
      ...(clearing === open.clearing ? [] : [`clearing account ${clearing}, open payments ${open.clearing}`]),
      ...(due === -open.refundsDue ? [] : [`refunds due account ${due}, refunds under way ${open.refundsDue}`]),
    ];
  });
}

interface Sums {
  readonly days: bigint;
  readonly lines: bigint;
  readonly value: bigint;
  readonly negative: number;
}

async function sums(tx: Tx, whole: boolean): Promise<Sums> {
  const shop = tx.merchantId;
  const lines = whole
    ? sql`(select coalesce(sum(debit_minor - credit_minor), 0)::bigint from journal_lines where merchant_id = ${shop})`
    : sql`0::bigint`;
  const { rows } = await sql<Sums>`
    select (select coalesce(sum(debit_minor - credit_minor), 0)::bigint from account_days where merchant_id = ${shop}) as days,
      ${lines} as lines,
      (select coalesce(sum(value_minor), 0)::bigint from stock_levels where merchant_id = ${shop}) as value,
      (select count(*)::int from stock_levels where merchant_id = ${shop}
        and (on_hand < 0 or held < 0 or value_minor < 0 or (on_hand = 0 and value_minor <> 0))) as negative`.execute(tx.db);
  const found = rows[0];
  if (!found) throw new Error('a sum without a row');
  return found;
}

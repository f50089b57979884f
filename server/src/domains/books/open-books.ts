/** Opens a merchant's books: the accounts of its country and an empty chain. Repeats change nothing. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { accountIdsByRole, insertRoles, readShop } from './account.store.ts';
import type { AccountId, AccountRole } from './account.ts';
import { FIRST_HASH } from './chain.ts';
import { chartAccount, chartOf } from './chart.ts';
import { insertHead } from './entry.store.ts';

export async function openBooks(clock: Clock, tx: Tx): Promise<void> {
  const { country } = await readShop(tx);
  await insertRoles(tx, chartOf(country), clock.now());
  await insertHead(tx, FIRST_HASH);
}

/** Which account a role is, for the merchant of the transaction; opened where it is not there yet. */
export type AccountFinder = (tx: Tx, roles: readonly AccountRole[]) => Promise<ReadonlyMap<AccountRole, AccountId>>;

const MERCHANTS_KEPT = 10_000;

/** A role never changes its account, so what was once committed may be kept in the process. */
export function createAccountFinder(clock: Clock): AccountFinder {
  const kept = new Map<string, ReadonlyMap<AccountRole, AccountId>>();
  return async (tx, roles) => {
    const before = kept.get(tx.merchantId);
    if (before && roles.every((role) => before.has(role))) return before;
    let found = await accountIdsByRole(tx);
    const missing = roles.filter((role) => !found.has(role));
    if (missing.length > 0) {
      const { country } = await readShop(tx);
      await insertRoles(
        tx,
        missing.map((role) => chartAccount(country, role)),
        clock.now(),
      );
      found = await accountIdsByRole(tx);
    }
    // What a transaction sees may be its own and still be rolled back.
    tx.afterCommit(() => {
      if (kept.size >= MERCHANTS_KEPT) kept.clear();
      kept.set(tx.merchantId, found);
    });
    return found;
  };
}

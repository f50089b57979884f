/** Accounts of the merchant's own, beside those the program posts to. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { insertAccount } from './account.store.ts';
import type { Account, AccountKind } from './account.ts';
import { openBooks } from './open-books.ts';

export interface NewAccount {
  /** Three to six digits. */
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
}

/** Refuses `books.account_taken`. */
export async function addAccount(clock: Clock, tx: Tx, account: NewAccount): Promise<Result<Account>> {
  await openBooks(clock, tx);
  const made = await insertAccount(tx, account, clock.now());
  return made ? ok(made) : refuse('books.account_taken', { details: [{ field: 'code', message: 'Taken.' }] });
}

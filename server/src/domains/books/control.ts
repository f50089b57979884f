/** Which accounts people may post to: those that follow stock or payments are moved by their events alone, or they would drift. Pure. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Account, AccountRole } from './account.ts';
import type { PostingLine } from './posting.ts';

const CONTROLLED: ReadonlySet<AccountRole> = new Set(['inventory', 'clearing', 'refunds_due']);

export function isControlled(account: Pick<Account, 'role'>): boolean {
  return account.role !== undefined && CONTROLLED.has(account.role);
}

/** Refuses `books.account_unknown`, `books.account_controlled`. @param allowed controlled ones that may be meant here. */
export function findAccount(
  accounts: readonly Account[],
  meant: PostingLine['account'],
  allowed: readonly AccountRole[] = [],
): Result<Account> {
  const found = accounts.find((each) => isMeant(each, meant) && each.archivedAt === undefined);
  if (!found) return refuse('books.account_unknown');
  if (isControlled(found) && !(found.role && allowed.includes(found.role)))
    return refuse('books.account_controlled', {
      details: [{ field: 'account', message: `${found.code} ${found.name} follows stock or payments by itself.` }],
    });
  return ok(found);
}

function isMeant(account: Account, meant: PostingLine['account']): boolean {
  if (typeof meant === 'string') return account.role === meant;
  return 'id' in meant ? account.id === meant.id : account.code === meant.code;
}

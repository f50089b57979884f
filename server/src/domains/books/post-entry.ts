/** Posting: a balanced entry at the end of the merchant's chain, in the transaction of the event that made it. Never changes what is posted. */
import { newId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { accountIdOfCode } from './account.store.ts';
import type { AccountId, AccountRole } from './account.ts';
import { type ChainedLine, hashOf } from './chain.ts';
import { type BookHead, insertEntry, lockHead } from './entry.store.ts';
import { type AccountFinder, openBooks } from './open-books.ts';
import { firstOpenDay, localDate } from './period.ts';
import { assertBalanced, type Cause, causeText, type EntryId, type Posting, type PostingLine, weightyLines } from './posting.ts';

export interface PostDeps {
  readonly clock: Clock;
  readonly accountsFor: AccountFinder;
}

/** Tries after others posted while we waited; each waits for one more lock. */
const MAX_LOOKS = 5;

/** @throws on an unbalanced posting, another currency than the shop's, an account that is not there: bugs of ours. */
export async function postEntry(deps: PostDeps, tx: Tx, posting: Posting, reverses: EntryId | null = null): Promise<EntryId | undefined> {
  const weighty = weightyLines(posting);
  if (weighty.length === 0) return undefined;
  assertBalanced(posting.cause, weighty);
  const lines = await resolveLines(deps, tx, weighty);
  for (let look = 1; look <= MAX_LOOKS; look += 1) {
    const head = await headOf(deps, tx, posting.cause);
    if (head.known) return head.known;
    if (head.currency !== posting.currency)
      throw new Error(`the posting of ${causeText(posting.cause)} is in ${posting.currency}, the books are in ${head.currency}`);
    const id = newId<EntryId>();
    const entry = chained(posting, lines, head, deps.clock.now(), reverses);
    if (await insertEntry(tx, id, entry, hashOf(head.lastHash, entry))) return id;
  }
  throw new Error(`the posting of ${causeText(posting.cause)} found its month closed again and again`);
}

/** The locked end of the chain; books that were never opened (merchants from before them) are opened now. */
async function headOf(deps: PostDeps, tx: Tx, cause: Cause): Promise<BookHead> {
  const head = await lockHead(tx, cause);
  if (head) return head;
  await openBooks(deps.clock, tx);
  const opened = await lockHead(tx, cause);
  if (!opened) throw new Error('opened books have no head');
  return opened;
}

function chained(posting: Posting, lines: readonly ChainedLine[], head: BookHead, at: Date, reverses: EntryId | null) {
  const wanted = posting.date ?? localDate(at, head.timeZone);
  const date = firstOpenDay(wanted, head.closed);
  return {
    number: head.lastNumber + 1n,
    date,
    description: date === wanted ? posting.description : `${posting.description} (of ${wanted}, a closed month)`,
    currency: posting.currency,
    causeKind: posting.cause.kind,
    causeId: posting.cause.id,
    reverses,
    orderId: posting.orderId ?? null,
    actor: posting.actor,
    postedAt: at,
    lines,
  };
}

async function resolveLines(deps: PostDeps, tx: Tx, lines: readonly PostingLine[]): Promise<readonly ChainedLine[]> {
  const roles = lines.flatMap(({ account }) => (typeof account === 'string' ? [account] : []));
  const byRole = roles.length === 0 ? new Map<AccountRole, AccountId>() : await deps.accountsFor(tx, roles);
  const resolved: ChainedLine[] = [];
  for (const { account, debit = 0n, credit = 0n, subject } of lines) {
    const accountId =
      typeof account === 'string' ? byRole.get(account) : 'id' in account ? account.id : await accountIdOfCode(tx, account.code);
    if (accountId === undefined) throw new Error(`no account ${JSON.stringify(account)}`);
    resolved.push({ accountId, debit, credit, subject: subject ?? null });
  }
  return resolved;
}

/** Posting: a balanced entry at the end of the merchant's chain, in the transaction of the event that made it. Never changes what is posted. */
import { newId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { accountIdOfCode } from './account.store.ts';
import type { AccountId, AccountRole } from './account.ts';
import { type ChainedLine, hashOf } from './chain.ts';
import { type BookHead, insertEntries, lockHead, type NewEntry } from './entry.store.ts';
import { type AccountFinder, openBooks } from './open-books.ts';
import { firstOpenDay, localDate } from './period.ts';
import { assertBalanced, type Cause, causeText, type EntryId, type Posting, type PostingLine, weightyLines } from './posting.ts';

export interface PostDeps {
  readonly clock: Clock;
  readonly accountsFor: AccountFinder;
}

/** Tries after others posted while we waited; each waits for one more lock. */
const MAX_LOOKS = 5;

interface Prepared {
  readonly posting: Posting;
  readonly lines: readonly ChainedLine[];
  readonly reverses: EntryId | null;
}

/** @throws on an unbalanced posting, another currency than the shop's, an account that is not there: bugs of ours. */
export async function postEntry(deps: PostDeps, tx: Tx, posting: Posting, reverses: EntryId | null = null): Promise<EntryId | undefined> {
  const [only] = await prepared(deps, tx, [{ posting, reverses }]);
  return only && (await postPrepared(deps, tx, [only])).get(causeText(posting.cause));
}

/** What one event means in several entries, in this order: all of it waits for the end of the chain once. Throws as `postEntry`. */
export async function postEntries(deps: PostDeps, tx: Tx, postings: readonly Posting[]): Promise<void> {
  const all = await prepared(
    deps,
    tx,
    postings.map((posting) => ({ posting, reverses: null })),
  );
  if (all.length > 0) await postPrepared(deps, tx, all);
}

async function prepared(deps: PostDeps, tx: Tx, wanted: readonly Omit<Prepared, 'lines'>[]): Promise<readonly Prepared[]> {
  const all: Prepared[] = [];
  for (const { posting, reverses } of wanted) {
    const weighty = weightyLines(posting);
    if (weighty.length === 0) continue;
    assertBalanced(posting.cause, weighty);
    all.push({ posting, reverses, lines: await resolveLines(deps, tx, weighty) });
  }
  return all;
}

/** Answers the entry of each cause: the new one, or the one it made before. */
async function postPrepared(deps: PostDeps, tx: Tx, all: readonly Prepared[]): Promise<ReadonlyMap<string, EntryId>> {
  for (let look = 1; look <= MAX_LOOKS; look += 1) {
    const head = await headOf(
      deps,
      tx,
      all.map(({ posting }) => posting.cause),
    );
    const entries = new Map(head.known.map((each) => [causeText(each.cause), each.entryId]));
    const fresh: NewEntry[] = [];
    for (const each of all) {
      const cause = causeText(each.posting.cause);
      if (entries.has(cause)) continue;
      const entry = chained(each, { ...head, lastNumber: fresh.at(-1)?.number ?? head.lastNumber }, deps.clock.now());
      const id = newId<EntryId>();
      fresh.push({ ...entry, id, hash: hashOf(fresh.at(-1)?.hash ?? head.lastHash, entry) });
      entries.set(cause, id);
    }
    if (fresh.length === 0 || (await insertEntries(tx, fresh))) return entries;
  }
  throw new Error(`the posting of ${all.map(({ posting }) => causeText(posting.cause)).join(', ')} found its month closed again and again`);
}

/** The locked end of the chain; books that were never opened (merchants from before them) are opened now. */
async function headOf(deps: PostDeps, tx: Tx, causes: readonly Cause[]): Promise<BookHead> {
  const head = await lockHead(tx, causes);
  if (head) return head;
  await openBooks(deps.clock, tx);
  const opened = await lockHead(tx, causes);
  if (!opened) throw new Error('opened books have no head');
  return opened;
}

function chained({ posting, lines, reverses }: Prepared, head: BookHead, at: Date) {
  if (head.currency !== posting.currency)
    throw new Error(`the posting of ${causeText(posting.cause)} is in ${posting.currency}, the books are in ${head.currency}`);
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

/** A person says what an open line of a statement is: an entry that is there already, or the account on its other side. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { listAccounts } from './account.store.ts';
import type { AccountId } from './account.ts';
import { findAccount } from './control.ts';
import { type PostDeps, postEntry } from './post-entry.ts';
import type { EntryId, PostingLine } from './posting.ts';
import { closeLine, lockLine, moneyOfEntry, type StoredStatementLine } from './statement.store.ts';
import { namedPosting } from './statement-postings.ts';

export interface MatchInput {
  readonly lineId: string;
  /** One of the two. */
  readonly entryId?: EntryId;
  readonly account?: Exclude<PostingLine['account'], string>;
  readonly description?: string;
  readonly actor: string;
}

/** Refuses `books.line_not_found`, `books.line_matched`, `books.entry_not_found`, `books.no_match`, `books.account_unknown`, `books.account_controlled`. */
export async function matchLine(deps: PostDeps, tx: Tx, input: MatchInput): Promise<Result<StoredStatementLine>> {
  const line = await lockLine(tx, input.lineId);
  if (!line) return refuse('books.line_not_found');
  if (line.state !== 'open') return refuse('books.line_matched');
  return input.entryId === undefined ? postNamed(deps, tx, line, input) : pointAt(tx, line, input.entryId);
}

async function pointAt(tx: Tx, line: StoredStatementLine, entryId: EntryId): Promise<Result<StoredStatementLine>> {
  const moved = await moneyOfEntry(tx, entryId);
  if (!moved) return refuse('books.entry_not_found');
  if (moved.bank !== line.amountMinor && (line.source === 'bank' || moved.clearing !== line.amountMinor)) return refuse('books.no_match');
  await closeLine(tx, line.id, { state: 'matched', entryId });
  return ok({ ...line, state: 'matched', entryId });
}

async function postNamed(deps: PostDeps, tx: Tx, line: StoredStatementLine, input: MatchInput): Promise<Result<StoredStatementLine>> {
  const { account, description, actor } = input;
  // A bank line may be a settlement, so clearing may be named.
  const found = account && findAccount(await listAccounts(tx), account, ['clearing']);
  if (!found?.ok) return found ?? refuse('books.account_unknown');
  const by: { account: AccountId; description?: string; actor: string } = { account: found.value.id, actor };
  const posting = namedPosting(line, description === undefined ? by : { ...by, description });
  const entryId = await postEntry(deps, tx, posting);
  if (!entryId) return refuse('books.no_match');
  await closeLine(tx, line.id, { state: 'posted', entryId });
  return ok({ ...line, state: 'posted', entryId });
}

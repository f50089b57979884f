/** Entries that staff write: what a person can get wrong is refused by name, never moved or mended silently. */
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { listAccounts } from './account.store.ts';
import { findAccount } from './control.ts';
import { openBooks } from './open-books.ts';
import { closedMonths, waitForPostings } from './period.store.ts';
import { isDate, monthOf } from './period.ts';
import { type PostDeps, postEntry } from './post-entry.ts';
import { type EntryView, imbalance, type Posting, type PostingLine } from './posting.ts';
import { entryById } from './read-entry.store.ts';

/** Refuses `books.unbalanced`, `books.account_unknown`, `books.account_controlled`, `books.period_closed`, `request.invalid`. */
export async function postByHand(deps: PostDeps, tx: Tx, posting: Posting): Promise<Result<EntryView>> {
  const problems = lineProblems(posting);
  if (problems.length > 0) return refuse('request.invalid', { details: problems });
  if (imbalance(posting.lines) !== 0n) return refuse('books.unbalanced');
  await openBooks(deps.clock, tx);
  const lines = await knownLines(tx, posting.lines);
  if (!lines.ok) return lines;
  // Under the lock, so that a month cannot close between the question and the entry.
  await waitForPostings(tx);
  const closed = (await closedMonths(tx)).map((each) => each.month);
  if (posting.date !== undefined && closed.includes(monthOf(posting.date))) return refuse('books.period_closed');
  const id = await postEntry(deps, tx, { ...posting, lines: lines.value });
  const entry = id && (await entryById(tx, id));
  if (!entry) throw new Error('a checked entry was not posted');
  return ok(entry);
}

function lineProblems({ lines, date }: Posting): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (date !== undefined && !isDate(date)) problems.push({ field: 'date', message: 'A day such as 2026-03-31.' });
  if (lines.length < 2) problems.push({ field: 'lines', message: 'At least two lines.' });
  for (const [index, { debit = 0n, credit = 0n }] of lines.entries()) {
    if (debit < 0n || credit < 0n) problems.push({ field: `lines.${index}`, message: 'Amounts are above 0.' });
    else if (debit > 0n === credit > 0n) problems.push({ field: `lines.${index}`, message: 'Either a debit or a credit.' });
  }
  return problems;
}

/** The lines with their accounts as ids. */
async function knownLines(tx: Tx, lines: readonly PostingLine[]): Promise<Result<readonly PostingLine[]>> {
  const accounts = await listAccounts(tx);
  const known: PostingLine[] = [];
  for (const [index, line] of lines.entries()) {
    const found = findAccount(accounts, line.account);
    if (!found.ok) {
      const message = found.refusal.details?.[0]?.message ?? 'There is no such account.';
      return refuse(found.refusal.code, { details: [{ field: `lines.${index}`, message }] });
    }
    known.push({ ...line, account: { id: found.value.id } });
  }
  return ok(known);
}

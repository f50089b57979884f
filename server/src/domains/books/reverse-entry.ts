/** Undoing what is posted: the same lines the other way round, once. The entry itself stays as it is. */
import { newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { closedMonths, waitForPostings } from './period.store.ts';
import { monthOf } from './period.ts';
import { type PostDeps, postEntry } from './post-entry.ts';
import type { Cause, EntryId, EntryView, Posting } from './posting.ts';
import { entryByCause, entryById, reversalOf } from './read-entry.store.ts';

export interface ReversalBy {
  readonly cause: Cause;
  readonly description: string;
  readonly actor: string;
  /** `YYYY-MM-DD`; absent: today there. */
  readonly date?: string;
}

/** Undefined when the cause never posted; the entry that is there when it was reversed before. */
export async function reverseEntry(deps: PostDeps, tx: Tx, cause: Cause, by: ReversalBy): Promise<EntryId | undefined> {
  const entry = await entryByCause(tx, cause);
  if (!entry) return undefined;
  return (await reversalOf(tx, entry.id)) ?? postEntry(deps, tx, reversedPosting(entry, by), entry.id);
}

/** What people wrote, people may reverse; what an event made, only its own undoing reverses. */
const BY_HAND: ReadonlySet<string> = new Set(['hand', 'opening_balances', 'hand_reversed']);

/** Which entry undid this one, and whether a person may undo it. */
export async function reversalState(tx: Tx, entry: EntryView): Promise<{ readonly reversedBy?: EntryId; readonly isReversible: boolean }> {
  const reversedBy = await reversalOf(tx, entry.id);
  return reversedBy === undefined ? { isReversible: BY_HAND.has(entry.cause.kind) } : { reversedBy, isReversible: false };
}

/** Refuses `books.entry_not_found`, `books.not_reversible`, `books.period_closed`. */
export async function reverseByHand(deps: PostDeps, tx: Tx, id: EntryId, by: Omit<ReversalBy, 'cause'>): Promise<Result<EntryView>> {
  await waitForPostings(tx);
  const entry = await entryById(tx, id);
  if (!entry) return refuse('books.entry_not_found');
  if (!BY_HAND.has(entry.cause.kind) || (await reversalOf(tx, id))) return refuse('books.not_reversible');
  const closed = (await closedMonths(tx)).map((each) => each.month);
  if (by.date !== undefined && closed.includes(monthOf(by.date))) return refuse('books.period_closed');
  const made = await postEntry(deps, tx, reversedPosting(entry, { ...by, cause: { kind: 'hand_reversed', id: newId<string>() } }), id);
  const reversal = made && (await entryById(tx, made));
  if (!reversal) throw new Error('a reversal was not posted');
  return ok(reversal);
}

function reversedPosting(entry: EntryView, by: ReversalBy): Posting {
  return {
    ...by,
    currency: entry.currency,
    ...(entry.orderId === undefined ? {} : { orderId: entry.orderId }),
    lines: entry.lines.map((line) => ({
      account: { id: line.accountId },
      debit: line.credit.minor,
      credit: line.debit.minor,
      ...(line.subject === undefined ? {} : { subject: line.subject }),
    })),
  };
}

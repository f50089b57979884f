/** Undoing what is posted: the same lines the other way round, once. The entry itself stays as it is. */
import type { Tx } from '../../foundation/db/database.ts';
import { type PostDeps, postEntry } from './post-entry.ts';
import type { Cause, EntryId, EntryView, Posting } from './posting.ts';
import { entryByCause, reversalOf } from './read-entry.store.ts';

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

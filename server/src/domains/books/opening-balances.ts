/** What a shop brings along from its books before: once, by hand, the difference against the opening account. */
import { type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { postByHand } from './post-by-hand.ts';
import type { PostDeps } from './post-entry.ts';
import { type Cause, type EntryView, imbalance, type PostingLine } from './posting.ts';
import { entryByCause, reversalOf } from './read-entry.store.ts';

export interface OpeningBalances {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly currency: string;
  readonly lines: readonly PostingLine[];
  readonly actor: string;
}

/** Refuses `books.already_opened` (unless those were reversed) and what `postByHand` refuses. Stock opens through stock itself. */
export async function openBalances(deps: PostDeps, tx: Tx, input: OpeningBalances): Promise<Result<EntryView>> {
  const cause = await freeCause(tx);
  if (!cause) return refuse('books.already_opened');
  const off = imbalance(input.lines);
  const rest: PostingLine[] = off === 0n ? [] : [off > 0n ? { account: 'opening', credit: off } : { account: 'opening', debit: -off }];
  return postByHand(deps, tx, { ...input, cause, description: 'Opening balances', lines: [...input.lines, ...rest] });
}

/** Undefined while an opening stands that was not reversed. */
async function freeCause(tx: Tx): Promise<Cause | undefined> {
  for (let turn = 1; ; turn += 1) {
    const cause = { kind: 'opening_balances', id: `opening-${turn}` };
    const entry = await entryByCause(tx, cause);
    if (!entry) return cause;
    if (!(await reversalOf(tx, entry.id))) return undefined;
  }
}

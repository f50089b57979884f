/** Takes an order's units out of stock, from its holds first and then from what is free. Once a cause: a repeat finds the sale and changes nothing. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Posting } from '../books/index.ts';
import { claimsOf, closeHolds, type StoredHold } from './hold.store.ts';
import { lockLevels } from './level.store.ts';
import type { StockDeps } from './stock-deps.ts';
import { freeUnits, levelsByVariant, type StockLevel, type StockLine, shortages, type Take, takeFree, wantedUnits } from './stock-level.ts';
import { valueMoved } from './stock-postings.ts';
import { valueOfIssue } from './stock-value.ts';
import { type Move, writeMovements } from './write-movements.ts';

type Deps = Pick<StockDeps, 'clock' | 'books'>;

/** What issues: the order itself when it is confirmed (it uses up its holds), or a later change of it. */
export interface Issue {
  readonly orderId: OrderId;
  readonly lines: readonly StockLine[];
  readonly cause: { readonly kind: 'order' | 'order_change'; readonly id: string };
  readonly actor: string;
  /** Takes the posting, for a caller that posts more: it must post it in this transaction. Absent: posted here. */
  readonly postings?: Posting[];
}

/** Refuses `stock.insufficient` before anything is written. */
export function issueForOrder(
  deps: Deps,
  tx: Tx,
  input: Pick<Issue, 'orderId' | 'lines' | 'postings'> & { readonly actor?: string },
): Promise<Result<void>> {
  return issue(deps, tx, { ...input, cause: { kind: 'order', id: input.orderId }, actor: input.actor ?? 'system' });
}

/** Units that an order which was issued already wants on top. Refuses `stock.insufficient`. */
export function issueMore(
  deps: Deps,
  tx: Tx,
  input: { readonly orderId: OrderId; readonly changeId: string; readonly lines: readonly StockLine[]; readonly actor: string },
): Promise<Result<void>> {
  return issue(deps, tx, { ...input, cause: { kind: 'order_change', id: input.changeId } });
}

async function issue(deps: Deps, tx: Tx, input: Issue): Promise<Result<void>> {
  const { cause } = input;
  const wanted = wantedUnits(input.lines);
  const levels = levelsByVariant(await lockLevels(tx, [...wanted.keys()]));
  const { isIssued, holds } = await claimsOf(tx, cause);
  if (isIssued) return ok(undefined);
  const active = holds.filter((hold) => hold.state === 'active' && levels.has(hold.variantId));
  const takes: Take[] = [];
  const short = new Map<StockLine['variantId'], number>();
  for (const [variantId, quantity] of wanted) {
    const places = levels.get(variantId);
    if (!places) continue;
    const own = withoutOwnHolds(places, active);
    const taken = takeFree(own, quantity);
    if (taken) takes.push(...taken);
    else short.set(variantId, freeUnits(own));
  }
  if (short.size > 0) return refuse('stock.insufficient', { details: shortages(input.lines, short) });
  if (takes.length === 0) return ok(undefined);
  const ids = active.map((hold) => hold.id);
  const closed = await closeHolds(tx, ids, 'consumed', deps.clock.now());
  const moves = takes.map((take) => moveOf(take, input));
  const written = await writeMovements(deps, tx, { moves, held: closed.map((hold) => ({ ...hold, held: -hold.quantity })) });
  const posting: Posting = {
    cause: { kind: cause.kind === 'order' ? 'stock.sale' : 'stock.sale_more', id: cause.id },
    description: 'Cost of goods sold',
    currency: written.currency,
    lines: valueMoved('cost_of_goods', moves),
    orderId: input.orderId,
    actor: input.actor,
  };
  if (input.postings) input.postings.push(posting);
  else await deps.books.post(tx, posting);
  return ok(undefined);
}

/** The levels as this order sees them: its own holds are free to it, and those places come first. */
function withoutOwnHolds(places: readonly StockLevel[], active: readonly StoredHold[]): readonly StockLevel[] {
  const seen = places.map((level) => {
    const hold = active.find((each) => each.variantId === level.variantId && each.locationId === level.locationId);
    return { level: hold ? { ...level, held: level.held - hold.quantity } : level, isOwn: hold !== undefined };
  });
  return seen.toSorted((a, b) => Number(b.isOwn) - Number(a.isOwn)).map((each) => each.level);
}

function moveOf({ level, quantity }: Take, input: Issue): Move {
  return {
    variantId: level.variantId,
    locationId: level.locationId,
    quantity: -quantity,
    valueMinor: -valueOfIssue({ quantity: level.onHand, valueMinor: level.valueMinor }, quantity),
    reason: 'sale',
    causeKind: input.cause.kind,
    causeId: input.cause.id,
    orderId: input.orderId,
    actor: input.actor,
  };
}

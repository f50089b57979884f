/** Takes an order's units out of stock, from its holds first and then from what is free. Once: a repeat finds the sale and changes nothing. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { closeHolds, holdsOf, type StoredHold } from './hold.store.ts';
import { changeLevels, type LevelChange, lockLevels } from './level.store.ts';
import { insertMovements, movementsOf, type NewMovement } from './movement.store.ts';
import { freeUnits, levelsByVariant, type StockLevel, type StockLine, shortages, type Take, takeFree, wantedUnits } from './stock-level.ts';
import { valueOfIssue } from './stock-value.ts';

/** Refuses `stock.insufficient` before anything is written. */
export async function issueForOrder(
  deps: { readonly clock: Clock },
  tx: Tx,
  input: { readonly orderId: OrderId; readonly lines: readonly StockLine[] },
): Promise<Result<void>> {
  const cause = { kind: 'order', id: input.orderId };
  const wanted = wantedUnits(input.lines);
  const levels = levelsByVariant(await lockLevels(tx, [...wanted.keys()]));
  if ((await movementsOf(tx, cause)).some((movement) => movement.reason === 'sale')) return ok(undefined);
  const active = (await holdsOf(tx, cause)).filter((hold) => hold.state === 'active' && levels.has(hold.variantId));
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

  const at = deps.clock.now();
  const closed = await closeHolds(
    tx,
    active.map((hold) => hold.id),
    'consumed',
    at,
  );
  const freed = closed.map((hold) => ({ ...hold, onHand: 0, held: -hold.quantity, valueMinor: 0n }));
  const issued = takes.map(issueOf);
  await changeLevels(tx, [...freed, ...issued]);
  await insertMovements(
    tx,
    issued.map((change) => movementOf(change, input.orderId)),
    at,
  );
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

function issueOf({ level, quantity }: Take): LevelChange {
  const value = valueOfIssue({ quantity: level.onHand, valueMinor: level.valueMinor }, quantity);
  return { variantId: level.variantId, locationId: level.locationId, onHand: -quantity, held: 0, valueMinor: -value };
}

function movementOf(change: LevelChange, orderId: OrderId): NewMovement {
  return {
    variantId: change.variantId,
    locationId: change.locationId,
    quantity: change.onHand,
    reason: 'sale',
    valueMinor: change.valueMinor,
    causeKind: 'order',
    causeId: orderId,
    actor: 'system',
  };
}

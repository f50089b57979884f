/** Promises units to an order until an instant. All lines or none; whoever comes second to the last unit is refused. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { holdsOf, moveExpiry, type NewHold, writeHolds } from './hold.store.ts';
import { lockLevels } from './level.store.ts';
import { freeUnits, levelsByVariant, type StockLine, shortages, takeFree, wantedUnits } from './stock-level.ts';

/** Refuses `stock.insufficient`. A variant this order holds or was issued already is left as it is, but for the expiry; a new order has none of either. */
export async function holdStock(
  deps: { readonly clock: Clock },
  tx: Tx,
  input: { readonly orderId: OrderId; readonly lines: readonly StockLine[]; readonly expiresAt: Date; readonly isNew?: boolean },
): Promise<Result<void>> {
  const cause = { kind: 'order', id: input.orderId };
  const wanted = wantedUnits(input.lines);
  const levels = levelsByVariant(await lockLevels(tx, [...wanted.keys()]));
  const before = input.isNew === true ? [] : await holdsOf(tx, cause);
  const settled = new Set(before.filter((hold) => hold.state !== 'released').map((hold) => hold.variantId));
  const holds: NewHold[] = [];
  const short = new Map<StockLine['variantId'], number>();
  for (const [variantId, quantity] of wanted) {
    const places = levels.get(variantId);
    if (!places || settled.has(variantId)) continue;
    const takes = takeFree(places, quantity);
    if (!takes) short.set(variantId, freeUnits(places));
    else for (const take of takes) holds.push({ variantId, locationId: take.level.locationId, quantity: take.quantity });
  }
  if (short.size > 0) return refuse('stock.insufficient', { details: shortages(input.lines, short) });
  if (before.some((hold) => hold.state === 'active')) await moveExpiry(tx, cause, input.expiresAt);
  await writeHolds(tx, cause, holds, { at: deps.clock.now(), expiresAt: input.expiresAt });
  return ok(undefined);
}

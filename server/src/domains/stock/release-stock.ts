/** Lets held units go: an order's, or all that are past their expiry. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { closeHolds, expiredHolds, holdsOf, type StoredHold } from './hold.store.ts';
import { changeHeld, lockLevels } from './level.store.ts';

/** So that one sweep keeps few rows locked. */
const MOST_AT_ONCE = 500;

/** Nothing to release is fine. */
export async function releaseStock(deps: { readonly clock: Clock }, tx: Tx, orderId: OrderId): Promise<void> {
  const active = (await holdsOf(tx, { kind: 'order', id: orderId })).filter((hold) => hold.state === 'active');
  await letGo(tx, active, deps.clock.now());
}

/** How many holds were let go; call again while it is not 0. One that was prolonged meanwhile stays. */
export async function releaseExpired(tx: Tx, now: Date): Promise<number> {
  return letGo(tx, await expiredHolds(tx, now, MOST_AT_ONCE), now, now);
}

async function letGo(tx: Tx, holds: readonly StoredHold[], at: Date, notAfter?: Date): Promise<number> {
  if (holds.length === 0) return 0;
  // Levels first, as everywhere; what changed before we had the locks is seen by closing.
  await lockLevels(tx, [...new Set(holds.map((hold) => hold.variantId))]);
  const closed = await closeHolds(
    tx,
    holds.map((hold) => hold.id),
    'released',
    at,
    notAfter,
  );
  await changeHeld(
    tx,
    closed.map((hold) => ({ ...hold, held: -hold.quantity })),
  );
  return closed.length;
}

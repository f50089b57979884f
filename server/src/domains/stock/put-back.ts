/** Puts the units of a cancelled order back, at the value they left with. Once. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { changeLevels, lockLevels } from './level.store.ts';
import { insertMovements, movementsOf } from './movement.store.ts';

export async function putBack(deps: { readonly clock: Clock }, tx: Tx, orderId: OrderId): Promise<void> {
  const cause = { kind: 'order', id: orderId };
  const sold = (await movementsOf(tx, cause)).filter((movement) => movement.reason === 'sale');
  if (sold.length === 0) return;
  await lockLevels(tx, [...new Set(sold.map((movement) => movement.variantId))]);
  // Looked up under the locks: another cancel may have been first.
  if ((await movementsOf(tx, cause)).some((movement) => movement.reason === 'sale_cancelled')) return;
  await changeLevels(
    tx,
    sold.map((movement) => ({ ...movement, onHand: -movement.quantity, held: 0, valueMinor: -movement.valueMinor })),
  );
  await insertMovements(
    tx,
    sold.map((movement) => ({
      ...movement,
      quantity: -movement.quantity,
      valueMinor: -movement.valueMinor,
      reason: 'sale_cancelled' as const,
    })),
    deps.clock.now(),
  );
}

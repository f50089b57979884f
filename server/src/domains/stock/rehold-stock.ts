/** What an order holds becomes other lines: all of them, or it stays as it was. Never lets go of a unit that another could take meanwhile. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { holdsOf } from './hold.store.ts';
import { holdStock } from './hold-stock.ts';
import { lockLevels } from './level.store.ts';
import { releaseStock } from './release-stock.ts';
import type { StockLine } from './stock-level.ts';

/** Refuses `stock.insufficient`. For orders whose stock was not issued. */
export async function reholdStock(
  deps: { readonly clock: Clock },
  tx: Tx,
  input: { readonly orderId: OrderId; readonly lines: readonly StockLine[]; readonly expiresAt: Date },
): Promise<Result<void>> {
  const before = await holdsOf(tx, { kind: 'order', id: input.orderId });
  // Old and new in one go: two orders that swap their goods would wait for each other.
  await lockLevels(tx, [...new Set([...before, ...input.lines].map((each) => each.variantId))]);
  return tx.attempt(async () => {
    await releaseStock(deps, tx, input.orderId);
    return holdStock(deps, tx, input);
  });
}

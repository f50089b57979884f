/** An order goes ahead without a payment: staff answer for it, or the customer said yes to cash on delivery. It is sold from here on. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { bookParcelOf } from './book-parcel-of.ts';
import { postSale } from './book-sale.ts';
import { outOfStock } from './create-order.ts';
import { move } from './move-order.ts';
import { changeOrder, itemsOf, type OrderHead } from './order.store.ts';
import type { OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** It stays unpaid, its stock is issued, it no longer expires. Refuses `order.not_found`, `order.wrong_state`, `order.out_of_stock`. */
export async function confirmOrder(deps: OrdersDeps, tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>> {
  const sold: OrderHead[] = [];
  const moved = await move(deps, tx, id, 'confirmed', actor, (order) =>
    tx.attempt(async () => {
      const issued = await deps.stock.issueForOrder(tx, { orderId: id, lines: await itemsOf(tx, order) });
      if (!issued.ok) return outOfStock(issued.refusal.details);
      await changeOrder(tx, id, { expiresAt: null });
      await bookParcelOf(deps, tx, order);
      sold.push(order);
      return ok(undefined);
    }),
  );
  if (moved.ok) for (const order of sold) await postSale(deps, tx, order, { actor });
  return moved;
}

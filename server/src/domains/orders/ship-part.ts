/** Some of an order leaves, the rest later: units are counted by line, and the order is shipped when all have left. */
import type { OrderId, VariantId } from '@parley/contract/values/id.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { move } from './move-order.ts';
import { addToTimeline, changeOrder, itemsOf, lockOrder, setFulfilled, viewAgain } from './order.store.ts';
import type { OrderItem, OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

export interface ShippedLine {
  readonly variantId: VariantId;
  readonly quantity: number;
}

/** Refuses `order.not_found`, `order.wrong_state`, `request.invalid` naming the lines that have fewer units left. */
export async function shipPart(
  deps: OrdersDeps,
  tx: Tx,
  id: OrderId,
  input: { readonly lines: readonly ShippedLine[]; readonly actor: string },
): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.status !== 'confirmed' && order.status !== 'processing') return refuse('order.wrong_state');
  const items = await itemsOf(tx, order);
  const sent = unitsAfter(items, input.lines);
  if (!sent.ok) return sent;
  await setFulfilled(
    tx,
    id,
    [...sent.value].map(([variantId, units]) => ({ variantId, units })),
  );
  const { actor } = input;
  const isAll = items.every((item) => (sent.value.get(item.variantId) ?? item.fulfilledQuantity) === item.quantity);
  if (isAll) return move(deps, tx, id, 'shipped', actor);
  const lines = input.lines.map((line) => ({ variant_id: line.variantId, quantity: line.quantity }));
  await changeOrder(tx, id, { status: 'processing' });
  await addToTimeline(tx, id, { kind: 'order.partly_shipped', at: deps.clock.now(), actor, detail: { lines } });
  return viewAgain(tx, order);
}

/** Units that have left in all, of each line that is named. */
function unitsAfter(items: readonly OrderItem[], lines: readonly ShippedLine[]): Result<ReadonlyMap<VariantId, number>> {
  const sent = new Map<VariantId, number>();
  const problems: FieldProblem[] = [];
  for (const [index, line] of lines.entries()) {
    const item = items.find((each) => each.variantId === line.variantId);
    const before = sent.get(line.variantId) ?? item?.fulfilledQuantity ?? 0;
    if (!item) problems.push({ field: `items.${index}.variant_id`, message: 'This is not in the order.' });
    else if (before + line.quantity > item.quantity)
      problems.push({ field: `items.${index}.quantity`, message: `${item.quantity - before} left to send.` });
    else sent.set(line.variantId, before + line.quantity);
  }
  return problems.length > 0 ? refuse('request.invalid', { details: problems }) : ok(sent);
}

/**
 * Changing an order after it was placed, by staff who have shown their second factor. What nobody bought yet may become another order:
 * its stock is held anew, all lines or none, and its payment link replaced. What was sold may only shrink, and money follows the goods.
 */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { mayPayOnDelivery, outOfStock } from './create-order.ts';
import { replaceItems, rewriteOrder } from './edit-order.store.ts';
import { replaceLink } from './edit-order-link.ts';
import { type EditedOrder, type EditInput, planEdit } from './edit-order-plan.ts';
import { describeEdit, editStageOf, lineChanges } from './edit-order-rules.ts';
import { editSold } from './edit-order-sold.ts';
import { addToTimeline, lockOrder, orderById, withItems } from './order.store.ts';
import { holdMsOf, type OrderView } from './order.ts';
import { expireOrderJob } from './order-job-kinds.ts';
import { replaceTaxes } from './order-tax.store.ts';
import type { OrdersDeps } from './orders-deps.ts';

export interface Edited {
  readonly before: OrderView;
  readonly after: OrderView;
}

/**
 * Refuses `order.not_found`, `request.conflict` for another version, `order.wrong_state`, `order.out_of_stock` naming the lines,
 * `variant.not_found`, `delivery.not_served`, `delivery.quote_missing`, `request.invalid`; then nothing has changed.
 */
export async function editOrder(deps: OrdersDeps, tx: Tx, id: OrderId, input: EditInput): Promise<Result<Edited>> {
  const found = await findEditable(deps, tx, id, input);
  if (!found.ok) return found;
  const { order, stage } = found.value;
  return tx.attempt(async () => {
    const done = stage === 'open' ? await editOpen(deps, tx, order, input) : await editSold(deps, tx, order, input);
    if (!done.ok) return done;
    const after = await record(deps, tx, order, { actor: input.actor, changeId: done.value });
    await deps.emit(tx, { name: 'order.edited', orderId: id });
    return ok({ before: order, after });
  });
}

/** Has the price of delivery asked that this edit needs. False while the courier has not answered; call again. Refuses like `editOrder`. */
export async function quoteForEdit(deps: OrdersDeps, tx: Tx, id: OrderId, input: EditInput): Promise<Result<boolean>> {
  const found = await findEditable(deps, tx, id, input);
  if (!found.ok) return found;
  const { order } = found.value;
  if (order.deliveryMethod === 'pickup' || (input.lines === undefined && input.address === undefined)) return ok(true);
  const plan = await planEdit(deps, tx, order, input);
  return ok(plan.ok || plan.refusal.code !== 'delivery.quote_missing');
}

async function findEditable(deps: OrdersDeps, tx: Tx, id: OrderId, input: EditInput) {
  const head = await lockOrder(tx, id);
  const [order] = head ? await withItems(tx, [head]) : [];
  if (!head || !order) return refuse('order.not_found');
  if (input.version !== undefined && input.version !== order.version)
    return refuse('request.conflict', { details: [{ field: 'version', message: `It is ${order.version} now.` }] });
  const stage = editStageOf(order, deps.clock.now());
  if (stage === undefined) return refuse('order.wrong_state');
  if (input.address && order.deliveryMethod === 'pickup')
    return refuse('request.invalid', { details: [{ field: 'delivery_address', message: 'This order is picked up.' }] });
  return ok({ order: { ...head, items: order.items }, stage });
}

async function editOpen(deps: OrdersDeps, tx: Tx, order: EditedOrder, input: EditInput): Promise<Result<undefined>> {
  const { id } = order;
  const noted = { ...(input.note === undefined ? {} : { note: input.note }), ...(input.address ? { address: input.address } : {}) };
  if (input.lines === undefined && input.address === undefined) {
    await rewriteOrder(tx, id, noted);
    return ok(undefined);
  }
  const plan = await planEdit(deps, tx, order, input);
  if (!plan.ok) return plan;
  const { price, quoteId } = plan.value;
  if (price.total.minor === 0n)
    return refuse('request.invalid', { details: [{ field: 'items', message: 'Nothing would be left to pay: place a new order.' }] });
  if (order.paymentMethod === 'cod' && !mayPayOnDelivery(await deps.shop(tx), price.total)) return refuse('order.cod_not_offered');
  const isRepriced = price.total.minor !== order.total.minor;
  // Another amount to pay is another link, and as much time for it as for the first.
  const expiresAt = isRepriced || order.expiresAt === undefined ? after(deps.clock.now(), holdMsOf(order)) : order.expiresAt;
  const held = await deps.stock.rehold(tx, { orderId: id, lines: price.items, expiresAt });
  if (!held.ok) return outOfStock(held.refusal.details);
  await replaceItems(tx, id, price.items);
  await replaceTaxes(tx, id, price.taxes);
  await rewriteOrder(tx, id, { ...noted, price, expiresAt, ...(quoteId === undefined ? {} : { quoteId }) });
  if (!isRepriced) return ok(undefined);
  await enqueue(tx, deps.clock.now(), expireOrderJob, { orderId: id }, { runAt: expiresAt });
  return replaceLink(deps, tx, { ...order, ...price, expiresAt });
}

interface Change {
  readonly actor: string;
  /** Of what was credited; its note names the lines by it. */
  readonly changeId: string | undefined;
}

async function record(deps: OrdersDeps, tx: Tx, before: OrderView, { actor, changeId }: Change): Promise<OrderView> {
  const head = await orderById(tx, before.id);
  const [order] = head ? await withItems(tx, [head]) : [];
  if (!order) throw new Error('an edited order is gone');
  const { addressChanged, noteChanged } = describeEdit(before, order);
  const money = before.total.minor === order.total.minor ? {} : { from_minor: `${before.total.minor}`, to_minor: `${order.total.minor}` };
  const lines = lineChanges(before.items, order.items).map(({ variantId, ...rest }) => ({ variant_id: variantId, ...rest }));
  await addToTimeline(tx, order.id, {
    kind: 'order.edited',
    at: deps.clock.now(),
    actor,
    detail: {
      ...(changeId === undefined ? {} : { change_id: changeId }),
      ...money,
      lines,
      address_changed: addressChanged,
      note_changed: noteChanged,
    },
  });
  return order;
}

/** What the customer is told about an order without having asked: payment link, confirmation, refunds, the parcel. Changes nothing. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { OrderNotice } from '../../../domains/conversations/index.ts';
import type { OrderDetail } from '../../../domains/orders/index.ts';
import { defineDialog, type Heard, type Reply, type Scene } from '../dialog.ts';
import { noticeMessage, payMessage } from '../screens/notice-screens.ts';
import { awaitsYes } from '../screens/order-screens.ts';

export type NoticesIntent =
  | { readonly do: 'order_changed'; readonly orderId: OrderId; readonly change: OrderNotice }
  | { readonly do: 'payment_link'; readonly orderId: OrderId };

export const noticesDialog = defineDialog<NoticesIntent>({ name: 'notices', version: 1, ids: {}, hear, act });

function hear(content: Heard): NoticesIntent | undefined {
  if (content.kind !== 'event') return undefined;
  const { event } = content;
  if (event.kind === 'order_changed') return { do: 'order_changed', orderId: event.orderId as OrderId, change: event.change };
  return event.kind === 'payment_link_ready' ? { do: 'payment_link', orderId: event.orderId as OrderId } : undefined;
}

/** A print order says these with its pickup code. */
const saidByPrinting: ReadonlySet<OrderNotice> = new Set(['paid', 'paid_late', 'confirmed']);

async function act(scene: Scene, intent: NoticesIntent): Promise<Reply<never>> {
  const { deps, now, shop, tx, voice } = scene;
  const found = await deps.orders.get(tx, intent.orderId);
  if (!found.ok) return { next: 'same' };
  const order = found.value;
  if (intent.do === 'payment_link') {
    const message = payMessage(voice, order, now);
    return { messages: message ? [message] : [], next: 'same' };
  }
  if (intent.change === 'cancelled' && wasDoneByCustomer(order, /cancel/)) return { next: 'same' };
  if (intent.change === 'confirmed' && wasDoneByCustomer(order, /^order\.confirmed$/)) return { next: 'same' };
  if (saidByPrinting.has(intent.change) && (await deps.printing?.jobsOf(tx, order.id))?.length) return { next: 'same' };
  if (intent.change === 'confirm_cod' && !awaitsYes(order, now)) return { next: 'same' };
  return { messages: [noticeMessage(voice, { order, change: intent.change, shop: shop.name, publicUrl: deps.publicUrl })], next: 'same' };
}

/** They pressed the button and were answered on the spot; telling it again would say the shop did it. */
function wasDoneByCustomer(order: OrderDetail, kind: RegExp): boolean {
  return order.timeline.findLast((entry) => kind.test(entry.kind))?.actor.startsWith('customer:') === true;
}

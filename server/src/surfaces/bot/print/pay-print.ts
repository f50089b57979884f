/** From the order as it was shown to one with a payment link; and what is told of it until it is picked up. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { text } from '../screens/compose.ts';
import { waysOn } from '../screens/menu-screens.ts';
import { movedMessage, statusLines } from '../screens/print-screens.ts';
import { filesOf, type Making, show } from './make-print.ts';
import { type Draft, nextOf, wishesOf } from './print-draft.ts';
import { making, type PrintReply } from './print-step.ts';

/** The customer pays what they saw; anything else is shown first. */
export async function pay(at: Making, draft: Draft): Promise<PrintReply> {
  const { scene, verbs } = at;
  const { customer, shop, thread, tx, voice } = scene;
  const next = nextOf(draft, await filesOf(at, draft));
  if (!('shows' in next) || draft.shown === undefined) return show(at, draft);
  const placed = await tx.attempt(() =>
    verbs.order(tx, {
      customerId: customer.id,
      threadId: thread.id,
      wishes: wishesOf(draft),
      rush: draft.rush,
      language: voice.language,
      expectedTotal: { minor: BigInt(draft.shown?.minor ?? 0), currency: draft.shown?.currency ?? shop.currency },
    }),
  );
  if (placed.ok) {
    const total = voice.money({ minor: BigInt(draft.shown.minor), currency: draft.shown.currency });
    return { screen: [text(voice.say('print.placed', { number: placed.value.orderNumber, total }))], next: null };
  }
  const { code } = placed.refusal;
  if (code === 'order.price_changed') return show(at, draft, [voice.say('print.price_changed')]);
  if (code === 'connection.missing')
    return { screen: [waysOn(voice, voice.say('print.cannot_pay', { shop: shop.name }))], next: making({ ...draft, asks: 'nothing' }) };
  return show(at, draft);
}

/** Told without having asked. */
export async function orderMoved(at: Making, orderId: OrderId, change: 'queued' | 'held' | 'ready'): Promise<PrintReply> {
  const { scene, verbs } = at;
  const found = await scene.deps.orders.get(scene.tx, orderId);
  const jobs = await verbs.jobsOf(scene.tx, orderId);
  if (!found.ok || jobs.length === 0 || found.value.status === 'cancelled') return { next: 'same' };
  const told = { number: found.value.orderNumber, orderId, shop: scene.shop.name, jobs };
  return { messages: [movedMessage(scene.voice, change, told)], next: 'same' };
}

const SHOWN_ORDERS = 3;

export async function showStatus({ scene, verbs }: Making): Promise<PrintReply> {
  const { customer, tx, voice } = scene;
  const parts: string[] = [];
  for (const orderId of await verbs.ordersOf(tx, customer.id, SHOWN_ORDERS)) {
    const found = await scene.deps.orders.get(tx, orderId);
    if (found.ok) parts.push(statusLines(voice, { number: found.value.orderNumber, orderId, jobs: await verbs.jobsOf(tx, orderId) }));
  }
  return { screen: [waysOn(voice, parts.length === 0 ? voice.say('print.none') : parts.join('\n\n'))] };
}

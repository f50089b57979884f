/** The customer's own orders: list, one in full, pay, cancel, repeat. Another person's order is one that does not exist. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { OrderDetail, OrderView } from '../../../domains/orders/index.ts';
import { bare, defineDialog, type IdEntry, type Reply, type Scene } from '../dialog.ts';
import { leftOutNotes } from '../left-out.ts';
import { PAGE_ROWS, ROWS } from '../paging.ts';
import { cartScreen } from '../screens/cart-screens.ts';
import { waysOn } from '../screens/menu-screens.ts';
import {
  aboutOrder,
  awaitsYes,
  canCancel,
  cancelAskScreen,
  isPaid,
  isPayable,
  orderScreen,
  ordersScreen,
  statusWord,
} from '../screens/order-screens.ts';
import { statusLines } from '../screens/print-screens.ts';
import { idArg, pageArg } from '../stable-id.ts';
import { printDialog } from './print.dialog.ts';

type OneOrder = 'show' | 'pay' | 'cod_yes' | 'cancel' | 'cancel_yes' | 'repeat';

export type OrdersIntent =
  | { readonly do: 'list'; readonly page: number }
  | { readonly do: OneOrder; readonly id: OrderId }
  /** The latest order there is. */
  | { readonly do: 'latest'; readonly what: Exclude<OneOrder, 'pay' | 'cod_yes' | 'cancel_yes'> };

export const ordersDialog = defineDialog<OrdersIntent>({
  name: 'orders',
  version: 1,
  ids: {
    orders: {
      form: 'orders[:page]',
      means: 'the latest orders',
      read(args) {
        const page = pageArg(args[0]);
        return page === undefined || args.length > 1 ? undefined : { do: 'list', page };
      },
    },
    order: one('order:<id>', 'one order in full', 'show'),
    'order.pay': one('order.pay:<id>', 'a payment link for an order that waits for payment', 'pay'),
    'cod.yes': one('cod.yes:<id>', 'says yes to cash on delivery', 'cod_yes'),
    'order.cancel': {
      form: 'order.cancel[:<id>]',
      means: 'asks whether to cancel; without an id the latest order',
      read: (args) => (args.length === 0 ? { do: 'latest', what: 'cancel' } : readOne(args, 'cancel')),
    },
    'order.cancel.yes': one('order.cancel.yes:<id>', 'cancels', 'cancel_yes'),
    'order.repeat': one('order.repeat:<id>', 'the same items in the cart', 'repeat'),
    track: bare('track', 'the latest order in full', { do: 'latest', what: 'show' }),
    repeat: bare('repeat', 'the items of the latest order in the cart', { do: 'latest', what: 'repeat' }),
  },
  act,
});

function one(form: string, means: string, what: OneOrder): IdEntry<OrdersIntent> {
  return { form, means, read: (args) => readOne(args, what) };
}

function readOne(args: readonly string[], what: OneOrder): OrdersIntent | undefined {
  const id = idArg<OrderId>(args[0]);
  return id === undefined || args.length > 1 ? undefined : { do: what, id };
}

async function act(scene: Scene, intent: OrdersIntent): Promise<Reply<never>> {
  if (intent.do === 'list') return showList(scene, intent.page);
  if (intent.do === 'latest') {
    const latest = await latestOrder(scene);
    return latest ? about(scene, latest, intent.what) : { screen: [noOrders(scene)] };
  }
  const found = await scene.deps.orders.get(scene.tx, intent.id);
  if (!found.ok || found.value.customerId !== scene.customer.id) return { screen: [waysOn(scene.voice, scene.voice.say('orders.gone'))] };
  return about(scene, found.value, intent.do);
}

function about(scene: Scene, order: OrderDetail, what: OneOrder): Promise<Reply<never>> | Reply<never> {
  switch (what) {
    case 'show':
      return show(scene, order);
    case 'pay':
      return pay(scene, order);
    case 'cod_yes':
      return sayYes(scene, order);
    case 'cancel':
      return { screen: [canCancel(order) ? cancelAskScreen(scene.voice, order) : tooLate(scene, order)] };
    case 'cancel_yes':
      return cancel(scene, order);
    default:
      return repeat(scene, order);
  }
}

/** An order that prints says where its pages are. */
async function show(scene: Scene, order: OrderDetail): Promise<Reply<never>> {
  const { deps, now, tx, voice } = scene;
  const jobs = (await deps.printing?.jobsOf(tx, order.id)) ?? [];
  const screen = orderScreen(voice, order, now);
  if (jobs.length === 0) return { screen };
  return { notes: [statusLines(voice, { number: order.orderNumber, orderId: order.id, jobs })], screen };
}

async function showList(scene: Scene, page: number): Promise<Reply<never>> {
  const { customer, deps, tx, voice } = scene;
  const read = (at: number, limit: number) => deps.orders.list(tx, { customerId: customer.id, page: at, limit });
  const first = await (page === 1 ? read(1, ROWS) : read(page, PAGE_ROWS));
  if (first.total === 0) return { screen: [noOrders(scene)] };
  if (first.items.length === 0 || (page > 1 && first.total <= ROWS)) return showList(scene, 1);
  const items = page === 1 && first.total > ROWS ? first.items.slice(0, PAGE_ROWS) : first.items;
  return { screen: [ordersScreen(voice, { items, total: first.total, page })] };
}

async function latestOrder(scene: Scene): Promise<OrderDetail | undefined> {
  const { customer, deps, tx } = scene;
  const { items } = await deps.orders.list(tx, { customerId: customer.id, page: 1, limit: 1 });
  const [latest] = items;
  if (!latest) return undefined;
  const found = await deps.orders.get(tx, latest.id);
  return found.ok ? found.value : undefined;
}

/** The open link at once; else a new one is asked for and comes as an event. */
async function pay(scene: Scene, order: OrderDetail): Promise<Reply<never>> {
  const { deps, now, tx, voice } = scene;
  if (!isPayable(order, now) || order.paymentLink?.state === 'open') return { screen: orderScreen(voice, order, now) };
  const renewed = await tx.attempt(() => deps.orders.renewPaymentLink(tx, order.id));
  if (!renewed.ok) return { screen: [waysOn(voice, voice.say('order.link_failed'))] };
  if (renewed.value.state === 'open') return { screen: orderScreen(voice, { ...order, paymentLink: renewed.value }, now) };
  return { notes: [voice.say('order.link_coming')] };
}

async function sayYes(scene: Scene, order: OrderDetail): Promise<Reply<never>> {
  const { customer, deps, now, tx, voice } = scene;
  // An old button: the order has moved on, and shows where to.
  if (!awaitsYes(order, now)) return { screen: orderScreen(voice, order, now) };
  const confirmed = await tx.attempt(() => deps.orders.confirmCod(tx, order.id, `customer:${customer.id}`));
  const number = order.orderNumber;
  if (!confirmed.ok) return { screen: [aboutOrder(voice, order, voice.say('order.cod_gone', { number }))] };
  return { screen: [aboutOrder(voice, confirmed.value, voice.say('order.cod_yes', { number, total: voice.money(order.total) }))] };
}

async function cancel(scene: Scene, order: OrderDetail): Promise<Reply<never>> {
  const { customer, tx, voice } = scene;
  const { orderNumber: number } = order;
  const wasPaid = isPaid(order);
  const cancelled = canCancel(order) ? await tx.attempt(() => cancelIn(scene, order.id, `customer:${customer.id}`)) : undefined;
  if (cancelled?.ok === false && cancelled.refusal.code === 'print.too_late')
    return { screen: [aboutOrder(voice, order, voice.say('print.cancel_late', { number }))] };
  if (!cancelled?.ok) return { screen: [tooLate(scene, order)] };
  const body = wasPaid
    ? voice.say('order.cancelled_paid', { number, total: voice.money(order.total) })
    : voice.say('order.cancelled', { number });
  return { screen: [aboutOrder(voice, cancelled.value, body)] };
}

/** What prints is cancelled by the print shop, which knows whether pages are under way. */
async function cancelIn({ deps, tx }: Scene, id: OrderId, actor: string): Promise<Result<OrderView>> {
  const { printing } = deps;
  if (!printing || (await printing.jobsOf(tx, id)).length === 0) return deps.orders.cancel(tx, id, { reason: 'customer_request', actor });
  const cancelled = await printing.cancelOrder(tx, id, actor);
  return cancelled.ok ? deps.orders.get(tx, id) : cancelled;
}

function tooLate(scene: Scene, order: OrderView) {
  const { voice } = scene;
  return aboutOrder(voice, order, voice.say('order.cancel_late', { number: order.orderNumber, status: statusWord(voice, order) }));
}

/** What prints is put together anew; everything else goes into the cart. */
async function repeat(scene: Scene, order: OrderDetail): Promise<Reply<never>> {
  const { customer, deps, tx, voice } = scene;
  if (((await deps.printing?.jobsOf(tx, order.id)) ?? []).length > 0) {
    const { next, ...reply } = await printDialog.mean({ do: 'again', orderId: order.id }).act(scene, undefined);
    if (next !== null && typeof next === 'object') return { ...reply, elsewhere: next };
    return next === undefined ? reply : { ...reply, next };
  }
  const { orderNumber: number } = order;
  const lines = order.items.map(({ variantId, quantity }) => ({ variantId, quantity }));
  const { cart, leftOut } = await deps.carts.replace(tx, customer.id, lines);
  const names = new Map(order.items.map((item) => [item.variantId, { productName: item.name, optionLabel: item.options }]));
  const notes = leftOutNotes(voice, leftOut, names);
  if (cart.lines.length === 0) return { notes, screen: [waysOn(voice, voice.say('order.repeat_none', { number }))] };
  return { notes: [voice.say('order.repeated', { number }), ...notes], screen: [cartScreen(voice, cart)] };
}

function noOrders(scene: Scene) {
  return waysOn(scene.voice, scene.voice.say('orders.none'));
}

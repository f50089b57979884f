/** Orders as messages: the list, one order with what can be done about it, and the questions around cancelling. Pure. */
import type { OrderDetail, OrderView } from '../../../domains/orders/index.ts';
import type { OutboundContent, ReplyButton } from '../../../providers/messaging/messaging.port.ts';
import { fitLine, fitLines, lines, paragraphs } from '../fit.ts';
import { clampPage, pagesOf } from '../paging.ts';
import type { Voice } from '../phrases/voice.ts';
import { bold, button, buttons, linkButton, list, row } from './compose.ts';
import { moreRow, pageFooter } from './product-screens.ts';

export function ordersScreen(
  voice: Voice,
  shown: { readonly items: readonly OrderView[]; readonly total: number; readonly page: number },
): OutboundContent {
  const pages = pagesOf(shown.total);
  const page = clampPage(shown.page, pages);
  return list({
    body: voice.say('orders.title'),
    footer: pageFooter(voice, page, pages),
    button: voice.say('button.orders'),
    rows: [
      ...shown.items.map((order) =>
        row(
          `order:${order.id}`,
          order.orderNumber,
          `${statusWord(voice, order)} · ${voice.money(order.total)} · ${voice.date(order.placedAt)}`,
        ),
      ),
      ...moreRow(voice, page, pages, (next) => `orders:${next}`),
    ],
  });
}

/** A link (pay, track) and buttons cannot stand in one message: two where there is a link, else one. */
export function orderScreen(voice: Voice, order: OrderDetail, now: Date): readonly OutboundContent[] {
  const { say } = voice;
  const link = payLink(order, now) ?? trackLink(order);
  const choices = [
    awaitsYes(order, now) ? button(`cod.yes:${order.id}`, say('button.cod_yes')) : undefined,
    isPayable(order, now) && !isLinkComing(order) && !payLink(order, now)
      ? button(`order.pay:${order.id}`, say('button.new_link'))
      : undefined,
    ...waysWith(voice, order),
  ];
  const body = orderBody(voice, order, now);
  if (!link) return [buttons({ body, buttons: choices })];
  return [
    linkButton({ body, label: say(link.label), url: link.url }),
    buttons({ body: say('order.what_next', { number: order.orderNumber }), buttons: choices }),
  ];
}

export function orderBody(voice: Voice, order: OrderDetail, now: Date): string {
  const { say } = voice;
  const payment = payLink(order, now) && order.expiresAt ? say('order.pay_until', { until: voice.moment(order.expiresAt) }) : undefined;
  const expected = order.shipment?.estimatedOn;
  return paragraphs(
    lines(bold(say('order.title', { number: order.orderNumber })), say('order.status', { status: statusWord(voice, order) })),
    itemLines(voice, order),
    totals(voice, order),
    expected === undefined || order.status === 'delivered' ? undefined : say('order.expected', { date: fitLine(voice.date(expected), 40) }),
    payment ?? (isPayable(order, now) && isLinkComing(order) ? say('order.link_coming') : undefined),
  );
}

export function itemLines(voice: Voice, order: OrderView): string {
  const told = order.items.map((item) =>
    voice.say('cart.line', {
      quantity: item.quantity,
      item: item.options === '' ? fitLine(item.name, 80) : `${fitLine(item.name, 80)} (${fitLine(item.options, 40)})`,
      total: voice.money({ ...item.unitPrice, minor: item.unitPrice.minor * BigInt(item.quantity) }),
    }),
  );
  return fitLines(told, 500, (left) => voice.say('cart.more_lines', { count: left }));
}

export function totals(voice: Voice, order: OrderView): string {
  const { say } = voice;
  return lines(
    order.deliveryMethod === 'delivery' ? say('order.delivery', { price: voice.money(order.deliveryPrice) }) : undefined,
    order.pricesIncludeTax || order.tax.minor === 0n ? undefined : say('order.tax', { tax: voice.money(order.tax) }),
    say('order.total', { total: voice.money(order.total) }),
  );
}

export function cancelAskScreen(voice: Voice, order: OrderView): OutboundContent {
  const { say } = voice;
  const number = order.orderNumber;
  return buttons({
    body: isPaid(order) ? say('order.cancel_ask_paid', { number, total: voice.money(order.total) }) : say('order.cancel_ask', { number }),
    buttons: [button(`order.cancel.yes:${order.id}`, say('button.cancel_yes')), button(`order:${order.id}`, say('button.keep_order'))],
  });
}

/** A sentence about an order and what can be done with it. */
export function aboutOrder(voice: Voice, order: OrderView, body: string): OutboundContent {
  return buttons({ body, buttons: waysWith(voice, order) });
}

export function statusWord(voice: Voice, order: OrderView): string {
  const status = voice.say(order.status === 'pending' && order.paymentMethod === 'cod' ? 'status.pending_cod' : `status.${order.status}`);
  return order.paymentStatus === 'refunded' || order.paymentStatus === 'partially_refunded'
    ? `${status}, ${voice.say(`status.${order.paymentStatus}`)}`
    : status;
}

export function isPaid(order: OrderView): boolean {
  return order.paymentStatus === 'paid' || order.paymentStatus === 'partially_refunded';
}

export function canCancel(order: OrderView): boolean {
  return order.status === 'pending' || order.status === 'confirmed' || order.status === 'processing';
}

export function isPayable(order: OrderView, now: Date): boolean {
  return isOpen(order, now) && order.paymentMethod !== 'cod';
}

/** Cash on delivery that the customer has not said yes to. */
export function awaitsYes(order: OrderView, now: Date): boolean {
  return isOpen(order, now) && order.paymentMethod === 'cod';
}

function isOpen(order: OrderView, now: Date): boolean {
  return order.status === 'pending' && order.paymentStatus === 'unpaid' && (order.expiresAt === undefined || order.expiresAt > now);
}

/** Sends nothing before the customer's own yes. */
export function codAskScreen(voice: Voice, order: OrderView): OutboundContent {
  const { say } = voice;
  return buttons({
    body: paragraphs(itemLines(voice, order), say('order.cod_ask', { number: order.orderNumber, total: voice.money(order.total) })),
    buttons: [button(`cod.yes:${order.id}`, say('button.cod_yes')), button(`order.cancel:${order.id}`, say('button.cancel_order'))],
  });
}

function waysWith(voice: Voice, order: OrderView): readonly (ReplyButton | undefined)[] {
  const { say } = voice;
  return [
    canCancel(order) ? button(`order.cancel:${order.id}`, say('button.cancel_order')) : undefined,
    order.status === 'delivered' ? button(`order.return:${order.id}`, say('button.return')) : undefined,
    order.status === 'pending' ? undefined : button(`order.repeat:${order.id}`, say('button.repeat')),
    button('menu', say('button.menu')),
  ];
}

function payLink(order: OrderDetail, now: Date): { readonly label: 'button.pay'; readonly url: string } | undefined {
  const url = order.paymentLink?.state === 'open' ? order.paymentLink.url : undefined;
  return url !== undefined && isPayable(order, now) ? { label: 'button.pay', url } : undefined;
}

function isLinkComing(order: OrderDetail): boolean {
  return order.paymentLink?.state === 'asked';
}

function trackLink(order: OrderDetail): { readonly label: 'button.track'; readonly url: string } | undefined {
  const url = order.status === 'shipped' ? order.shipment?.trackingUrl : undefined;
  return url === undefined || !/^https?:\/\//.test(url) ? undefined : { label: 'button.track', url };
}

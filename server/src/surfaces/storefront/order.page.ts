/** The customer's page of one order: what it is, where it stands, what can be done now. */
import { times } from '@parley/contract/values/money.ts';
import type { OrderDetail } from '../../domains/orders/index.ts';
import type { GatewayName } from '../../domains/payments/index.ts';
import { type Html, html, safeUrl } from '../../foundation/html/html.ts';
import { addedTax, lineRow, taxWithin } from './checkout.page.ts';
import { type Frame, layout } from './layout.page.ts';
import { payWith } from './pay-with.page.ts';
import type { WordKey } from './words/en.ts';

/**
 * @param checking the customer has just come back from the gateway and the payment is not confirmed yet.
 * @param awaitsPages it prints something that has not come out yet.
 * @param gateways those that fit the customer, where the order can be paid.
 * @param invoice opens the order's invoice; absent while there is none.
 */
export function orderPage(
  frame: Frame,
  order: OrderDetail,
  {
    checking,
    awaitsPages,
    gateways,
    invoice,
  }: { readonly checking: boolean; readonly awaitsPages: boolean; readonly gateways: readonly GatewayName[]; readonly invoice?: string },
): Html {
  const { speech, shop } = frame;
  const { say } = speech;
  const story = storyOf(order, checking);
  const isPayable = order.status === 'pending' && order.paymentStatus === 'unpaid' && order.paymentMethod !== 'cod' && !checking;
  const tracking = order.shipment?.trackingUrl;
  return layout(
    frame,
    html`<p class="quiet small">${say('order.title', { number: order.orderNumber })}</p>
${checking ? html`<div class="wait" role="status" aria-label="${say(story.title)}"></div>` : ''}
<h1>${say(story.title)}</h1>
${story.text ? html`<p class="quiet">${say(story.text, { time: order.expiresAt ? speech.time(order.expiresAt) : '', amount: speech.money(order.total) })}</p>` : ''}
${order.paymentStatus === 'refunded' || order.paymentStatus === 'partially_refunded' ? html`<div class="notice"><p>${say('order.refunded')}</p></div>` : ''}
${order.status === 'cancelled' ? '' : html`<section class="card"><ol class="timeline">${stepsOf(order, awaitsPages).map((step) => html`<li${step.at ? html` class="done"` : ''}>${say(step.key)}${step.at ? html`<time datetime="${step.at.toISOString()}">${speech.time(step.at)}</time>` : ''}</li>`)}</ol></section>`}
<section class="card"><header><h2>${say('your_order')}</h2></header><ul class="lines">${order.items.map((item) => lineRow(frame, { name: item.name, options: item.options, quantity: item.quantity, total: times(item.unitPrice, item.quantity) }))}</ul>
<dl class="sums"><dt>${say('items')}</dt><dd>${speech.money(order.itemsTotal)}</dd>${order.deliveryMethod === 'pickup' ? '' : html`<dt>${say('delivery')}</dt><dd>${order.deliveryPrice.minor === 0n ? say('delivery.free') : speech.money(order.deliveryPrice)}</dd>`}${order.discount.minor === 0n ? '' : html`<dt>${say('discount')}</dt><dd>−${speech.money(order.discount)}</dd>`}${addedTax(frame, order)}<dt class="total">${say('total')}</dt><dd class="total">${speech.money(order.total)}</dd>${taxWithin(frame, order)}</dl>${invoice === undefined ? '' : html`<p class="small"><a href="${safeUrl(invoice)}">${say('order.invoice')}</a></p>`}</section>
<div class="stack">
${isPayable ? html`<form method="post" action="/order/${order.publicId}/pay">${payWith(frame, gateways, order.paymentLink?.gateway)}<button class="button">${say('pay', { amount: speech.money(order.total) })}</button></form>` : ''}
${tracking ? html`<a class="button" href="${safeUrl(tracking)}">${say('order.track')}</a>` : ''}
${shop.chatUrl ? html`<a class="button${isPayable || tracking ? ' plain' : ''}" href="${shop.chatUrl}">${say('back_to_chat')}</a>` : ''}
</div>`,
  );
}

function storyOf(order: OrderDetail, checking: boolean): { readonly title: WordKey; readonly text?: WordKey } {
  if (order.status === 'cancelled') {
    return order.closedReason === 'payment_expired'
      ? { title: 'order.expired.title', text: 'order.expired.text' }
      : { title: 'order.cancelled.title' };
  }
  if (order.status === 'delivered') return { title: 'order.delivered.title' };
  if (order.status === 'shipped') return { title: 'order.shipped.title' };
  if (order.paymentMethod === 'cod' && order.paymentStatus === 'unpaid')
    return order.status === 'pending'
      ? { title: 'order.cod_waiting.title', text: 'order.cod_waiting.text' }
      : { title: 'order.cod.title', text: 'order.cod.text' };
  if (order.paymentStatus === 'unpaid') {
    return checking
      ? { title: 'order.checking.title', text: 'order.checking.text' }
      : { title: 'order.unpaid.title', ...(order.expiresAt ? { text: 'order.unpaid.text' as const } : {}) };
  }
  return { title: 'order.paid.title', text: 'order.paid.text' };
}

function stepsOf(order: OrderDetail, awaitsPages: boolean): readonly { readonly key: WordKey; readonly at?: Date }[] {
  const when = (kind: RegExp): { readonly at?: Date } => {
    const found = order.timeline.find((event) => kind.test(event.kind));
    return found ? { at: found.at } : {};
  };
  const shipped = order.status === 'shipped' || order.status === 'delivered';
  return [
    { key: 'state.placed', at: order.placedAt },
    { key: 'state.paid', ...(order.paidAt ? { at: order.paidAt } : {}) },
    ...(order.deliveryMethod === 'pickup'
      ? [{ key: 'state.ready' as const, ...(order.paidAt && !awaitsPages ? { at: order.paidAt } : {}) }]
      : [{ key: 'state.shipped' as const, ...(shipped ? when(/shipped|in_transit/) : {}) }]),
    {
      key: order.deliveryMethod === 'pickup' ? 'state.collected' : 'state.delivered',
      ...(order.status === 'delivered' ? when(/delivered/) : {}),
    },
  ];
}

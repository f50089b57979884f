/** One order: what happened in the middle, facts at the side, one obvious next action. */
import { type Money, times } from '@parley/contract/values/money.ts';
import type { OrderDetail } from '../../domains/orders/index.ts';
import type { PaymentView } from '../../domains/payments/index.ts';
import type { ReturnView } from '../../domains/returns/index.ts';
import { type Html, type HtmlValue, html, safeUrl } from '../../foundation/html/html.ts';
import { icon } from './icons.ts';
import { csrf, type DeskFrame, deskPage } from './layout.page.ts';
import { actorName, orderChip, paymentChip } from './list-parts.page.ts';
import { actRoles, actsFor, mayDo, type OrderAct } from './order-acts.ts';
import type { TimelineRow } from './order-timeline.ts';
import { returnRoles } from './return-acts.ts';
import { returnChip } from './returns.page.ts';
import { say, sayCode } from './words.ts';

export interface OrderScreen {
  readonly order: OrderDetail;
  readonly customer: { readonly name: string; readonly phone?: string };
  readonly threadId?: string;
  readonly payments: readonly PaymentView[];
  readonly returns: readonly ReturnView[];
  readonly timeline: readonly TimelineRow[];
  readonly staffNames: ReadonlyMap<string, string>;
  /** Makes a form sent twice one act. */
  readonly once: string;
}

export function orderPage(frame: DeskFrame, screen: OrderScreen): Html {
  const { order } = screen;
  return deskPage(
    frame,
    { here: 'orders', title: order.orderNumber, refreshes: true },
    html`<a class="back" href="/app/orders">${icon('back')}${say('order.back')}</a>
<header class="head order"><h1>${order.orderNumber}</h1>${orderChip(order)}${order.status === 'pending' ? '' : paymentChip(order.paymentStatus)}<span class="quiet">${frame.format.time(order.placedAt)}</span></header>
<div class="columns"><div class="middle">${nextStep(frame, screen)}${itemsCard(frame, order)}
<section class="card"><h2>${say('order.timeline')}</h2><ol class="timeline">${screen.timeline.map((row) => timelineRow(frame, row, screen.staffNames))}</ol></section></div>
<aside class="facts">${customerCard(screen)}${deliveryCard(order)}${paymentCard(frame, screen.payments, order)}${returnsCard(screen)}</aside></div>`,
  );
}

function nextStep(frame: DeskFrame, screen: OrderScreen): Html {
  const { order } = screen;
  const mine = (act: OrderAct) => mayDo(frame.role, actRoles[act]);
  const { next, others } = actsFor(order);
  const more = others.filter(mine);
  const detail = order.shipment?.state === 'failed' ? order.shipment.detail : undefined;
  return html`<section class="card next">${detail === undefined ? '' : html`<p class="notice bad">${detail}</p>`}${next !== undefined && mine(next) ? actForm(frame, screen, next, true) : html`<p class="quiet">${sentenceFor(frame, order, next)}</p>`}${returnLink(frame, order)}
${more.length > 0 ? html`<details id="more" class="more"><summary>${say('order.more')}</summary>${more.map((act) => actForm(frame, screen, act, false))}</details>` : ''}</section>`;
}

/** What was delivered can come back. */
function returnLink(frame: DeskFrame, order: OrderDetail): Html | string {
  if (order.status !== 'delivered' || !mayDo(frame.role, returnRoles.ask)) return '';
  return html`<p><a href="/app/returns/new?order=${order.id}">${say('return.open')}</a></p>`;
}

function sentenceFor(frame: DeskFrame, order: OrderDetail, next: OrderAct | undefined): string {
  if (next !== undefined) return say('order.no_role');
  if (order.status !== 'pending') return say('order.done');
  return order.expiresAt ? say('order.waits', { time: frame.format.timeText(order.expiresAt) }) : say('order.waits.open');
}

function actForm(frame: DeskFrame, screen: OrderScreen, act: OrderAct, isNext: boolean): Html {
  const { order } = screen;
  const name = act === 'deliver' && order.deliveryMethod === 'pickup' ? say('act.deliver.pickup') : sayCode('act', act);
  const needsReason = act === 'cancel' || act === 'refund';
  return html`<form class="act" method="post" action="/app/orders/${order.id}/${act}">${csrf(frame)}<input type="hidden" name="once" value="${screen.once}"><p class="quiet">${sayCode('act', `${act}.text`)}</p>
${act === 'refund' ? field(`amount-${act}`, 'amount', say('order.amount', { currency: order.total.currency }), 'decimal') : ''}${needsReason ? field(`reason-${act}`, 'reason', say('order.reason')) : ''}<button class="button${isNext ? '' : needsReason ? ' danger' : ' plain'}">${name}</button></form>`;
}

function field(id: string, name: string, label: string, mode = 'text'): Html {
  return html`<label for="${id}">${label}</label><input type="text" id="${id}" name="${name}" maxlength="200" inputmode="${mode}" autocomplete="off">`;
}

function itemsCard(frame: DeskFrame, order: OrderDetail): Html {
  const { format } = frame;
  const row = (label: string, value: HtmlValue, isTotal = false) =>
    html`<tr${isTotal ? html` class="total"` : ''}><th scope="row" colspan="2">${label}</th><td class="num">${value}</td></tr>`;
  return html`<section class="card"><h2>${say('order.items')}</h2><table class="items"><tbody>${order.items.map(
    (item) =>
      html`<tr><td class="num">${item.quantity} ×</td><td>${item.name}${item.options ? html` <span class="quiet">${item.options}</span>` : ''}${item.sku ? html`<span class="sub">${item.sku}</span>` : ''}</td><td class="num">${format.money(times(item.unitPrice, item.quantity))}</td></tr>`,
  )}</tbody><tfoot>${row(order.deliveryMethod === 'pickup' ? say('order.pickup') : say('order.delivery'), order.deliveryPrice.minor === 0n ? say('order.free') : format.money(order.deliveryPrice))}${row(say('order.total'), format.money(order.total), true)}</tfoot></table></section>`;
}

function timelineRow(frame: DeskFrame, row: TimelineRow, names: ReadonlyMap<string, string>): Html {
  return html`<li class="${row.kind}" data-row="${row.key}"><span class="what">${row.title}${row.amount ? html` ${frame.format.money(row.amount)}` : ''}</span>${row.detail ? html`<span class="detail">${row.detail}</span>` : ''}<span class="sub">${frame.format.time(row.at)}${row.actor ? html` · ${actorName(row.actor, names)}` : ''}</span></li>`;
}

function customerCard(screen: OrderScreen): Html {
  const { name, phone } = screen.customer;
  return html`<section class="card"><h2>${say('order.customer')}</h2><p><strong>${name}</strong>${phone && phone !== name ? html`<br>${phone}` : ''}</p>${screen.threadId ? html`<p><a href="/app/chats/${screen.threadId}">${say('order.chat')}</a></p>` : ''}<p><a href="/order/${screen.order.publicId}" target="_blank" rel="noopener">${say('order.page')}</a></p></section>`;
}

function deliveryCard(order: OrderDetail): Html {
  if (order.deliveryMethod === 'pickup') return html`<section class="card"><h2>${say('order.pickup')}</h2></section>`;
  const { address, shipment } = order;
  const lines = address
    ? [
        address.name,
        address.line1,
        address.line2,
        address.landmark,
        `${address.city}, ${address.state} ${address.postalCode}`,
        address.phone.replace(/^(?=\d{8,15}$)/, '+'),
      ]
    : [];
  return html`<section class="card"><h2>${say('order.address')}</h2><p>${lines.filter((line) => line !== undefined && line !== '').map((line, index) => html`${index > 0 ? html`<br>` : ''}${line}`)}</p>
<h3>${say('order.parcel')}</h3>${
    shipment === undefined
      ? html`<p class="quiet">${say('order.parcel.none')}</p>`
      : html`<p>${sayCode('parcel', shipment.state)}${shipment.courierName ? html` · ${shipment.courierName}` : ''}${shipment.awb ? html`<br><span class="quiet">${shipment.awb}</span>` : ''}</p>${shipment.trackingUrl ? html`<p><a href="${safeUrl(shipment.trackingUrl)}" target="_blank" rel="noopener">${say('order.track')}</a></p>` : ''}${shipment.labelUrl ? html`<p><a href="${safeUrl(shipment.labelUrl)}" target="_blank" rel="noopener">${say('order.label')}</a></p>` : ''}`
  }</section>`;
}

function paymentCard(frame: DeskFrame, payments: readonly PaymentView[], order: OrderDetail): Html {
  return html`<section class="card"><h2>${say('order.payment')}</h2>${payments.length === 0 ? html`<p class="quiet">${order.paymentStatus === 'unpaid' ? say('order.payment.none') : sayCode('payment', order.paymentStatus)}</p>` : payments.map((each) => onePayment(frame, each))}</section>`;
}

function returnsCard({ returns }: OrderScreen): Html | string {
  if (returns.length === 0) return '';
  return html`<section class="card"><h2>${say('returns.title')}</h2>${returns.map((each) => html`<p class="line"><a href="/app/returns/${each.id}">${each.number}</a>${returnChip(each)}</p>`)}</section>`;
}

function onePayment(frame: DeskFrame, payment: PaymentView): Html {
  const refunded: Money = payment.refunded;
  return html`<p><strong>${frame.format.money(payment.amount)}</strong><br>${say('order.payment.by', { method: payment.method?.toUpperCase() ?? say('order.payment'), gateway: sayCode('kind', payment.gateway) })}<br><span class="sub">${payment.providerPaymentId}</span>${refunded.minor > 0n ? html`<br>${sayCode('payment', 'refunded')} ${frame.format.money(refunded)}` : ''}</p>`;
}

/** One message for each thing that can happen to an order. Pure. */
import type { OrderNotice } from '../../../domains/conversations/index.ts';
import type { OrderDetail } from '../../../domains/orders/index.ts';
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { fitLine, lines, paragraphs } from '../fit.ts';
import type { Voice } from '../phrases/voice.ts';
import { button, buttons, linkButton } from './compose.ts';
import { shopName } from './menu-screens.ts';
import { codAskScreen, isPaid, isPayable, itemLines, totals } from './order-screens.ts';

export interface Notice {
  readonly order: OrderDetail;
  readonly change: OrderNotice;
  /** The shop's name. */
  readonly shop: string;
  /** Origin of the web pages. */
  readonly publicUrl: string;
}

export function noticeMessage(voice: Voice, notice: Notice): OutboundContent {
  const { order, change } = notice;
  const { say } = voice;
  if (change === 'confirm_cod') return codAskScreen(voice, order);
  const body = noticeBody(voice, notice);
  if (change === 'expired')
    return buttons({
      body,
      buttons: [
        button(`order.repeat:${order.id}`, say('button.repeat')),
        button('menu', say('button.menu')),
        button('human', say('button.human')),
      ],
    });
  const tracking = change === 'shipped' || change === 'out_for_delivery' ? order.shipment?.trackingUrl : undefined;
  if (tracking !== undefined && /^https?:\/\//.test(tracking)) return linkButton({ body, label: say('button.track'), url: tracking });
  return linkButton({ body, label: say('button.view_order'), url: `${notice.publicUrl}/order/${order.publicId}` });
}

/** The link of the payment page, the same one the checkout leads to; undefined when there is nothing to pay any more. */
export function payMessage(voice: Voice, order: OrderDetail, now: Date): OutboundContent | undefined {
  const link = order.paymentLink;
  if (link?.state !== 'open' || link.url === undefined || !isPayable(order, now)) return undefined;
  const body = voice.say('notice.pay', {
    number: order.orderNumber,
    total: voice.money(link.amount),
    until: voice.moment(order.expiresAt ?? link.expiresAt),
  });
  return linkButton({ body, label: voice.say('button.pay'), url: link.url });
}

function noticeBody(voice: Voice, notice: Notice): string {
  const { order, change } = notice;
  const { say } = voice;
  const number = order.orderNumber;
  const shop = shopName(notice.shop);
  switch (change) {
    case 'paid':
    case 'paid_late':
      return paragraphs(say(`notice.${change}`, { number }), itemLines(voice, order), totals(voice, order), whereTo(voice, notice));
    case 'cancelled':
      return wasPaid(order)
        ? say('notice.cancelled_paid', { number, shop, total: voice.money(order.total) })
        : say('notice.cancelled', { number, shop });
    case 'shipped': {
      const { courierName, awb } = order.shipment ?? {};
      const said =
        courierName && awb
          ? say('notice.shipped_by', { number, courier: fitLine(courierName, 60), awb: fitLine(awb, 60) })
          : say('notice.shipped', { number });
      return lines(said, expected(voice, order));
    }
    case 'returning':
      return say('notice.returning', { number, shop });
    case 'confirm_cod':
      return say('order.cod_ask', { number, total: voice.money(order.total) });
    default:
      return say(`notice.${change}`, { number });
  }
}

function whereTo(voice: Voice, { order, shop }: Notice): string {
  if (order.deliveryMethod === 'pickup') return voice.say('notice.pickup', { shop: shopName(shop) });
  const { address } = order;
  const place = address && voice.say('notice.deliver_to', { place: fitLine(`${address.city} ${address.postalCode}`, 80) });
  return lines(place, expected(voice, order));
}

function expected(voice: Voice, order: OrderDetail): string | undefined {
  const on = order.shipment?.estimatedOn;
  return on === undefined ? undefined : voice.say('order.expected', { date: fitLine(voice.date(on), 40) });
}

function wasPaid(order: OrderDetail): boolean {
  return isPaid(order) || order.paymentStatus === 'refunded';
}

/** Returns as messages: what of an order, how many, why, and what became of it. Pure. */

import type { Money } from '@parley/contract/values/money.ts';
import type { ReturnNotice } from '../../../domains/conversations/index.ts';
import type { Returnable, ReturnableLine, ReturnView } from '../../../domains/returns/index.ts';
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { fitLine, fitLines, fitText, lines, paragraphs } from '../fit.ts';
import { pageOf } from '../paging.ts';
import type { Voice } from '../phrases/voice.ts';
import { button, buttons, list, row } from './compose.ts';
import { shopName } from './menu-screens.ts';
import { moreRow, pageFooter } from './product-screens.ts';

export const returnReasons = ['damaged', 'wrong_item', 'changed_mind'] as const;
export type ReturnReason = (typeof returnReasons)[number];

type Named = Pick<ReturnableLine, 'name' | 'options'>;
type Picked = Named & { readonly quantity: number };

export function itemsToReturnScreen(voice: Voice, of: Returnable, page: number): OutboundContent {
  const { say } = voice;
  const shown = pageOf(
    of.lines.filter((line) => line.units > 0),
    page,
  );
  return list({
    body: say('return.choose_item', { number: of.order.orderNumber }),
    footer: pageFooter(voice, shown.page, shown.pages),
    button: say('button.lines'),
    rows: [
      ...shown.items.map((line) =>
        row(
          `return.item:${of.order.id}:${line.variantId}`,
          line.name,
          line.options === ''
            ? say('hint.return_up_to', { quantity: line.units })
            : `${line.options} · ${say('hint.return_up_to', { quantity: line.units })}`,
        ),
      ),
      ...moreRow(voice, shown.page, shown.pages, (next) => `return.items:${of.order.id}:${next}`),
    ],
  });
}

/** One to ten as rows; a typed number says more. */
export function unitsToReturnScreen(voice: Voice, of: Returnable, line: ReturnableLine): OutboundContent {
  return list({
    body: voice.say('return.choose_quantity', { item: nameOf(line) }),
    button: voice.say('button.quantity'),
    rows: Array.from({ length: Math.min(10, line.units) }, (_, index) =>
      row(`return.quantity:${of.order.id}:${line.variantId}:${index + 1}`, `${index + 1}`),
    ),
  });
}

export function pickedScreen(voice: Voice, of: Returnable, picked: readonly Picked[]): OutboundContent {
  const { say } = voice;
  return buttons({
    body: paragraphs(pickedLines(voice, picked), say('return.picked')),
    buttons: [
      button(`return.reason:${of.order.id}`, say('button.return_go')),
      button(`return.items:${of.order.id}:1`, say('button.return_more')),
      button(`order:${of.order.id}`, say('button.return_keep')),
    ],
  });
}

export function whyScreen(voice: Voice, of: Returnable): OutboundContent {
  return buttons({
    body: voice.say('return.why'),
    buttons: returnReasons.map((reason) => button(`return.reason:${of.order.id}:${reason}`, voice.say(`button.return_${reason}`))),
  });
}

export function confirmReturnScreen(
  voice: Voice,
  of: Returnable,
  asked: { readonly picked: readonly Picked[]; readonly reason: string; readonly worth: Money },
): OutboundContent {
  const { say } = voice;
  return buttons({
    body: paragraphs(
      say('return.confirm', { number: of.order.orderNumber }),
      pickedLines(voice, asked.picked),
      lines(
        say('return.reason', { reason: fitLine(reasonWords(voice, asked.reason), 200) }),
        asked.worth.minor > 0n ? say('return.worth', { total: voice.money(asked.worth) }) : undefined,
      ),
    ),
    buttons: [
      button(`return.yes:${of.order.id}`, say('button.return_yes')),
      button(`order:${of.order.id}`, say('button.return_keep')),
      button('human', say('button.human')),
    ],
  });
}

export function returnAskedScreen(voice: Voice, view: ReturnView, shop: string): OutboundContent {
  const { say } = voice;
  return buttons({
    body: say('return.asked', { return: view.number, number: view.orderNumber, shop: shopName(shop) }),
    buttons: [
      button(`order:${view.orderId}`, say('button.view_order')),
      button('human', say('button.human')),
      button('menu', say('button.menu')),
    ],
  });
}

/** Why nothing of this order can be returned now, with what there is of returns. */
export function noReturnScreen(voice: Voice, of: Returnable, shop: string): OutboundContent {
  const { say } = voice;
  const { order } = of;
  const going = of.returns.slice(-5).map((each) => say('return.state', { return: each.number, state: say(`return_state.${each.state}`) }));
  return buttons({
    body: paragraphs(whyNot(voice, of, shop), going.join('\n')),
    buttons: [
      button(`order:${order.id}`, say('button.view_order')),
      button('human', say('button.human')),
      button('menu', say('button.menu')),
    ],
  });
}

export function canAsk(of: Returnable): boolean {
  return of.order.status === 'delivered' && of.isInTime && of.lines.some((line) => line.units > 0);
}

function whyNot({ say, date }: Voice, { order, isInTime, until }: Returnable, shop: string): string {
  const number = order.orderNumber;
  if (order.status === 'cancelled') return say('order.return_cancelled', { number });
  if (order.status === 'shipped') return say('return.on_the_way', { number });
  if (order.status !== 'delivered') return say('order.return_early', { number });
  if (isInTime) return say('return.nothing_left', { number });
  return until === undefined
    ? say('return.not_taken', { shop: shopName(shop) })
    : say('return.window_closed', { number, date: date(until) });
}

/** One message for each step of a return. Undefined where it was the customer who took the step. */
export function returnNotice(
  voice: Voice,
  told: { readonly view: ReturnView; readonly change: ReturnNotice; readonly worth: Money; readonly shop: string },
): OutboundContent | undefined {
  const { view, change } = told;
  if (change === 'asked' && view.askedBy.startsWith('customer:')) return undefined;
  const body = noticeBody(voice, told);
  if (body === undefined) return undefined;
  return buttons({
    body: paragraphs(body, change === 'approved' || change === 'declined' ? fitText(view.message, 500).replace(/^–$/, '') : undefined),
    buttons: [
      button(`order:${view.orderId}`, voice.say('button.view_order')),
      button('human', voice.say('button.human')),
      button('menu', voice.say('button.menu')),
    ],
  });
}

function noticeBody(voice: Voice, told: Parameters<typeof returnNotice>[1]): string | undefined {
  const { say } = voice;
  const { view, change } = told;
  const shop = shopName(told.shop);
  const names = { return: view.number, number: view.orderNumber };
  const total = voice.money(view.refund);
  switch (change) {
    case 'asked':
      return paragraphs(say('return_notice.asked', { ...names, shop }), pickedLines(voice, view.lines));
    case 'approved':
      return paragraphs(say('return_notice.approved', { ...names, shop }), pickedLines(voice, view.lines));
    case 'declined':
      return say('return_notice.declined', { ...names, shop });
    case 'receiving':
      return say('return_notice.receiving', { return: view.number, shop });
    case 'received':
      return paragraphs(
        say('return_notice.received', { return: view.number }),
        cameLines(voice, view),
        told.worth.minor > 0n ? say('return_notice.worth', { total: voice.money(told.worth) }) : say('return_notice.nothing_came'),
      );
    case 'refunded':
      if (view.refundBy === 'balance') return say('return_notice.refunded_balance', { ...names, total });
      return view.refundBy === 'hand'
        ? say('return_notice.refunded_hand', { return: view.number, total, shop })
        : say('return_notice.refunded', { return: view.number, total });
    default:
      return view.refundBy === undefined ? say('return_notice.closed', names) : say('return_notice.paid', { return: view.number, total });
  }
}

function cameLines(voice: Voice, view: ReturnView): string {
  const told = view.lines.map((line) =>
    voice.say('return.came', { item: nameOf(line), came: line.restocked + line.damaged, quantity: line.quantity }),
  );
  return fitLines(told, 500, (left) => voice.say('cart.more_lines', { count: left }));
}

function pickedLines(voice: Voice, picked: readonly Picked[]): string {
  const told = picked.map((line) => voice.say('return.line', { quantity: line.quantity, item: nameOf(line) }));
  return fitLines(told, 400, (left) => voice.say('cart.more_lines', { count: left }));
}

function reasonWords(voice: Voice, reason: string): string {
  const known = returnReasons.find((each) => each === reason);
  return known ? voice.say(`button.return_${known}`) : reason;
}

function nameOf(line: Named): string {
  const name = fitLine(line.name, 80);
  return line.options === '' ? name : `${name} (${fitLine(line.options, 40)})`;
}

/** The cart as messages: what is in it, which line to change, how many. Pure. */
import type { CartLine, CartView } from '../../../domains/carts/index.ts';
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { fitLines, paragraphs } from '../fit.ts';
import { pageOf } from '../paging.ts';
import type { Voice } from '../phrases/voice.ts';
import { bold, button, buttons, linkButton, list, room, row } from './compose.ts';
import { itemName, moreRow, pageFooter } from './product-screens.ts';

export function cartScreen(voice: Voice, cart: CartView): OutboundContent {
  if (cart.lines.length === 0) return emptyCartScreen(voice);
  const { say } = voice;
  return buttons({
    body: cartBody(voice, cart),
    buttons: [
      button('checkout', say('button.checkout')),
      button('cart.edit', say('button.change')),
      button('cart.clear', say('button.clear')),
    ],
  });
}

/** After something was put in: short, with the way on. */
export function addedScreen(voice: Voice, cart: CartView): OutboundContent {
  const { say } = voice;
  return buttons({
    body: say('cart.items', { count: cart.count, total: voice.money(cart.subtotal) }),
    buttons: [button('checkout', say('button.checkout')), button('shop', say('button.keep_shopping')), button('cart', say('button.cart'))],
  });
}

export function emptyCartScreen(voice: Voice): OutboundContent {
  const { say } = voice;
  return buttons({
    body: say('cart.empty'),
    buttons: [button('shop', say('button.shop')), button('orders', say('button.orders')), button('menu', say('button.menu'))],
  });
}

export function webScreen(voice: Voice, url: string): OutboundContent {
  return linkButton({ body: voice.say('web.body'), label: voice.say('button.web'), url });
}

export function linesScreen(voice: Voice, cart: CartView, page: number): OutboundContent {
  const shown = pageOf(cart.lines, page);
  return list({
    body: voice.say('cart.choose_line'),
    footer: pageFooter(voice, shown.page, shown.pages),
    button: voice.say('button.lines'),
    rows: [
      ...shown.items.map((line) =>
        row(
          `cart.line:${line.variant.variantId}`,
          line.variant.productName,
          voice.say('cart.line', {
            quantity: line.quantity,
            item: line.variant.optionLabel || line.variant.productName,
            total: voice.money(line.total),
          }),
        ),
      ),
      ...moreRow(voice, shown.page, shown.pages, (next) => `cart.edit:${next}`),
    ],
  });
}

/** One to nine, as far as there is stock, and out. */
export function quantityScreen(voice: Voice, line: CartLine): OutboundContent {
  const { variantId, price } = line.variant;
  const most = Math.min(9, line.available ?? 9);
  return list({
    body: voice.say('cart.choose_quantity', { item: itemName(line.variant) }),
    button: voice.say('button.quantity'),
    rows: [
      ...Array.from({ length: Math.max(0, most) }, (_, index) =>
        row(`quantity:${variantId}:${index + 1}`, String(index + 1), voice.money({ ...price, minor: price.minor * BigInt(index + 1) })),
      ),
      row(`remove:${variantId}`, voice.say('row.remove'), voice.say('hint.remove')),
    ],
  });
}

/** What cannot be bought as it stands, before checking out. */
export function problemsScreen(voice: Voice, cart: CartView): OutboundContent {
  const { say } = voice;
  const told = cart.lines.flatMap((line) => problemOf(voice, line) ?? []);
  return buttons({
    body: paragraphs(
      fitLines(told, 800, (left) => say('cart.more_lines', { count: left })),
      say('cart.fix_first'),
    ),
    buttons: [button('cart.edit', say('button.change')), button('cart', say('button.cart')), button('menu', say('button.menu'))],
  });
}

export function problemOf(voice: Voice, line: CartLine): string | undefined {
  const item = itemName(line.variant);
  switch (line.problem) {
    case undefined:
      return undefined;
    case 'gone':
      return voice.say('cart.gone', { item });
    case 'out_of_stock':
      return voice.say('cart.sold_out', { item });
    default:
      return voice.say('cart.short', { item, count: line.available ?? 0 });
  }
}

function cartBody(voice: Voice, cart: CartView): string {
  const { say } = voice;
  const foot = `${say('cart.total', { total: voice.money(cart.subtotal) })}\n${say('cart.delivery_later')}`;
  const head = bold(say('cart.title'));
  const told = cart.lines.map((line) => {
    const problem = problemOf(voice, line);
    const said = say('cart.line', { quantity: line.quantity, item: itemName(line.variant), total: voice.money(line.total) });
    return problem === undefined ? said : `${said}\n  ${problem}`;
  });
  const left = room.body - head.length - foot.length - 4;
  return paragraphs(
    head,
    fitLines(told, left, (more) => say('cart.more_lines', { count: more })),
    foot,
  );
}

/** Browsing what a shop put into its catalogue, and building a cart that leaves as one message. Prices are the catalogue's; the shop prices again. */
import { h, icon, iconButton, refill } from './dom.ts';
import type { ChatAct, PhoneBubble, Product } from './phone-api.ts';
import { productsOf } from './phone-cards.ts';
import type { Sheets } from './phone-sheets.ts';
import { money } from './phone-text.ts';
import { wireOf } from './phone-wire.ts';

export interface ShopWishes {
  readonly language: string;
  readonly shopName: string;
  /** For messages that name no catalogue. */
  readonly catalogId: string | undefined;
  readonly send: (act: ChatAct) => void;
}

interface Shelf {
  readonly title: string;
  readonly products: readonly Product[];
}

export async function showProducts(sheets: Sheets, bubble: PhoneBubble, wishes: ShopWishes): Promise<void> {
  const card = wireOf(bubble).interactive;
  const catalogId = card?.action?.catalog_id ?? wishes.catalogId;
  if (catalogId === undefined)
    return void sheets.open(wishes.shopName, h('p', { class: 'quiet' }, 'This shop has not put its catalogue into the chat.'));
  const all = await productsOf(catalogId);
  const named = (ids: readonly string[]): readonly Product[] => ids.flatMap((id) => all.find((each) => each.id === id) ?? []);
  const shelves: readonly Shelf[] =
    card?.type === 'product'
      ? [{ title: '', products: named([card.action?.product_retailer_id ?? '']) }]
      : card?.action?.sections
        ? card.action.sections.map((each) => ({
            title: each.title ?? '',
            products: named((each.product_items ?? []).map((item) => item.product_retailer_id)),
          }))
        : [{ title: '', products: all }];
  openShop(sheets, shelves, { ...wishes, catalogId });
}

interface CartLine {
  readonly product: Product;
  quantity: number;
}

type Cart = Map<string, CartLine>;
type OpenShop = ShopWishes & { readonly catalogId: string };

const totalOf = (cart: Cart, language: string): string => {
  const lines = [...cart.values()];
  const sum = lines.reduce((all, line) => all + line.quantity * line.product.price, 0);
  return money(sum, lines[0]?.product.currency ?? 'INR', language);
};

function openShop(sheets: Sheets, shelves: readonly Shelf[], wishes: OpenShop): void {
  const cart: Cart = new Map();
  const total = h('button', { type: 'button', class: 'primary cart-button', onclick: () => review(sheets, cart, wishes, browse) });
  const refresh = (): void => {
    const count = [...cart.values()].reduce((sum, line) => sum + line.quantity, 0);
    total.disabled = count === 0;
    refill(total, count === 0 ? 'Your cart is empty' : [icon('cart', 20), `View cart · ${count} · ${totalOf(cart, wishes.language)}`]);
  };
  const add = (product: Product, by: number): number => {
    const line = cart.get(product.id) ?? { product, quantity: 0 };
    line.quantity = Math.min(99, Math.max(0, line.quantity + by));
    if (line.quantity === 0) cart.delete(product.id);
    else cart.set(product.id, line);
    refresh();
    return line.quantity;
  };
  const browse = (): void => {
    const found = shelves.some((each) => each.products.length > 0);
    const shown = found
      ? shelves.map((shelf) => shelfOf(shelf, wishes.language, add, (id) => cart.get(id)?.quantity ?? 0))
      : h('p', { class: 'quiet' }, 'Nothing here is on sale now.');
    sheets.open(wishes.shopName, shown, { full: true, foot: total });
    refresh();
  };
  browse();
}

function review(sheets: Sheets, cart: Cart, { language, catalogId, send }: OpenShop, browse: () => void): void {
  const note = h('input', { maxlength: '1024', placeholder: 'Add a message', 'aria-label': 'Message to the shop' });
  const leave = (): void => {
    close();
    const lines = [...cart.values()].map(({ product: { id, price, currency }, quantity }) => ({
      retailerId: id,
      quantity,
      price,
      currency,
    }));
    send({ kind: 'cart', catalogId, ...(note.value ? { note: note.value } : {}), lines });
  };
  const body = [
    h(
      'div',
      { class: 'lines' },
      [...cart.values()].map((line) => cartRow(line, language)),
    ),
    h('p', { class: 'cart-total' }, h('span', {}, 'Estimated total'), h('b', {}, totalOf(cart, language))),
    note,
    h('button', { type: 'button', class: 'secondary wide', onclick: browse }, 'Add more'),
  ];
  const foot = h('button', { type: 'button', class: 'primary', onclick: leave }, icon('send', 20), 'Send to the shop');
  const close = sheets.open('Your cart', body, { full: true, foot });
}

function cartRow({ product, quantity }: CartLine, language: string): HTMLElement {
  const each = `${quantity} × ${money(product.price, product.currency, language)}`;
  const sum = h('b', { class: 'sum' }, money(quantity * product.price, product.currency, language));
  return h('div', { class: 'cart-line' }, thumb(product), h('span', {}, h('b', {}, product.title), h('small', {}, each)), sum);
}

function shelfOf(
  shelf: Shelf,
  language: string,
  add: (product: Product, by: number) => number,
  quantityOf: (id: string) => number,
): HTMLElement {
  return h(
    'section',
    { class: 'shop-shelf' },
    shelf.title ? h('h3', {}, shelf.title) : false,
    shelf.products.map((product) => {
      const stepper = h('div', { class: 'stepper' });
      const draw = (quantity: number): void => {
        const change = (by: number) => (): void => draw(add(product, by));
        const plus = iconButton('plus', `One more ${product.title}`, change(1), { disabled: !product.available });
        refill(stepper, quantity > 0 && [iconButton('minus', `One less ${product.title}`, change(-1)), h('output', {}, quantity)], plus);
      };
      draw(quantityOf(product.id));
      return h(
        'article',
        { class: 'shop-item' },
        thumb(product),
        h(
          'span',
          {},
          h('b', {}, product.title),
          product.description ? h('small', { class: 'about' }, product.description) : false,
          h('small', { class: 'price' }, product.available ? money(product.price, product.currency, language) : 'Out of stock'),
        ),
        stepper,
      );
    }),
  );
}

function thumb(product: Product): HTMLElement {
  return h('span', { class: 'thumb' }, product.image ? h('img', { src: product.image, alt: '', loading: 'lazy' }) : icon('store'));
}

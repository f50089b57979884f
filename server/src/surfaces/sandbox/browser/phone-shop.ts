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

function openShop(sheets: Sheets, shelves: readonly Shelf[], wishes: ShopWishes & { readonly catalogId: string }): void {
  const cart = new Map<string, { readonly product: Product; quantity: number }>();
  const total = h('button', { type: 'button', class: 'primary cart-button', disabled: true, onclick: () => review() });
  const refresh = (): void => {
    const lines = [...cart.values()];
    const count = lines.reduce((sum, line) => sum + line.quantity, 0);
    const sum = lines.reduce((all, line) => all + line.quantity * line.product.price, 0);
    total.disabled = count === 0;
    refill(
      total,
      count === 0
        ? 'Your cart is empty'
        : [icon('cart', 20), `View cart · ${count} · ${money(sum, lines[0]?.product.currency ?? 'INR', wishes.language)}`],
    );
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
    sheets.open(
      wishes.shopName,
      found
        ? shelves.map((shelf) => shelfOf(shelf, wishes.language, add, (id) => cart.get(id)?.quantity ?? 0))
        : h('p', { class: 'quiet' }, 'Nothing here is on sale now.'),
      { full: true, foot: total },
    );
    refresh();
  };
  const review = (): void => {
    const note = h('input', { maxlength: '1024', placeholder: 'Add a message', 'aria-label': 'Message to the shop' });
    const lines = [...cart.values()];
    const sum = lines.reduce((all, line) => all + line.quantity * line.product.price, 0);
    const send = h(
      'button',
      {
        type: 'button',
        class: 'primary',
        onclick: () => {
          close();
          wishes.send({
            kind: 'cart',
            catalogId: wishes.catalogId,
            ...(note.value ? { note: note.value } : {}),
            lines: lines.map(({ product, quantity }) => ({
              retailerId: product.id,
              quantity,
              price: product.price,
              currency: product.currency,
            })),
          });
        },
      },
      icon('send', 20),
      'Send to the shop',
    );
    const rows = lines.map(({ product, quantity }) =>
      h(
        'div',
        { class: 'cart-line' },
        thumb(product),
        h(
          'span',
          {},
          h('b', {}, product.title),
          h('small', {}, `${quantity} × ${money(product.price, product.currency, wishes.language)}`),
        ),
        h('b', { class: 'sum' }, money(quantity * product.price, product.currency, wishes.language)),
      ),
    );
    const close = sheets.open(
      'Your cart',
      [
        h('div', { class: 'lines' }, rows),
        h(
          'p',
          { class: 'cart-total' },
          h('span', {}, 'Estimated total'),
          h('b', {}, money(sum, lines[0]?.product.currency ?? 'INR', wishes.language)),
        ),
        note,
        h('button', { type: 'button', class: 'secondary wide', onclick: browse }, 'Add more'),
      ],
      { full: true, foot: send },
    );
  };
  browse();
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

/** Every screen fits the service, whatever a shop calls its goods and however many there are, in all five languages. */
import { newId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CartLine, CartView } from '../../../domains/carts/index.ts';
import type { CategoryView, ProductDetail } from '../../../domains/catalog/index.ts';
import type { OrderNotice } from '../../../domains/conversations/index.ts';
import type { OrderDetail } from '../../../domains/orders/index.ts';
import { checkContent } from '../../../providers/messaging/content-limits.ts';
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { fitLine } from '../fit.ts';
import { mergeReplies } from '../merge-replies.ts';
import { pageOf, pagesOf } from '../paging.ts';
import { languages } from '../phrases/languages.ts';
import { voiceOf } from '../phrases/voice.ts';
import { readId } from '../registry.ts';
import { addedScreen, cartScreen, linesScreen, problemsScreen, quantityScreen } from './cart-screens.ts';
import { askPostcodeScreen, checkingScreen, pickupScreen, quoteFailedScreen, servedScreen, unservedScreen } from './checkout-screens.ts';
import { helloScreen, humanCalledScreen, humanOfferScreen, languageScreen, menuScreen, waysOn } from './menu-screens.ts';
import { noticeMessage, payMessage } from './notice-screens.ts';
import { aboutOrder, cancelAskScreen, orderScreen, ordersScreen } from './order-screens.ts';
import { categoriesScreen, goneScreen, optionsScreen, productScreen, productsScreen } from './product-screens.ts';

const now = new Date('2025-03-29T10:00:00Z');

/** Long, wide, combined, invisible and formatted text. */
const nasty = fc.oneof(
  fc.constantFrom(
    'x'.repeat(200),
    '😀'.repeat(120),
    '👩‍👩‍👧‍👦'.repeat(40),
    'क्षत्रिय '.repeat(30),
    '*bold* _x_ ~y~ {count} #',
    '\u200b\u200d',
    '   ',
    '\n\t',
    'é'.repeat(250),
    'ﷺ'.repeat(300),
    'Tea',
  ),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const price = fc.record({
  minor: fc.bigInt({ min: 0n, max: 99_999_999_999_999n }),
  currency: fc.constantFrom('INR', 'JPY', 'KWD', 'EUR', 'NGN'),
});
const language = fc.constantFrom(...languages);
const count = fc.integer({ min: 0, max: 5_000 });
const page = fc.integer({ min: 1, max: 9_999 });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

function check(contents: readonly (OutboundContent | undefined)[]): void {
  for (const content of contents) {
    if (!content) continue;
    const checked = checkContent(content);
    expect(checked.ok ? [] : checked.refusal.details, JSON.stringify(content)).toEqual([]);
    for (const id of idsOf(content)) expect(readId(id), id).toBeDefined();
  }
}

function idsOf(content: OutboundContent): string[] {
  if (content.kind === 'buttons') return content.buttons.map((each) => each.id);
  return content.kind === 'list' ? content.sections.flatMap((section) => section.rows.map((each) => each.id)) : [];
}

const voiceFor = (spoken: (typeof languages)[number]) => voiceOf({ language: spoken, country: 'IN', timeZone: 'Asia/Kolkata' });

function categoriesOf(names: readonly string[], total: number): CategoryView[] {
  return Array.from({ length: total }, (_, index) => ({ id: newId(), name: names[index % names.length] ?? 'x', productCount: index }));
}

function productOf(name: string, description: string, amount: Money, options: number, available: number | undefined): ProductDetail {
  const id = newId<ProductDetail['id']>();
  return {
    id,
    name,
    slug: 'x',
    description,
    categoryId: newId(),
    category: name,
    price: amount,
    hasOptions: options > 1,
    isPriority: false,
    inStock: options > 0,
    variantIds: [],
    freeUnits: undefined,
    state: 'published',
    optionNames: ['Size'],
    images: [],
    variants: Array.from({ length: options }, (_, index) => ({
      variantId: newId(),
      productId: id,
      productName: name,
      optionLabel: options > 1 ? `${name} ${index}` : '',
      price: amount,
      isTracked: available !== undefined,
      inStock: true,
      isForSale: true,
      optionValues: [name],
      available,
    })),
  };
}

function cartOf(products: readonly ProductDetail[], problem: CartLine['problem']): CartView {
  const currency = products[0]?.price.currency ?? 'INR';
  const lines = products.flatMap((product) =>
    product.variants.slice(0, 1).map(
      (variant): CartLine => ({
        variant,
        quantity: 99,
        total: { minor: product.price.minor * 99n, currency },
        available: variant.available,
        problem,
      }),
    ),
  );
  return { cartId: newId(), lines, count: lines.length * 99, subtotal: { minor: 5n, currency }, weightGrams: 1 };
}

function orderOf(name: string, amount: Money, more: Partial<OrderDetail>): OrderDetail {
  const items = Array.from({ length: 50 }, () => ({
    variantId: newId<OrderDetail['items'][number]['variantId']>(),
    productId: newId<OrderDetail['items'][number]['productId']>(),
    name,
    options: name,
    quantity: 99,
    unitPrice: amount,
    taxRateBp: 500,
    tax: amount,
    discount: amount,
    fulfilledQuantity: 0,
  }));
  return {
    id: newId(),
    publicId: newId(),
    orderNumber: 'ORD-20250329-12345',
    customerId: newId(),
    channel: 'chat',
    status: 'pending',
    paymentStatus: 'unpaid',
    items,
    itemsTotal: amount,
    deliveryPrice: amount,
    discount: amount,
    tax: amount,
    taxes: [],
    pricesIncludeTax: true,
    rounding: { minor: 0n, currency: amount.currency },
    paymentMethod: 'prepaid',
    version: 1,
    total: amount,
    refunded: { minor: 0n, currency: amount.currency },
    deliveryMethod: 'delivery',
    address: { name, phone: name, line1: name, city: name, state: name, postalCode: name, country: 'IN' },
    placedAt: now,
    timeline: [],
    ...more,
  };
}

describe('screens fit the service', () => {
  it('menus and sentences', () => {
    fc.assert(
      fc.property(language, nasty, optional(nasty), (spoken, shop, name) => {
        const voice = voiceFor(spoken);
        check([
          helloScreen(voice, shop, name),
          menuScreen(voice, voice.say('menu.body')),
          languageScreen(voice),
          waysOn(voice, shop),
          humanCalledScreen(voice, shop),
          humanOfferScreen(voice, shop),
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('300 categories, with and without parts', () => {
    fc.assert(
      fc.property(
        language,
        fc.array(nasty, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 300 }),
        page,
        (spoken, names, total, at) => {
          const categories = categoriesOf(names, total);
          const [parent] = categories;
          check([
            categoriesScreen(voiceFor(spoken), { categories, page: at }),
            categoriesScreen(voiceFor(spoken), { categories, page: at, ...(parent ? { parent } : {}) }),
            goneScreen(voiceFor(spoken), 'category'),
          ]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('products, options and 5,000 results', () => {
    fc.assert(
      fc.property(
        language,
        nasty,
        nasty,
        price,
        fc.integer({ min: 0, max: 40 }),
        optional(count),
        fc.integer({ min: 1, max: 5_000 }),
        page,
        (spoken, name, description, amount, options, available, total, at) => {
          const voice = voiceFor(spoken);
          const product = productOf(name, description, amount, options, available);
          const items = Array.from({ length: Math.min(total, total > 10 ? 9 : 10) }, () =>
            productOf(name, description, amount, options, available),
          );
          check([
            productScreen(voice, product, { blob: 'images/x/original.jpg', mimeType: 'image/jpeg' }),
            options > 0 ? productScreen(voice, product, undefined) : undefined,
            options > 1 ? optionsScreen(voice, product, at) : undefined,
            productsScreen(voice, {
              found: { items, total },
              page: at,
              body: voice.say('search.found', { count: total, query: fitLine(name, 60) }),
              moreId: (next) => `search:${next}:x`,
            }),
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('carts of 50 lines', () => {
    fc.assert(
      fc.property(
        language,
        nasty,
        price,
        fc.integer({ min: 1, max: 50 }),
        optional(count),
        fc.constantFrom('gone' as const, 'out_of_stock' as const, 'too_few' as const),
        page,
        (spoken, name, amount, size, available, problem, at) => {
          const voice = voiceFor(spoken);
          const products = Array.from({ length: size }, () => productOf(name, '', amount, 1, available));
          const [whole, broken, empty] = [cartOf(products, undefined), cartOf(products, problem), cartOf([], undefined)];
          const [line] = whole.lines;
          check([
            cartScreen(voice, whole),
            cartScreen(voice, broken),
            cartScreen(voice, empty),
            addedScreen(voice, whole),
            linesScreen(voice, whole, at),
            line && quantityScreen(voice, line),
            problemsScreen(voice, broken),
          ]);
          check(mergeReplies([{ notes: Array.from({ length: size }, () => fitLine(name, 200)), screen: [cartScreen(voice, whole)] }]));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('the way to the checkout page', () => {
    fc.assert(
      fc.property(
        language,
        nasty,
        price,
        optional(fc.constantFrom('560001', 'SW1A 1AA')),
        fc.constantFrom('IN', 'GB'),
        (spoken, shop, items, known, country) => {
          const voice = voiceFor(spoken);
          const offer = { items, url: `https://shop.example/checkout/${newId()}`, until: now };
          const quote = { id: newId<never>(), postalCode: '560001', state: 'served' as const, price: items, estimatedDays: 3 };
          for (const why of ['first', 'bad', 'place'] as const) check([askPostcodeScreen(voice, { country, known, why })]);
          check([
            checkingScreen(voice, '560001'),
            servedScreen(voice, { ...offer, quote }),
            pickupScreen(voice, { ...offer, shop }),
            unservedScreen(voice, '560001'),
            quoteFailedScreen(voice, '560001'),
          ]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('orders in every state and everything told about them', () => {
    const states = ['pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled'] as const;
    const payments = ['unpaid', 'paid', 'partially_refunded', 'refunded'] as const;
    const changes: readonly OrderNotice[] = [
      'paid',
      'paid_late',
      'expired',
      'cancelled',
      'refund_started',
      'refunded_excess',
      'refunded_unfillable',
      'refunded_mismatch',
      'confirmed',
      'shipped',
      'out_for_delivery',
      'delivery_attempt_failed',
      'delivered',
      'returning',
    ];
    fc.assert(
      fc.property(
        language,
        nasty,
        price,
        fc.constantFrom(...states),
        fc.constantFrom(...payments),
        fc.constantFrom('delivery' as const, 'pickup' as const),
        fc.constantFrom('asked' as const, 'open' as const, 'expired' as const),
        fc.boolean(),
        page,
        (spoken, name, amount, status, paymentStatus, deliveryMethod, linkState, isTracked, at) => {
          const voice = voiceFor(spoken);
          const id = newId<OrderDetail['id']>();
          const paymentLink = {
            id: newId<never>(),
            orderId: id,
            gateway: 'stripe' as const,
            state: linkState,
            url: 'https://pay.example/x',
            amount,
            expiresAt: now,
          };
          const shipment = {
            id: newId<never>(),
            orderId: id,
            state: 'in_transit' as const,
            estimatedOn: name,
            courierName: name,
            awb: name,
            ...(isTracked ? { trackingUrl: 'https://track.example/1' } : {}),
          };
          const order = orderOf(name, amount, { id, status, paymentStatus, deliveryMethod, paymentLink, shipment });
          check([
            ...orderScreen(voice, order, now),
            payMessage(voice, order, now),
            cancelAskScreen(voice, order),
            aboutOrder(voice, order, name),
          ]);
          check([
            ordersScreen(voice, {
              items: Array.from({ length: 9 }, () => ({ ...order, id: newId<OrderDetail['id']>() })),
              total: 400,
              page: at,
            }),
          ]);
          for (const change of changes) check([noticeMessage(voice, { order, change, shop: name, publicUrl: 'http://127.0.0.1:3000' })]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('cutting', () => {
  it('never splits what people see as one character, and never goes beyond the room', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 5, max: 100 }), (text, most) => {
        const line = fitLine(text, most);
        expect(line.length).toBeLessThanOrEqual(most);
        expect(line.trim()).not.toBe('');
        if (text.isWellFormed()) expect(line.isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(fitLine('क्षत्रिय क्षत्रिय', 5)).toBe('क्ष…');
  });

  it('pages show every item once and each but the last leads on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 1 }), (size, fixed) => {
        const all = Array.from({ length: size }, (_, index) => index);
        const { pages } = pageOf(all, 1, fixed);
        const shown = Array.from({ length: pages }, (_, index) => pageOf(all, index + 1, fixed));
        expect(shown.flatMap((each) => each.items)).toEqual(all);
        for (const each of shown) expect(each.items.length + fixed + (each.page < each.pages ? 1 : 0)).toBeLessThanOrEqual(10);
        if (fixed === 0) expect(pages).toBe(pagesOf(size));
      }),
    );
  });
});

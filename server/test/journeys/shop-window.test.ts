/** The shop on the web, without script: from the first page to the paid order, and one cart with the chat. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { formsOf, linksOf, openPlainBrowser, wordsOf } from '../builders/plain-browser.ts';
import { homeAddress, openShopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let other: TestMerchant;
beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
  other = await openMerchant(town, town.standIns, { name: 'Other Shop', connect: [] });
});
afterAll(() => town.close());

const browser = (language = 'en') => openPlainBrowser(town.url, { language });
/** Pages are kept for a moment. */
const moment = () => town.pass(2_000);
let phones = 919_876_600_000;
const shopper = () => openShopper(town.standIns, merchant.phoneNumberId, { phone: String((phones += 1)) });

describe('a visitor without script', () => {
  test('finds a coffee, fills a cart, says who it is for, and pays', async () => {
    const made = await addProduct(merchant, { name: 'Filter coffee', price: '149.00', stock: 5, weight_kg: '0.5' });
    await moment();
    const visitor = browser();
    const home = await visitor.visit(`/${merchant.slug}`);
    expect(home.status).toBe(200);
    const found = await visitor.submit(home, '/search', { q: 'filter coffee' });
    const product = await visitor.visit(linksOf(found).find((href) => href.includes('/p/filter-coffee')) ?? '');
    expect(wordsOf(product)).toContain('₹149.00');
    const added = await visitor.submit(product, '/cart/add', { quantity: '2' });
    expect(wordsOf(added)).toContain('Added to your cart');
    expect(wordsOf(added)).toContain('₹298.00');
    const cart = await visitor.visit('/cart');
    expect(cart.url).toBe(`${town.url}/${merchant.slug}/cart`);
    const more = formsOf(cart).find((form) => form.action.endsWith('/cart/set'));
    expect(more?.buttons.map((button) => button.value)).toEqual(['1', '3']);
    const three = await visitor.submit(cart, '/cart/set', { quantity: '3' });
    expect(wordsOf(three)).toContain('₹447.00');

    const who = await visitor.submit(three, '/cart/checkout');
    const wrong = await visitor.submit(who, '/cart/who', { name: '', phone: '12' });
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong)).toContain('This does not look like a phone number');
    const address = await visitor.submit(wrong, '/cart/who', { name: 'Ravi Kumar', phone: '98765 11111' });
    expect(address.url).toMatch(/\/checkout\/[0-9a-f-]{36}$/);
    expect(address.text).toContain('value="Ravi Kumar"');
    const gateway = await walkToGateway(visitor, address);
    expect(town.standIns.razorpay.side.pay(gateway.split('/l/')[1] ?? '').ok).toBe(true);
    await town.pass(5_000);
    const orders = await merchant.call('GET', '/orders');
    expect(at(orders.body, 'data.0.payment_status')).toBe('paid');
    const order = await merchant.call('GET', `/orders/${textAt(orders.body, 'data.0.id')}`);
    expect(JSON.stringify(order.body)).toContain('storefront');
    const levels = await merchant.call('GET', `/inventory/levels?variant_id=${made.variantId}`);
    expect(at(levels.body, 'data.0.on_hand')).toBe(2);
    expect(wordsOf(await visitor.visit(`/${merchant.slug}/cart`))).toContain('Your cart is empty');
  });

  test('cannot take more than there is, and is told how many there are', async () => {
    await addProduct(merchant, { name: 'Rare tea', price: '500.00', stock: 2 });
    await moment();
    const visitor = browser();
    const product = await visitor.visit(`/${merchant.slug}/p/rare-tea`);
    expect(wordsOf(product)).toContain('Only 2 left');
    const short = await visitor.submit(product, '/cart/add', { quantity: '3' });
    expect(wordsOf(short)).toContain('There are only 2 of it to be had');
    const form = { product_id: formsOf(short)[0]?.fields['product_id'] ?? '', back: '//evil.example/' };
    expect((await visitor.ask(`/${merchant.slug}/cart/add`, form)).headers['location']).toMatch(/^\/shop-\d+\/cart\?/);
  });

  test('is not made to act by a page of another site', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Mug', price: '90.00' });
    const visitor = browser();
    await visitor.visit(`/${merchant.slug}/cart/add`, { variant_id: variantId }, { 'sec-fetch-site': 'cross-site' });
    expect(visitor.cookie('parley_shop')).toBeUndefined();
  });
});

describe('somebody else’s number', () => {
  test('typed at the checkout shows nothing of its owner, and leaves nothing with them', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Oat biscuits', price: '60.00', weight_kg: '0.2' });
    const asha = shopper();
    asha.press(`add:${variantId}`);
    await asha.hears('the cart', (message) => message.ids.includes('checkout'));
    asha.mark();
    asha.press('checkout.postcode:560034');
    const offer = await asha.hears('the link', (message) => message.urls.some((url) => url.includes('/checkout/')));
    await asha.checkOut(offer.urls.find((url) => url.includes('/checkout/')) ?? '');

    const stranger = browser();
    await stranger.visit(`/${merchant.slug}/cart/add`, { variant_id: variantId });
    const who = await stranger.submit(await stranger.visit(`/${merchant.slug}/cart`), '/cart/checkout');
    const checkout = await stranger.submit(who, '/cart/who', { name: 'Mallory', phone: `+${asha.person.phone}` });
    expect(checkout.status).toBe(200);
    for (const theirs of ['Rose Apartments', 'Asha', 'Koramangala', '560034']) expect(checkout.text).not.toContain(theirs);
    await walkToGateway(stranger, checkout, { ...homeAddress, name: 'Mallory', line1: 'Evil Street 1', phone: `+${asha.person.phone}` });

    asha.mark();
    asha.press(`add:${variantId}`);
    await asha.hears('the cart', (message) => message.ids.includes('checkout'));
    asha.mark();
    asha.press('checkout.postcode:560034');
    const later = await asha.hears('the link', (message) => message.urls.some((url) => url.includes('/checkout/')));
    const own = await browser().visit(later.urls.find((url) => url.includes('/checkout/')) ?? '');
    expect(own.text).toContain('Rose Apartments');
    expect(own.text).not.toContain('Evil Street');
  });
});

describe('one cart', () => {
  test('from the chat to the web by a link that opens once, and shows a friend nothing but the cart', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Honey', price: '210.00', weight_kg: '0.5' });
    const asha = shopper();
    asha.press(`add:${variantId}`);
    await asha.hears('the cart', (message) => message.ids.includes('cart'));
    asha.mark();
    asha.say('web');
    const link = (await asha.hears('the link', (message) => message.urls.length > 0)).urls[0] ?? '';
    expect(link).not.toContain(asha.person.phone.slice(-6));
    expect(Buffer.from(link.split('h=')[1]?.split('.')[0] ?? '', 'base64url').toString()).not.toContain(asha.person.phone.slice(-6));

    const hers = browser();
    const cart = await hers.visit(link);
    expect(cart.url).not.toContain('h=');
    expect(wordsOf(cart)).toContain('Honey');
    expect(wordsOf(cart)).toContain('your cart from the chat');
    expect(wordsOf(await hers.visit(link))).toContain('Honey');
    const friend = browser();
    const late = await friend.visit(link);
    expect(wordsOf(late)).toContain('This link was opened before');
    expect(wordsOf(late)).not.toContain('Honey');

    await hers.submit(cart, '/cart/set', { quantity: '4' });
    asha.mark();
    asha.press('cart');
    await asha.hears('what was changed on the web', (message) => /4 × Honey/.test(message.text));
    const checkout = await hers.submit(await hers.visit(`/${merchant.slug}/cart`), '/cart/checkout');
    expect(checkout.url).toContain('/checkout/');
    for (const theirs of [asha.person.phone.slice(-10), 'value="Asha"']) expect(checkout.text).not.toContain(theirs);
  });

  test('a link that is forged, old, of another shop or cut leads to nobody’s cart', async () => {
    const asha = shopper();
    asha.say('web');
    const link = (await asha.hears('the link', (message) => message.urls.length > 0)).urls[0] ?? '';
    const [before = '', token = ''] = link.split('h=');
    const [body = '', sign = ''] = token.split('.');
    const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as { p: { c: string } };
    const forged = Buffer.from(JSON.stringify({ ...payload, p: { ...payload.p, c: '01890000-0000-7000-8000-000000000000' } })).toString(
      'base64url',
    );
    const bad = [`${forged}.${sign}`, body, '', `${body}.`, `${token}x`, 'x'.repeat(5_000)];
    for (const each of bad) {
      const page = await browser().visit(`${before}h=${each}`);
      expect([page.status, /opened before/.test(wordsOf(page)) || each.length > 1_000 || each === '']).toEqual([200, true]);
    }
    expect(wordsOf(await browser().visit(`/${other.slug}/cart?h=${token}`))).toContain('opened before');
    await town.pass(31 * 60_000);
    expect(wordsOf(await browser().visit(link))).toContain('opened before');
  });

  test('a cookie of another shop, forged or worn out, is nobody’s', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Jam', price: '80.00' });
    const visitor = browser();
    await visitor.visit(`/${merchant.slug}/cart/add`, { variant_id: variantId });
    const cookie = visitor.cookie('parley_shop') ?? '';
    const host = new URL(town.url).host;
    const cartBy = async (slug: string, value: string) => {
      const another = browser();
      another.put(host, 'parley_shop', value);
      return wordsOf(await another.visit(`/${slug}/cart`));
    };
    expect(await cartBy(merchant.slug, cookie)).toContain('Jam');
    for (const value of [`${cookie.slice(0, -2)}xx`, cookie.split('.')[0] ?? '', 'x'])
      expect(await cartBy(merchant.slug, value)).toContain('Your cart is empty');
    expect(await cartBy(other.slug, cookie)).toContain('Your cart is empty');
    await town.pass(31 * 86_400_000);
    expect(await cartBy(merchant.slug, cookie)).toContain('Your cart is empty');
  });

  test('from the web to the chat by a word, once', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Ghee', price: '640.00' });
    const visitor = browser();
    await visitor.visit(`/${merchant.slug}/cart/add`, { variant_id: variantId, quantity: '2' });
    const cart = await visitor.visit(`/${merchant.slug}/cart`);
    const chat = linksOf(cart).find((href) => /Cart(\+|%20)[A-Z0-9]{8}/.test(href)) ?? '';
    const text = new URL(chat, 'http://local').searchParams.get('text') ?? '';
    const asha = shopper();
    asha.press(`add:${variantId}`);
    await asha.hears('the cart', (message) => message.ids.includes('cart'));
    asha.mark();
    asha.say(text);
    await asha.hears('both carts as one', (message) => /3 × Ghee/.test(message.text));
    asha.mark();
    asha.say(text);
    await asha.hears('the same again', (message) => /3 × Ghee/.test(message.text));
    expect(wordsOf(await visitor.visit(`/${merchant.slug}/cart`))).toContain('Your cart is empty');
  });
});

describe('find my order', () => {
  test('sends the link into the chat, and tells a stranger nothing', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Saffron', price: '320.00', weight_kg: '0.1' });
    const asha = shopper();
    asha.press(`add:${variantId}`);
    await asha.hears('the cart', (message) => message.ids.includes('checkout'));
    asha.mark();
    asha.press('checkout.postcode:560034');
    const offer = await asha.hears('the link', (message) => message.urls.some((url) => url.includes('/checkout/')));
    await asha.checkOut(offer.urls.find((url) => url.includes('/checkout/')) ?? '');
    const number = textAt((await merchant.call('GET', '/orders')).body, 'data.0.order_number');
    const page = await browser().visit(`/${merchant.slug}/find-order`);
    asha.mark();
    const wrong = await browser().submit(page, '/find-order', { number, digits: '0000' });
    const right = await browser().submit(page, '/find-order', { number: number.toLowerCase(), digits: asha.person.phone.slice(-4) });
    expect(wordsOf(right)).toBe(wordsOf(wrong));
    expect(right.text).not.toMatch(/\/order\/[0-9a-f-]{36}/);
    const sent = await asha.hears('the way to the order', (message) => message.text.includes(`Here is order ${number}`));
    expect(sent.urls[0]).toMatch(/\/order\/[0-9a-f-]{36}$/);
    expect((await browser().submit(page, '/find-order', { number: 'x', digits: 'y' })).status).toBe(422);
  });
});

describe('a shop’s own look', () => {
  test('colours, words and a re-encoded logo reach the pages; what is no colour or no picture is refused', async () => {
    const changed = await merchant.call('PATCH', '/storefront', {
      primary_color: '#FFD400',
      tagline: 'Roasted on the corner',
      announcement: 'Free delivery <this> week',
      returns_policy: 'Within 14 days.\n\nUnopened.',
    });
    expect(changed.status).toBe(200);
    const png = await sharp({ create: { width: 300, height: 100, channels: 4, background: '#c03' } })
      .png()
      .toBuffer();
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(png)]), '../../logo.png');
    const sent = await fetch(`${town.url}/api/v1/storefront/logo`, {
      method: 'POST',
      headers: { authorization: `Bearer ${merchant.token}` },
      body,
    });
    const logo = textAt(await sent.json(), 'data.logo_url');
    expect((await sharp(Buffer.from(await (await fetch(logo)).arrayBuffer())).metadata()).format).toBe('png');
    await moment();
    const home = await browser().visit(`/${merchant.slug}`);
    expect(home.text).toContain('--brand:#ffd400;--on-brand:#000000');
    expect(home.text).toContain('Free delivery &lt;this&gt; week');
    expect(home.text).toContain(logo.slice(town.url.length));
    expect(wordsOf(await browser().visit(`/${merchant.slug}/about`))).toContain('Within 14 days. Unopened.');
    expect((await merchant.call('PATCH', '/storefront', { primary_color: 'red' })).status).toBe(400);
    expect((await merchant.call('PATCH', '/storefront', { cost_price: '1' })).status).toBe(400);
    const text = new FormData();
    text.set('file', new Blob(['<svg onload=alert(1)>']), 'logo.svg');
    const bad = await fetch(`${town.url}/api/v1/storefront/logo`, {
      method: 'POST',
      headers: { authorization: `Bearer ${merchant.token}` },
      body: text,
    });
    expect(bad.status).toBe(422);
    expect(at((await other.call('GET', '/storefront')).body, 'data.logo_url')).toBeNull();
  });
});

/** Fills the checkout's forms until the gateway's page; answers its address. */
async function walkToGateway(
  visitor: ReturnType<typeof browser>,
  from: Awaited<ReturnType<ReturnType<typeof browser>['visit']>>,
  address: Readonly<Record<string, string>> = { ...homeAddress, name: 'Ravi Kumar', phone: '+91 98765 11111' },
): Promise<string> {
  let page = from;
  for (let step = 0; step < 8; step += 1) {
    if (page.url.includes('/l/')) return page.url;
    if (formsOf(page).some((form) => form.action.endsWith('/pay'))) page = await visitor.submit(page, '/pay');
    else if (formsOf(page).some((form) => form.action.endsWith('/delivery'))) page = await visitor.submit(page, '/delivery', address);
    else page = await visitor.visit(page.url);
  }
  throw new Error(`the checkout ended on ${page.status} ${page.url}: ${wordsOf(page).slice(0, 300)}`);
}

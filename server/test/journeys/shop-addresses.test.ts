/** Where a shop's pages lie and what may be read there: hosts, pretty addresses, languages, sizes, and nothing that is not published. */
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storefrontJobs } from '../../src/domains/storefronts/index.ts';
import { createWorker } from '../../src/foundation/jobs/worker.ts';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { linksOf, openPlainBrowser, wordsOf } from '../builders/plain-browser.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let other: TestMerchant;
beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee', connect: [] });
  other = await openMerchant(town, town.standIns, { name: 'Other Shop', connect: [] });
  await addProduct(merchant, { name: 'Filter coffee', price: '149.00', stock: 5 });
});
afterAll(() => town.close());

const browser = (language = 'en') => openPlainBrowser(town.url, { language });
const moment = () => town.pass(2_000);
const port = () => new URL(town.url).port;

describe('what is not published', () => {
  test('is nowhere: not by address, search, category, sitemap, facts, or in a cart', async () => {
    const made = await addProduct(merchant, { name: 'Secret blend', price: '999.00', stock: 3, category: 'Hidden shelf' });
    await moment();
    const visitor = browser();
    const facts = (await visitor.visit(`/${merchant.slug}/p/secret-blend`)).text;
    expect(facts).toContain('"@type":"Product"');
    // What it cost (1.00) is in no page.
    expect(facts).not.toMatch(/cost|"1\.00"/i);
    await merchant.call('PATCH', `/products/${made.productId}`, { state: 'draft' });
    await moment();
    await town.pass(61_000);
    expect((await visitor.visit(`/${merchant.slug}/p/secret-blend`)).status).toBe(404);
    for (const path of ['', '/search', '/search?q=secret', '/search?sort=-price', '/sitemap.xml', '/c/hidden-shelf'])
      expect((await visitor.visit(`/${merchant.slug}${path}`)).text, path).not.toMatch(/Secret blend|secret-blend/);
    for (const form of [{ product_id: made.productId }, { variant_id: made.variantId }])
      expect(wordsOf(await visitor.visit(`/${merchant.slug}/cart/add`, form))).not.toContain('Added');
    expect((await visitor.visit(`/${other.slug}/p/filter-coffee`)).status).toBe(404);
    expect(wordsOf(await visitor.visit(`/${other.slug}/search?q=coffee`))).not.toContain('149');
  });

  test('a page is behind its shop for no more than two seconds', async () => {
    const { productId } = await addProduct(merchant, { name: 'Cup', price: '50.00' });
    await moment();
    const visitor = browser();
    expect(wordsOf(await visitor.visit(`/${merchant.slug}/p/cup`))).toContain('₹50.00');
    await merchant.call('PATCH', `/products/${productId}`, { price: '75.00' });
    await moment();
    expect(wordsOf(await visitor.visit(`/${merchant.slug}/p/cup`))).toContain('₹75.00');
  });

  test('a kept page never holds another visitor’s cart', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Spoon', price: '20.00' });
    await moment();
    const [one, two] = [browser(), browser()];
    await one.visit(`/${merchant.slug}/cart/add`, { variant_id: variantId });
    expect((await one.visit(`/${merchant.slug}`)).text).toContain('id="bar"');
    const page = await two.visit(`/${merchant.slug}`);
    expect(page.text).not.toContain('id="bar"');
    const again = await two.ask(`/${merchant.slug}`, undefined, { 'if-none-match': String(page.headers['etag']) });
    expect(again.status).toBe(304);
    expect((await one.visit(`/${merchant.slug}`)).headers['etag']).toBeUndefined();
  });
});

describe('shelves', () => {
  test('have pretty addresses in two levels, filters, sorting and paging', async () => {
    for (let each = 1; each <= 30; each += 1)
      await merchant.call('POST', '/products', {
        name: `Leaf ${String(each).padStart(2, '0')}`,
        price: `${each}.00`,
        category: 'Tea & more',
        subcategory: 'Green',
        in_stock: each !== 7,
      });
    await moment();
    const visitor = browser();
    const first = await visitor.visit(`/${merchant.slug}/c/tea-more/green?sort=price`);
    expect(first.text).toMatch(/rel="next" href="[^"]*\?sort=price(&amp;|&)page=2"/);
    expect(wordsOf(first).indexOf('Leaf 01')).toBeLessThan(wordsOf(first).indexOf('Leaf 02'));
    const second = await visitor.visit(`/${merchant.slug}/c/tea-more?sort=price&page=2`);
    expect(second.text).toContain('rel="prev"');
    expect(wordsOf(second)).toContain('Leaf 30');
    const some = wordsOf(await visitor.visit(`/${merchant.slug}/c/tea-more/green?from=5&to=8,00&stock=1`));
    expect(['05', '06', '07', '08', '09'].filter((each) => some.includes(`Leaf ${each}`))).toEqual(['05', '06', '08']);
    const inGreen = await visitor.visit(`/${merchant.slug}/search?q=leaf&in=tea-more/green&from=29`);
    expect(wordsOf(inGreen)).toContain('Leaf 29');
    expect(inGreen.text).toContain('<option value="tea-more/green" selected>');
    expect(wordsOf(await visitor.visit(`/${merchant.slug}/search?q=leaf&in=groceries`))).toContain('Nothing fits these filters');
    expect((await visitor.ask(`/${merchant.slug}?q=leaf`)).headers['location']).toBe(`/${merchant.slug}/search?q=leaf`);
    for (const odd of ['page=0', 'page=x', 'from=abc', 'sort=drop', 'q=%00%ff', 'page=4999', 'o1[]=a'])
      expect((await visitor.visit(`/${merchant.slug}/search?${odd}`)).status, odd).toBeLessThan(405);
    expect((await visitor.visit(`/${merchant.slug}/c/nothing`)).status).toBe(404);
    expect(wordsOf(await visitor.visit(`/${merchant.slug}/nothing/here`))).toContain('See the shop');
  });

  test('options are chosen by links: price and stock follow, what cannot be had is shown and cannot be chosen', async () => {
    const made = await merchant.call('POST', '/products', {
      name: 'Shirt',
      price: '500.00',
      category: 'Clothes',
      options: [{ name: 'Size' }, { name: 'Colour' }],
      variants: [
        { options: { Size: 'M', Colour: 'Red' }, price: '500.00', in_stock: true },
        { options: { Size: 'L', Colour: 'Red' }, price: '550.00', in_stock: false },
        { options: { Size: 'L', Colour: 'Blue' }, price: '600.00', in_stock: true },
      ],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await moment();
    const visitor = browser();
    const page = await visitor.visit(`/${merchant.slug}/p/shirt`);
    expect(wordsOf(page)).toContain('₹500.00');
    expect(page.text).toMatch(/<span class="chip off">L<span class="hidden"> \(not available\)/);
    const blue = await visitor.visit(`/${merchant.slug}/p/shirt?o1=L&o2=Blue`);
    expect(wordsOf(blue)).toContain('₹600.00');
    const soldOut = await visitor.visit(`/${merchant.slug}/p/shirt?o1=L&o2=Red`);
    expect(wordsOf(soldOut)).toContain('Sold out');
    expect(soldOut.text).not.toContain('class="buy"');
    expect(wordsOf(await visitor.submit(blue, '/cart/add'))).toContain('₹600.00');
    expect(linksOf(await visitor.visit(`/${merchant.slug}/search?q=shirt`))).toContain(`/${merchant.slug}/p/shirt`);
  });
});

describe('languages', () => {
  test('five, by query and remembered, each with its own address for search engines', async () => {
    const visitor = browser('de-DE,de');
    const words = { en: 'All products', hi: 'सारे सामान', 'pt-BR': 'Todos os produtos', es: 'Todos los productos', fr: 'Tous les produits' };
    for (const [code, text] of Object.entries(words)) {
      const page = await visitor.visit(`/${merchant.slug}?lang=${code}`);
      expect(page.text).toContain(`<html lang="${code}"`);
      expect(wordsOf(page)).toContain(text);
      expect(page.text).toContain(`hreflang="${code}" href="${town.url}/${merchant.slug}?lang=${code}"`);
      expect(wordsOf(await visitor.visit(`/${merchant.slug}`))).toContain(text);
    }
    expect(wordsOf(await browser('pt-PT').visit(`/${merchant.slug}`))).toContain('Todos os produtos');
    expect((await browser().visit(`/${merchant.slug}?lang=constructor`)).status).toBe(200);
  });
});

describe('hosts', () => {
  test('a host below ours is the shop; the program’s own names, and hosts nobody proved, are the program', async () => {
    const visitor = browser();
    const seen = (host: string, path = '/') => visitor.visit(`http://${host}:${port()}${path}`);
    const home = await seen(`${merchant.slug}.localhost`);
    expect(home.text).toContain('<title>Corner Coffee</title>');
    expect(home.text).toContain(`rel="canonical" href="${town.url}/${merchant.slug}"`);
    expect(linksOf(await seen(`${merchant.slug}.localhost`, '/search?q=coffee'))).toContain('/p/filter-coffee');
    const added = await visitor.submit(await seen(`${merchant.slug}.localhost`, '/p/filter-coffee'), '/cart/add');
    expect(wordsOf(added)).toContain('Added to your cart');
    const who = await visitor.submit(await seen(`${merchant.slug}.localhost`, '/cart'), '/cart/checkout');
    const checkout = await visitor.submit(who, '/cart/who', { name: 'Ravi', phone: '9876511112' });
    expect(new URL(checkout.url).host).toBe(`${merchant.slug}.localhost:${port()}`);
    expect(checkout.status).toBe(200);
    expect((await seen(`${merchant.slug}.localhost`, '/robots.txt')).text).toContain('Sitemap:');
    expect((await seen(`${merchant.slug}.localhost`, '/app')).text).not.toContain('id="root"');
    for (const host of ['api.localhost', 'www.localhost', 'evil.example', `${merchant.slug}.evil.example`])
      expect((await seen(host)).text, host).not.toContain('Corner Coffee');
    expect((await seen('no-such-shop.localhost')).status).toBe(404);
  });

  test('a host of its own is served once it is proved, by whoever proved it, and links lead there', async () => {
    const eyes = { texts: new Map<string, string>() };
    const look = async (): Promise<void> => {
      const worker = createWorker({
        database: town.database,
        clock: town.clock,
        handlers: storefrontJobs({
          database: town.database,
          clock: town.clock,
          blobs: { delete: async () => undefined },
          shopHostOf: async () => undefined,
          onLooked: town.app.shopfront.hosts.refresh,
          eyes: {
            txt: async (name) => [eyes.texts.get(name) ?? []].flat(),
            cname: async () => {
              throw new Error('ENOTFOUND');
            },
            fetch: async () => ({ ok: false, refusal: { kind: 'unreachable', detail: 'no such host' } }),
          },
        }),
      });
      await worker.drain();
    };
    await town.app.worker.stop();
    const claim = async (who: TestMerchant) => {
      const claimed = await who.call('PUT', '/storefront/domain', { host: 'https://Shop.Example.com/' });
      expect(claimed.status, JSON.stringify(claimed.body)).toBe(200);
      return { name: textAt(claimed.body, 'data.domain.proof.txt.name'), value: textAt(claimed.body, 'data.domain.proof.txt.value') };
    };
    const mine = await claim(merchant);
    await claim(other);
    await look();
    expect(at((await merchant.call('GET', '/storefront')).body, 'data.domain.state')).toBe('waiting');
    expect((await browser().visit(`http://shop.example.com:${port()}/`)).text).not.toContain('Corner Coffee');

    eyes.texts.set(mine.name, mine.value);
    for (const each of [merchant, other]) await each.call('POST', '/storefront/domain/check');
    await look();
    expect(at((await merchant.call('GET', '/storefront')).body, 'data.domain.state')).toBe('verified');
    expect(at((await other.call('GET', '/storefront')).body, 'data.domain.state')).toBe('waiting');
    town.clock.advance(2_000);
    const home = await browser().visit(`http://shop.example.com:${port()}/`);
    expect(home.text).toContain('<title>Corner Coffee</title>');
    expect(home.text).toContain(`rel="canonical" href="http://shop.example.com:${port()}"`);
    expect(wordsOf(await browser().visit(`http://shop.example.com:${port()}/p/filter-coffee`))).toContain('₹149.00');
    expect((await browser().visit(`http://shop.example.com:${port()}/api/v1/merchant`)).status).toBe(404);

    await merchant.call('DELETE', '/storefront/domain');
    await town.app.shopfront.hosts.refresh();
    expect((await browser().visit(`http://shop.example.com:${port()}/`)).text).not.toContain('Corner Coffee');
    for (const host of ['localhost', '127.0.0.1', 'a b', 'shop', 'x.localhost', 'http://', '10.0.0.1', 'ex_ample.com'])
      expect((await merchant.call('PUT', '/storefront/domain', { host })).status, host).toBe(400);
    await town.app.worker.start();
  });
});

describe('weight', () => {
  test('the first page with its style is at most 50 KB as it travels, the scripts at most 10 KB', async () => {
    const visitor = browser();
    const page = await fetch(`${town.url}/${merchant.slug}`, { headers: { 'accept-encoding': 'br' } });
    expect(page.headers.get('content-encoding')).toBe('br');
    const html = await page.text();
    const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    const worker = await visitor.visit(`/${merchant.slug}/sw.js`);
    const sizes = await Promise.all(
      files.map(async (path) => ({ path, bytes: brotliCompressSync((await visitor.visit(path)).text).length })),
    );
    const scripts = sizes.filter(({ path }) => path.includes('.js'));
    const all = brotliCompressSync(html).length + sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(scripts.length).toBe(1);
    expect(all).toBeLessThanOrEqual(50 * 1_024);
    expect((scripts[0]?.bytes ?? 0) + brotliCompressSync(worker.text).length).toBeLessThanOrEqual(10 * 1_024);
    // No script but ours, no picture without its place.
    expect([...html.matchAll(/<script\b(?![^>]*(?:src=|ld\+json))/g)]).toEqual([]);
    for (const [image] of html.matchAll(/<img\b[^>]*srcset[^>]*>/g)) expect(image).toMatch(/width="\d+" height="\d+"/);
    const raw = await visitor.ask(`/${merchant.slug}`, undefined, { 'accept-encoding': 'identity' });
    expect(raw.headers['content-encoding']).toBeUndefined();
    expect(brotliDecompressSync(brotliCompressSync(raw.text)).toString()).toBe(raw.text);
  });

  test('the files that programs read are what they should be', async () => {
    await town.pass(61_000);
    const visitor = browser();
    const manifest = JSON.parse((await visitor.visit(`/${merchant.slug}/manifest.webmanifest`)).text) as { start_url: string };
    expect(manifest.start_url).toBe(`/${merchant.slug}`);
    const sitemap = (await visitor.visit(`/${merchant.slug}/sitemap.xml`)).text;
    expect(sitemap).toContain(`<loc>${town.url}/${merchant.slug}/p/filter-coffee</loc>`);
    expect(sitemap).toContain(`/c/tea-more/green</loc>`);
    const blocks = [...(await visitor.visit(`/${merchant.slug}/p/filter-coffee`)).text.matchAll(/ld\+json">(.*?)<\/script>/gs)];
    const kinds = blocks.map(([, json = '']) => (JSON.parse(json) as { '@type': string })['@type']);
    expect(kinds).toEqual(['BreadcrumbList', 'Product']);
    await merchant.call('POST', '/products', { name: '</script><script>alert(1)</script>', price: '1.00', category: '<b>Odd</b>' });
    await moment();
    const odd = await visitor.visit(`/${merchant.slug}/search?q=alert`);
    expect(odd.text).not.toContain('<script>alert');
    const page = await visitor.visit(linksOf(odd).find((href) => href.includes('/p/')) ?? '');
    expect(page.text).not.toContain('<script>alert');
    expect(page.status).toBe(200);
  });
});

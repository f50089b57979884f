/** The shop window in a real browser: with script and with none, by day and by night, with no connection; nothing shifts, nothing is out of reach. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoShops } from '../server/src/demo/demo-shops.ts';
import { renderPictureBytes } from '../server/src/demo/pictures/render-picture.ts';
import { addProduct, openMerchant, type TestMerchant } from '../server/test/builders/merchant.ts';
import { openTown, type Town } from '../server/test/builders/town.ts';
import { chromiumPath, faultsOf, keepScreen, openBrowser, seriousOf } from './browser.ts';

describe.skipIf(chromiumPath === undefined)('the shop window in the browser', () => {
  let town: Town;
  let merchant: TestMerchant;
  let browser: Browser;

  beforeAll(async () => {
    town = await openTown();
    merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
    for (const [index, name] of ['Filter coffee', 'Green tea', 'Honey', 'Oat biscuits', 'Brown bread', 'Ghee'].entries()) {
      const { productId } = await addProduct(merchant, {
        name,
        price: `${149 + index * 10}.00`,
        stock: 20,
        category: index % 2 ? 'Pantry' : 'Drinks',
      });
      const body = new FormData();
      body.set('file', new Blob([new Uint8Array(await pictureOf(index))]), 'picture.png');
      await fetch(`${town.url}/api/v1/products/${productId}/images`, {
        method: 'POST',
        headers: { authorization: `Bearer ${merchant.token}` },
        body,
      });
    }
    await merchant.call('POST', '/products', {
      name: 'Shirt',
      price: '500.00',
      category: 'Clothes',
      options: [{ name: 'Size' }],
      variants: [
        { options: { Size: 'M' }, price: '500.00' },
        { options: { Size: 'L' }, price: '600.00' },
        { options: { Size: 'XL' }, price: '650.00', in_stock: false },
      ],
    });
    await merchant.call('PATCH', '/storefront', {
      primary_color: '#ffd400',
      announcement: 'Free delivery this week',
      about: 'Since 1987.',
    });
    await town.pass(3_000);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await town.close();
  });

  async function open(options: BrowserContextOptions): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
    const context = await browser.newContext({ locale: 'en-IN', ...options });
    const page = await context.newPage();
    return { page, faults: faultsOf(page) };
  }

  test.each([
    ['390-light', 390, 844, 'light'],
    ['390-dark', 390, 844, 'dark'],
    ['1280-light', 1280, 900, 'light'],
    ['1280-dark', 1280, 900, 'dark'],
  ] as const)(
    '%s: no serious finding of axe, no shift, no fault, nothing wider than the screen',
    async (name, width, height, colorScheme) => {
      const { page, faults } = await open({ viewport: { width, height }, colorScheme });
      const home = `${town.url}/${merchant.slug}`;
      for (const [what, path] of [
        ['home', ''],
        ['shelf', '/search?q=e&from=1'],
        ['product', '/p/filter-coffee'],
        ['options', '/p/shirt'],
        ['find', '/find-order'],
        ['about', '/about'],
      ] as const) {
        await page.addInitScript(watchShifts);
        await page.goto(home + path, { waitUntil: 'networkidle' });
        await keepScreen(page, `shop-${what}-${name}`);
        expect(await seriousOf(page), what).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), what).toBe(true);
        expect(await page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted), what).toBeLessThan(0.02);
      }
      await page.goto(`${home}/p/filter-coffee`);
      await page.getByRole('button', { name: 'Add to cart', exact: true }).click();
      await page.getByText('Added to your cart.').waitFor();
      await keepScreen(page, `shop-added-${name}`);
      await page.goto(`${home}/cart`);
      await keepScreen(page, `shop-cart-${name}`);
      expect(await seriousOf(page), 'cart').toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
    90_000,
  );

  test('with script, an option changes the price in place, and the cart changes without a new page', async () => {
    const { page, faults } = await open({ viewport: { width: 390, height: 844 } });
    await page.goto(`${town.url}/${merchant.slug}/p/shirt`, { waitUntil: 'networkidle' });
    await page.evaluate(() => Object.assign(globalThis, { same: true }));
    await page.getByRole('link', { name: 'L', exact: true }).click();
    await page.getByText('₹600.00').waitFor();
    expect(page.url()).toContain('o1=L');
    await page.getByRole('button', { name: 'Add to cart', exact: true }).click();
    await page.locator('#bar').getByText('₹600.00').waitFor();
    expect(await page.evaluate(() => 'same' in globalThis)).toBe(true);
    await page.goto(`${town.url}/${merchant.slug}/cart`, { waitUntil: 'networkidle' });
    await page.evaluate(() => Object.assign(globalThis, { same: true }));
    await page.getByRole('button', { name: 'Quantity +' }).click();
    await page.locator('#bar').getByText('₹1,200.00').waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Your cart is empty').waitFor();
    expect(await page.evaluate(() => 'same' in globalThis)).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);

  test('with the keyboard alone a product is found and put into the cart', async () => {
    const { page } = await open({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${town.url}/${merchant.slug}`, { waitUntil: 'networkidle' });
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('honey');
    await page.keyboard.press('Enter');
    await page.waitForURL(/search\?q=honey/);
    await page.getByRole('button', { name: 'Add to cart: Honey' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#bar').getByText('₹169.00').waitFor();
    await page.context().close();
  }, 60_000);

  test('without a connection what was seen is still there, and everything else says so kindly', async () => {
    const { page } = await open({ viewport: { width: 390, height: 844 } });
    const home = `${town.url}/${merchant.slug}`;
    await page.goto(home, { waitUntil: 'networkidle' });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.goto(`${home}/p/honey`, { waitUntil: 'networkidle' });
    await page.context().setOffline(true);
    await page.goto(`${home}/p/honey`);
    expect(await page.locator('h1').textContent()).toBe('Honey');
    await page.goto(`${home}/p/ghee`);
    await page.getByText('You are offline').waitFor();
    await keepScreen(page, 'shop-offline-390');
    await page.goto(`${home}/p/honey`);
    await page.getByRole('button', { name: 'Add to cart', exact: true }).click();
    await page.getByText('You are offline').waitFor();
    await page.context().close();
  }, 60_000);
});

/** One of the demo shop's own drawings. */
async function pictureOf(index: number): Promise<Uint8Array> {
  const drawing = demoShops[0]?.products[index]?.picture;
  if (!drawing) throw new Error('the demo shop has too few products');
  return (await renderPictureBytes(drawing, 900, 'png')).bytes;
}

/** Runs in the page: how much moved by itself. */
function watchShifts(): void {
  const seen = globalThis as unknown as { shifted: number };
  seen.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as readonly { value: number; hadRecentInput: boolean }[])
      if (!entry.hadRecentInput) seen.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

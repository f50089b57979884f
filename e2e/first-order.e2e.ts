/** A stranger's first five minutes in a real browser: shop in the phone, check out without script, pay, be confirmed, and see it on the desk. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningProgram } from '../server/test/builders/process.ts';
import { chromiumPath, faultsOf, keepScreen, type OpenProgram, openProgram } from './browser.ts';

describe.skipIf(chromiumPath === undefined)('a first order in the browser', () => {
  let opened: OpenProgram;
  let program: RunningProgram;
  let browser: Browser;

  beforeAll(async () => {
    opened = await openProgram();
    ({ program, browser } = opened);
  }, 300_000);
  afterAll(() => opened.close());

  test.each([
    ['390', 390, 844, 0],
    ['1280', 1280, 800, 1],
  ] as const)(
    'at %s px: phone, checkout without script, gateway, confirmation, desk',
    async (name, width, height, earlier) => {
      const context = await browser.newContext({ viewport: { width, height } });
      const phone = await context.newPage();
      const faults = faultsOf(phone);
      await phone.goto(`${program.url}/sandbox/phone`);
      await keepScreen(phone, `phone-empty-${name}`);
      await say(phone, 'Show me honey');
      await press(phone, 'Add to cart');
      await keepScreen(phone, `phone-product-${name}`);
      await press(phone, 'Checkout');
      if (earlier === 0) await phone.getByText('6-digit PIN code').last().waitFor();
      await say(phone, '560034');
      await phone.getByText('We deliver to 560034').last().waitFor();
      await keepScreen(phone, `phone-offer-${name}`);

      const order = await checkOutWithoutScript(await newestLink(phone), name, { width, height });
      await phone
        .getByText(new RegExp(`${order}.*confirmed|confirmed.*${order}`, 's'))
        .last()
        .waitFor({ timeout: 20_000 });
      await keepScreen(phone, `phone-confirmed-${name}`);
      expect(faults).toEqual([]);
      await context.close();
      await onTheDesk(order, name, { width, height });
    },
    120_000,
  );

  async function say(page: Page, text: string): Promise<void> {
    const box = page.locator('textarea').last();
    await box.fill(text);
    await box.press('Enter');
  }

  async function press(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name, exact: true }).last().click({ timeout: 20_000 });
  }

  let used = '';
  /** The checkout link that the shop sent last, once it is another one than the last test's. */
  async function newestLink(page: Page): Promise<string> {
    const list = await (await page.request.get(`${program.url}/sandbox/phone/api/businesses`)).json();
    const shop = (list as { businesses: { phoneNumberId: string }[] }).businesses[0];
    const newest = async (): Promise<string> => {
      const chat = await (await page.request.get(`${program.url}/sandbox/phone/api/people/asha/chats/${shop?.phoneNumberId}`)).text();
      return [...chat.matchAll(/https?:[^"]*\/checkout\/[0-9a-f-]{36}/g)].at(-1)?.[0] ?? used;
    };
    await expect.poll(newest, { timeout: 20_000 }).not.toBe(used);
    used = await newest();
    return used;
  }

  /** Answers the order's number. */
  async function checkOutWithoutScript(
    link: string,
    name: string,
    viewport: { readonly width: number; readonly height: number },
  ): Promise<string> {
    const context = await browser.newContext({ viewport, javaScriptEnabled: false });
    const page = await context.newPage();
    const faults = faultsOf(page);
    await page.goto(link);
    await keepScreen(page, `checkout-${name}`);
    // The second time the address is known: one tap to pay.
    if ((await page.locator('[name=line1]').count()) > 0) {
      await page.fill('[name=line1]', 'Flat 4, Rose Apartments');
      await page.fill('[name=line2]', '5th Block, Koramangala');
      await page.fill('[name=landmark]', 'Opposite the park');
      await page.getByRole('button', { name: 'Continue' }).click();
    }
    await page.getByRole('heading', { name: 'Your order' }).waitFor();
    await keepScreen(page, `review-${name}`);
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.waitForURL(/\/l\/plink_/);
    await keepScreen(page, `gateway-${name}`);
    await page.getByRole('button', { name: /^Pay/ }).first().click();
    await page.waitForURL(/\/order\//);
    await page.getByText('your order is paid').waitFor({ timeout: 20_000 });
    await keepScreen(page, `order-${name}`);
    const number = /ORD-\d{8}-\d{5}/.exec(await page.locator('main').innerText())?.[0] ?? '';
    expect(number).not.toBe('');
    expect(faults).toEqual([]);
    await context.close();
    return number;
  }

  async function onTheDesk(order: string, name: string, viewport: { readonly width: number; readonly height: number }): Promise<void> {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    const faults = faultsOf(page);
    await page.goto(`${program.url}/app`);
    await page.getByRole('button', { name: 'Use the demo account' }).click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await keepScreen(page, `desk-${name}`);
    await page.goto(`${program.url}/app/orders`);
    const link = page
      .getByRole('link', { name: new RegExp(order) })
      .filter({ visible: true })
      .first();
    await link.click();
    await page.getByRole('heading', { name: new RegExp(order) }).waitFor();
    await keepScreen(page, `desk-order-${name}`);
    expect(faults).toEqual([]);
    await context.close();
  }
});

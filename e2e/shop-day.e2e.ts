/**
 * A shop's first day in a real browser: opened, stocked from a file, connected, sold to from the phone, shipped, refunded, and read in the
 * books; at both widths, each screen kept, looked at by axe, with a clean console.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningProgram } from '../server/test/builders/process.ts';
import { chromiumPath, faultsOf, keepScreen, type OpenProgram, openProgram, seriousOf } from './browser.ts';

const csv = `product_id,name,description,price,category,subcategory,image_url,in_stock,is_priority,weight_kg,barcode,supplier_id,stock_quantity,cost_price
P1,Filter coffee,Dark and strong,240.00,Drinks,Coffee,,true,true,0.5,,,20,120.00
P2,Assam tea,Malty,150.00,Drinks,Tea,,true,false,0.25,,,12,70.00
P3,Broken row,No price,abc,Drinks,Tea,,true,false,0.25,,,12,70.00
`;

describe.skipIf(chromiumPath === undefined)('a shop’s first day', () => {
  let opened: OpenProgram;
  let program: RunningProgram;
  let browser: Browser;

  beforeAll(async () => {
    opened = await openProgram();
    ({ program, browser } = opened);
  }, 300_000);
  afterAll(() => opened.close());

  test.each([
    ['390', 390, 844],
    ['1280', 1280, 860],
  ] as const)(
    'at %s px: sign up, import, connect, edit, receive, sell, ship, refund, read the profit',
    async (name, width, height) => {
      const context = await browser.newContext({ viewport: { width, height } });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const faults = faultsOf(page);
      const desk = createDesk(page, program.url, name);

      await signUp(desk, `day-${name}`);
      await importProducts(desk, opened.folder);
      const chat = await connect(desk);
      await editPrice(desk);
      await receiveStock(desk);
      const order = await buyOnThePhone(desk, chat);
      await shipAndRefund(desk, order);
      await readProfit(desk);

      expect(desk.findings).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
    240_000,
  );
});

interface Desk {
  readonly page: Page;
  readonly url: string;
  /** Serious findings of axe so far, with the screen. */
  readonly findings: string[];
  open(path: string): Promise<void>;
  /** Keeps the screen and has axe look at it. */
  look(screen: string): Promise<void>;
  /** What is seen, of a list that stands there for narrow and for wide screens. */
  seen(locator: Locator): Locator;
}

function createDesk(page: Page, url: string, width: string): Desk {
  const findings: string[] = [];
  return {
    page,
    url,
    findings,
    async open(path) {
      await page.goto(`${url}/app${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    },
    async look(screen) {
      await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
      await keepScreen(page, `day-${screen}-${width}`);
      const serious = await seriousOf(page);
      findings.push(...serious.map((finding) => `${screen} at ${width}: ${finding}`));
    },
    seen: (locator) => locator.filter({ visible: true }).first(),
  };
}

async function signUp({ page, url, look }: Desk, slug: string): Promise<void> {
  await page.goto(`${url}/app/register`);
  await page.getByLabel('Name of your shop').fill(`Corner Spice ${slug}`);
  await page.getByLabel('Address of your shop').fill(slug);
  await page.getByLabel('Your email').fill(`owner@${slug}.example`);
  await page.getByLabel('Your phone number').fill(slug.endsWith('390') ? '+91 98765 41390' : '+91 98765 41280');
  await page.getByLabel(/^Password/).fill('correct horse battery');
  await look('register');
  await page.getByRole('button', { name: 'Open the shop' }).click();
  await page.waitForURL(/\/setup/);
  await page.getByRole('heading', { name: 'Set up your shop' }).waitFor();
  await look('setup');
}

async function importProducts({ page, open, look, seen }: Desk, folder: string): Promise<void> {
  const file = join(folder, 'products.csv');
  writeFileSync(file, csv);
  await open('/products/import');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('Found in products.csv').waitFor();
  await look('import-columns');
  await page.getByRole('button', { name: 'Check without changing' }).click();
  await page.getByText('This is what would happen').waitFor();
  await look('import-checked');
  await page.getByRole('button', { name: 'Import now' }).click();
  await page
    .getByRole('link', { name: /refused/i })
    .first()
    .waitFor();
  await look('import-done');
  await open('/products');
  await seen(page.getByText('Filter coffee')).waitFor();
  await look('products');
}

/** Answers the address of the shop's chat. */
async function connect({ page, open, look }: Desk): Promise<string> {
  for (const step of ['whatsapp', 'payments', 'delivery']) {
    await open(`/setup?step=${step}`);
    await page.getByRole('button', { name: 'Fill in for me' }).first().click();
    const save = page.getByRole('button', { name: 'Save and test' }).first();
    await save.click();
    await page.getByText('It works').first().waitFor();
    await look(`setup-${step}`);
  }
  await open('/settings/storefront');
  const chat = await page
    .getByText(/\/sandbox\/phone\?business=\d+/)
    .first()
    .innerText();
  await look('share');
  return chat;
}

async function editPrice({ page, open, seen }: Desk): Promise<void> {
  await open('/products');
  await seen(page.getByRole('button', { name: /^Price of Filter coffee/ })).click();
  const box = seen(page.getByRole('textbox', { name: 'Price of Filter coffee' }));
  await box.fill('250');
  await box.press('Enter');
  await seen(page.getByText('₹250.00')).waitFor();
}

async function receiveStock({ page, open, look, seen }: Desk): Promise<void> {
  await open('/purchases/new');
  await page.getByLabel('Supplier', { exact: false }).first().fill('Nilgiri Estates');
  await page.getByRole('combobox').last().fill('coffee');
  await page
    .getByRole('option', { name: /Filter coffee/ })
    .first()
    .click();
  await seen(page.getByLabel('Units of Filter coffee')).fill('30');
  await seen(page.getByLabel('Cost of one Filter coffee')).fill('110');
  await look('purchase-new');
  await page.getByRole('button', { name: 'Receive', exact: true }).click();
  await page.waitForURL(/\/purchases\/[0-9a-f-]{36}/);
  await look('purchase');
}

/** Answers the order's number. */
async function buyOnThePhone(desk: Desk, chat: string): Promise<string> {
  const context = desk.page.context();
  const phone = await context.newPage();
  phone.setDefaultTimeout(20_000);
  const faults = faultsOf(phone);
  await phone.goto(chat);
  const say = async (text: string): Promise<void> => {
    const box = phone.locator('textarea').last();
    await box.fill(text);
    await box.press('Enter');
  };
  await say('coffee');
  await phone.getByRole('button', { name: 'Add to cart', exact: true }).last().click();
  await phone.getByRole('button', { name: 'Checkout', exact: true }).last().click();
  await phone.getByText('6-digit PIN code').last().waitFor();
  await say('560034');
  await phone.getByText('We deliver to 560034').last().waitFor();
  const url = await newestLink(desk, chat);
  const order = await checkOut(desk, url);
  await phone
    .getByText(new RegExp(`${order}.*confirmed|confirmed.*${order}`, 's'))
    .last()
    .waitFor();
  expect(faults).toEqual([]);
  await phone.close();
  return order;
}

/** The checkout link that the shop sent last, from what the stand-in showed on the phone. */
async function newestLink({ page, url }: Desk, chat: string): Promise<string> {
  const number = new URL(chat).searchParams.get('business');
  const list = await (await page.request.get(`${url}/sandbox/phone/api/businesses`)).json();
  const { businesses } = list as { businesses: { phoneNumberId: string; displayPhone: string }[] };
  const shop = businesses.find(({ displayPhone }) => displayPhone.replace(/\D/g, '') === number);
  const said = await (await page.request.get(`${url}/sandbox/phone/api/people/asha/chats/${shop?.phoneNumberId}`)).text();
  return [...said.matchAll(/https?:[^"]*\/checkout\/[0-9a-f-]{36}/g)].at(-1)?.[0] ?? '';
}

async function checkOut(desk: Desk, url: string): Promise<string> {
  const page = await desk.page.context().newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  await page.fill('[name=line1]', 'Flat 4, Rose Apartments');
  await page.fill('[name=line2]', '5th Block, Koramangala');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Your order' }).waitFor();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.waitForURL(/\/l\/plink_/);
  await page.getByRole('button', { name: /^Pay/ }).first().click();
  await page.waitForURL(/\/order\//);
  await page.getByText('your order is paid').waitFor();
  const number = /ORD-\d{8}-\d{5}/.exec(await page.locator('main').innerText())?.[0] ?? '';
  expect(number).not.toBe('');
  await page.close();
  return number;
}

async function shipAndRefund({ page, open, look, seen }: Desk, order: string): Promise<void> {
  await open('/orders');
  await seen(page.getByText(order)).waitFor();
  await look('orders');
  await seen(page.getByRole('link', { name: new RegExp(order) })).click();
  await page.getByRole('heading', { name: new RegExp(order) }).waitFor();
  await look('order');
  await page.getByRole('button', { name: /ship/i }).first().click();
  await page.getByText(`${order} marked shipped`).waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).filter({ visible: true }).first().click();
  await page.getByRole('menuitem', { name: 'Refund' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Refund', exact: true }).click();
  await page.getByText('Refund started').waitFor();
  await look('order-refunded');
}

async function readProfit({ page, open, look }: Desk): Promise<void> {
  await open('/');
  await look('home');
  await open('/books');
  await look('books');
  await open('/books/profit-loss');
  await page.getByText('Cost of goods sold', { exact: false }).first().waitFor();
  await look('profit');
  await open('/reports');
  await look('reports');
}

/** A customer of the print shop in the sandbox: sends the sample file from the phone, and pays for it on the gateway's page. */
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { keepScreen } from './browser.ts';

const SHOP = 'Quill & Toner';
const SLOW = { timeout: 40_000 };

/** As somebody who never wrote before: three pages, two copies, black and white. Answers the open payment link. */
export async function orderPrint(phone: Page, origin: string, name: string): Promise<string> {
  const phones = `${origin}/sandbox/phone`;
  const made = await phone.request.post(`${phones}/api/people`, {
    data: {
      name: `Reader ${name}`,
      phone: `+9198${Date.now().toString().slice(-8)}`,
      language: 'en',
      timeZone: 'Asia/Kolkata',
      hidesPhone: false,
    },
  });
  const { person } = (await made.json()) as { readonly person: { readonly id: string } };
  const listed = await (await phone.request.get(`${phones}/api/businesses`)).json();
  const { businesses } = listed as { readonly businesses: readonly { readonly phoneNumberId: string }[] };
  const shop = businesses.find((each) => JSON.stringify(each).includes(SHOP))?.phoneNumberId ?? '';
  await phone.goto(`${phones}?p=${person.id}:${shop}`);
  await phone.getByRole('button', { name: 'Attach' }).click();
  await phone.getByRole('button', { name: 'Sample PDF' }).click();
  await press(phone, 'Black and white');
  await press(phone, '2 copies');
  await phone
    .getByText(/Total:/)
    .last()
    .waitFor(SLOW);
  await keepScreen(phone, `print-order-${name}`);
  await press(phone, 'Pay now');
  const chat = `${phones}/api/people/${person.id}/chats/${shop}`;
  const link = async (): Promise<string> => /https?:[^"\\\s]*\/l\/plink_\w+/.exec(await (await phone.request.get(chat)).text())?.[0] ?? '';
  await expect.poll(link, SLOW).not.toBe('');
  return link();
}

export async function payAt(browser: Browser, link: string, viewport: { readonly width: number; readonly height: number }): Promise<void> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: /^Pay/ }).first().click();
  await page.waitForURL((url) => !url.pathname.includes('/l/plink_'), SLOW).catch(() => undefined);
  await context.close();
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).last().click(SLOW);
}

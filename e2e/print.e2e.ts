/** A file's whole way in a real browser: sent from the phone, paid, printed page by page into the tray, seen on the board, handed over. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningProgram, startProgram } from '../server/test/builders/process.ts';
import { freePort } from '../server/test/builders/town.ts';
import { chromiumPath, faultsOf, keepScreen, openBrowser } from './browser.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOP = 'Quill & Toner';
const SLOW = { timeout: 40_000 };

describe.skipIf(chromiumPath === undefined)('a print order in the browser', () => {
  let folder: string;
  let program: RunningProgram;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-print-'));
    program = startProgram('all', { DATA_DIR: folder, PORT: String(await freePort()), LOG_LEVEL: 'warn' });
    browser = await openBrowser();
    await program.prints(/Sign in as .* with .*/, 240_000);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await program.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['390', 390, 844],
    ['1280', 1280, 800],
  ] as const)(
    'at %s px: from the phone to the tray, with the board moving along',
    async (name, width, height) => {
      const viewport = { width, height };
      const context = await browser.newContext({ viewport });
      const [phone, desk, tray] = [await context.newPage(), await context.newPage(), await context.newPage()];
      const faults = [phone, desk, tray].map(faultsOf);
      const before = await openDesk(desk);
      await tray.goto(`${program.url}/sandbox/printer`);
      await tray.getByRole('status').filter({ hasText: 'Ready' }).waitFor(SLOW);
      const earlier = await tray.locator('.printout').count();

      const link = await order(phone, name);
      await turn(tray, 'Out of paper', true);
      await payAt(link, viewport);
      await showColumn(desk, 'Queue');
      await desk.getByRole('region', { name: 'Queue' }).getByRole('article', { name: 'Street fair leaflet.pdf' }).waitFor(SLOW);
      await desk.getByRole('button', { name: /Counter printer.*Paper out/s }).waitFor(SLOW);
      await keepScreen(desk, `print-board-queue-${name}`);

      await turn(tray, 'Out of paper', false);
      await tray.locator('.printout').nth(earlier).waitFor(SLOW);
      await tray.locator('.printout').first().getByText('Printed', { exact: true }).waitFor(SLOW);
      expect(await tray.locator('.printout').first().locator('.pages img').count()).toBe(3);
      await expectPictures(tray);
      await keepScreen(tray, `print-tray-${name}`);

      await showColumn(desk, 'Done');
      const done = desk.getByRole('region', { name: 'Done' }).getByRole('article', { name: 'Street fair leaflet.pdf' }).first();
      await done.waitFor(SLOW);
      await expect.poll(() => figure(desk, 'Pages today'), SLOW).toBe(String(before + 6));
      await phone
        .getByText(/is printed/)
        .last()
        .waitFor(SLOW);
      const code = /pickup code: ([A-Z0-9]{5})/.exec(await phone.locator('main').innerText())?.[1] ?? '';
      await expect.poll(() => done.innerText(), SLOW).toContain(code);
      await keepScreen(phone, `print-phone-${name}`);
      await keepScreen(desk, `print-board-done-${name}`);
      await done.getByRole('button', { name: 'Hand over' }).click();
      const question = desk.getByRole('dialog');
      await question.getByText(code).waitFor(SLOW);
      await keepScreen(desk, `print-hand-over-${name}`);
      await question.getByRole('button', { name: 'Hand over' }).click();
      await desk
        .getByText(/was handed over/)
        .first()
        .waitFor(SLOW);

      await done.getByRole('link', { name: 'Street fair leaflet.pdf' }).click();
      await desk.getByText('Printing began').waitFor(SLOW);
      await keepScreen(desk, `print-job-${name}`);
      await everyPage(desk, name);
      expect(faults).toEqual([[], [], []]);
      await context.close();
    },
    300_000,
  );

  test('a power cut in the middle becomes a question, and the answer ends it', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const [phone, desk, tray] = [await context.newPage(), await context.newPage(), await context.newPage()];
    await openDesk(desk);
    await tray.goto(`${program.url}/sandbox/printer`);
    const earlier = await tray.locator('.printout').count();
    await payAt(await order(phone, 'cut'), { width: 1280, height: 800 });
    await tray.locator('.printout').nth(earlier).waitFor(SLOW);
    await tray.locator('.printout').first().locator('.pages img').first().waitFor(SLOW);
    await turn(tray, 'Power', false);
    await tray.getByRole('status').filter({ hasText: 'No power' }).waitFor(SLOW);
    await turn(tray, 'Power', true);
    const asked = desk.getByRole('region', { name: 'Printing' }).getByText('Did all pages of this job come out?');
    await asked.waitFor({ timeout: 90_000 });
    await keepScreen(desk, 'print-board-question');
    await desk.getByRole('button', { name: 'Yes, it is printed' }).click();
    await asked.waitFor({ state: 'detached', timeout: 30_000 });
    await context.close();
  }, 300_000);

  /** Answers the pages of today so far. */
  async function openDesk(page: Page): Promise<number> {
    await page.goto(`${program.url}/app/print`);
    await page.getByLabel('Email').fill('owner@quillandtoner.example');
    await page.getByLabel('Password').fill('parley-demo-shop');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Print', exact: true }).waitFor(SLOW);
    await expect.poll(() => figure(page, 'Pages today'), SLOW).toMatch(/^\d+$/);
    return Number(await figure(page, 'Pages today'));
  }

  async function figure(page: Page, label: string): Promise<string> {
    return (await page.getByText(label, { exact: true }).locator('xpath=following-sibling::*[1]').innerText()).trim();
  }

  /** As somebody who never wrote before. Answers who, and the open payment link. */
  async function order(phone: Page, name: string): Promise<string> {
    const phones = `${program.url}/sandbox/phone`;
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
    const link = async (): Promise<string> =>
      /https?:[^"\\\s]*\/l\/plink_\w+/.exec(await (await phone.request.get(chat)).text())?.[0] ?? '';
    await expect.poll(link, SLOW).not.toBe('');
    return link();
  }

  async function press(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name, exact: true }).last().click(SLOW);
  }

  async function payAt(link: string, viewport: { readonly width: number; readonly height: number }): Promise<void> {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('button', { name: /^Pay/ }).first().click();
    await page.waitForURL((url) => !url.pathname.includes('/l/plink_'), SLOW).catch(() => undefined);
    await context.close();
  }

  async function turn(tray: Page, name: string, on: boolean): Promise<void> {
    const knob = tray.getByRole('switch', { name: new RegExp(`^${name}`) });
    if ((await knob.isChecked()) !== on) await knob.click();
  }

  /** On a phone the columns are tabs. */
  async function showColumn(desk: Page, name: string): Promise<void> {
    const tab = desk.getByRole('group', { name: 'Columns' }).getByRole('button', { name: new RegExp(`^${name}`) });
    if (await tab.isVisible()) await tab.click();
  }

  async function expectPictures(tray: Page): Promise<void> {
    const wide = await tray
      .locator('.printout')
      .first()
      .locator('.pages img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    expect(Math.min(...wide)).toBeGreaterThan(200);
  }

  async function everyPage(desk: Page, name: string): Promise<void> {
    for (const [path, heading] of [
      ['/print', 'Print'],
      ['/print/jobs', 'Print'],
      ['/print/printers', 'Printers'],
      ['/print/figures', 'Pages and revenue'],
      ['/settings/printing', 'Printing'],
    ] as const) {
      await desk.goto(`${program.url}/app${path}`);
      await desk.getByRole('heading', { name: heading, exact: true, level: 1 }).waitFor(SLOW);
      await desk.waitForLoadState('networkidle').catch(() => undefined);
      await keepScreen(desk, `print${path.replaceAll('/', '-')}-${name}`);
      expect([path, await seriousOf(desk)]).toEqual([path, []]);
    }
  }

  async function seriousOf(page: Page): Promise<readonly string[]> {
    await page.evaluate(axeSource);
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        readonly axe: {
          run(): Promise<{
            readonly violations: readonly {
              readonly id: string;
              readonly impact: string;
              readonly nodes: readonly { readonly html: string }[];
            }[];
          }>;
        };
      };
      const { violations } = await axe.run();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    });
  }
});

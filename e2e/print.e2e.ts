/** A file's whole way in a real browser: sent from the phone, paid, printed page by page into the tray, seen on the board, handed over. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningProgram } from '../server/test/builders/process.ts';
import { chromiumPath, faultsOf, keepScreen, type OpenProgram, openProgram, seriousOf } from './browser.ts';
import { orderPrint, payAt } from './print-phone.ts';

const SLOW = { timeout: 40_000 };

describe.skipIf(chromiumPath === undefined)('a print order in the browser', () => {
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

      const link = await orderPrint(phone, program.url, name);
      await turn(tray, 'Out of paper', true);
      // Told by then: until it is, the printer is given what is paid.
      await desk.getByRole('button', { name: /Counter printer.*Paper out/s }).waitFor(SLOW);
      await payAt(browser, link, viewport);
      await showColumn(desk, 'Queue');
      await desk.getByRole('region', { name: 'Queue' }).getByRole('article', { name: 'Street fair leaflet.pdf' }).waitFor(SLOW);
      await desk.getByText('Counter printer: out of paper, 1 job waits').first().waitFor(SLOW);
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

      await done.waitFor({ state: 'detached', timeout: 30_000 });
      await desk.goto(`${program.url}/app/print/jobs?status=handed_over`);
      await desk
        .getByText(/Handed over by/)
        .filter({ visible: true })
        .first()
        .waitFor(SLOW);
      await keepScreen(desk, `print-handed-over-${name}`);
      await desk.getByRole('link', { name: 'Street fair leaflet.pdf' }).first().click();
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
    await payAt(browser, await orderPrint(phone, program.url, 'cut'), { width: 1280, height: 800 });
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
});

/**
 * The print shop's own side in a real browser: a computer is paired with the line from the dashboard, run for real from what the server
 * hands out, and everything that staff do with printers and jobs is done by hand.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PrinterView, PrintJobView, PrintSettings } from '@parley/contract/api/printing.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningProgram } from '../server/test/builders/process.ts';
import { chromiumPath, faultsOf, keepScreen, type OpenProgram, openProgram } from './browser.ts';
import { orderPrint, payAt } from './print-phone.ts';
import { openShopComputer, type ShopComputer } from './shop-computer.ts';

const OWNER = { email: 'owner@quillandtoner.example', password: 'parley-demo-shop' };
const BUILD = fileURLToPath(new URL('../tools/build-print-agent.ts', import.meta.url));
const TRAY = 'Counter printer';
const SLOW = { timeout: 60_000 };

describe.skipIf(chromiumPath === undefined)('the print desk', () => {
  let opened: OpenProgram;
  let program: RunningProgram;
  let browser: Browser;
  let computer: ShopComputer;
  let token: string;

  beforeAll(async () => {
    const build = spawnSync(process.execPath, [BUILD], { encoding: 'utf8' });
    if (build.status !== 0) throw new Error(build.stderr);
    computer = openShopComputer();
    opened = await openProgram();
    ({ program, browser } = opened);
    const signedIn = await fetch(`${program.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(OWNER),
    });
    token = ((await signedIn.json()) as { readonly token: string }).token;
  }, 300_000);
  afterAll(async () => {
    await computer.scrap();
    await opened.close();
  });

  test.each([
    ['390', 390, 844, false],
    ['1280', 1280, 800, true],
  ] as const)(
    'at %s px: a computer is paired by the copied line, serves its printer, and is sent away again',
    async (size, width, height, isWhole) => {
      const viewport = { width, height };
      const printer = `Desk ${size}`;
      const tray = trayOf(printer);
      const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
      const [desk, phone] = [await context.newPage(), await context.newPage()];
      const faults = [desk, phone].map(faultsOf);
      await signIn(desk);

      const line = await copyPairingLine(desk, size);
      expect(line).toMatch(/^npx --yes http:\S+\/print-agent\.tgz pair [2-9A-Z]{4}-[2-9A-Z]{4} --backend http:\S+$/);
      const config = configOf(size);
      const paired = computer.type(`${line} --kind folder --folder ${tray} --printer "${printer}" --name "PC ${size}" --config ${config}`);
      expect([await paired.ended, paired.output()]).toEqual([0, expect.stringContaining('Paired with Quill & Toner')]);
      await desk.getByRole('dialog').getByText(`PC ${size} is paired`).waitFor(SLOW);
      await keepStill(desk, `print-desk-paired-${size}`);
      await desk.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
      const start = /Now start it: +(.*)/.exec(paired.output())?.[1] ?? '';
      await computer.type(start).prints(/server answers/);
      await desk.getByRole('button', { name: `Settings of ${printer}` }).waitFor(SLOW);
      await agentOf(desk, size).waitFor(SLOW);
      await keepStill(desk, `print-desk-printers-${size}`);

      await setPaused(desk, printer, true);
      await keepStill(desk, `print-desk-paused-${size}`);
      if (isWhole) await setPaused(desk, TRAY, true);
      await payAt(browser, await orderPrint(phone, program.url, `desk-${size}`), viewport);
      const job = await newest(isWhole ? 'queued' : 'printed');
      if (isWhole) await moveFromGone(desk, job.id, printer);

      const again = await reprint(desk, job.id, size);
      await expect.poll(() => stateOf(again.id), SLOW).toBe('printed');
      if (isWhole) await computer.type(start).prints(/server answers/);
      else await setPaused(await atPrinters(desk), printer, false);
      await releaseHeld(desk, phone, size, viewport);
      await sendAway(desk, size, isWhole);
      expect(faults).toEqual([[], []]);
      await context.close();
    },
    420_000,
  );

  async function signIn(desk: Page): Promise<void> {
    await desk.goto(`${program.url}/app/print/printers`);
    await desk.getByLabel('Email').fill(OWNER.email);
    await desk.getByLabel('Password').fill(OWNER.password);
    await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
    await desk.getByRole('heading', { name: 'Printers', exact: true, level: 1 }).waitFor(SLOW);
    await desk.getByRole('button', { name: `Settings of ${TRAY}` }).waitFor(SLOW);
  }

  /** Only the printer of a computer that is gone may print it: it waits, and somebody sends it elsewhere. */
  async function moveFromGone(desk: Page, jobId: string, printer: string): Promise<void> {
    await moveTo(desk, jobId, printer);
    await computer.cutPower();
    await atPrinters(desk);
    await setPaused(desk, TRAY, false);
    await setPaused(desk, printer, false);
    await untilOffline(printer);
    await desk.reload();
    await row(desk, printer).getByText('Offline').waitFor(SLOW);
    await keepStill(desk, 'print-desk-offline-1280');
    await desk.setViewportSize({ width: 390, height: 844 });
    await keepStill(desk, 'print-desk-offline-390');
    await desk.setViewportSize({ width: 1280, height: 800 });
    expect(await stateOf(jobId)).toBe('queued');
    const tray = trayOf(printer);
    expect(existsSync(tray) ? readdirSync(tray).filter((name) => name.endsWith('.pdf')) : []).toEqual([]);
    await moveTo(desk, jobId, TRAY);
    await expect.poll(() => stateOf(jobId), SLOW).toBe('printed');
  }

  async function atPrinters(desk: Page): Promise<Page> {
    await desk.goto(`${program.url}/app/print/printers`);
    return desk;
  }

  /** Every way is looked at; the one for this computer's shell is taken along. */
  async function copyPairingLine(desk: Page, size: string): Promise<string> {
    await desk.getByRole('button', { name: 'Pair a computer' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByText('Waiting for the computer…').waitFor(SLOW);
    for (const [name, pattern] of [
      ['Windows', /npx\.cmd --yes/],
      ['As a file', /^node print-agent\.mjs pair/],
      ['macOS, Linux', /^npx --yes/],
    ] as const) {
      await dialog.getByRole('button', { name, exact: true }).click();
      await dialog.getByText(pattern).waitFor(SLOW);
      await keepStill(desk, `print-desk-pair-${name.split(/\W/)[0]?.toLowerCase()}-${size}`);
    }
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByText('Copied').waitFor(SLOW);
    return desk.evaluate(() => navigator.clipboard.readText());
  }

  /** Once nothing on it moves any more. */
  async function keepStill(desk: Page, name: string): Promise<void> {
    await desk.evaluate(async () => {
      const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
      await Promise.allSettled(ending.map((each) => each.finished));
    });
    await keepScreen(desk, name);
  }

  const trayOf = (printer: string): string => join(computer.folder, `tray of ${printer}`.replaceAll(' ', '-'));
  const configOf = (size: string): string => join(computer.folder, size, 'config.json');
  /** As a row, or as a card on a phone. */
  const agentOf = (desk: Page, size: string) => desk.getByText(`PC ${size}`, { exact: true }).filter({ visible: true });

  function row(desk: Page, printer: string) {
    return desk
      .getByRole('row')
      .or(desk.getByRole('listitem'))
      .filter({ has: desk.getByRole('button', { name: `Settings of ${printer}` }) })
      .first();
  }

  async function setPaused(desk: Page, printer: string, on: boolean): Promise<void> {
    await desk.getByRole('button', { name: `Settings of ${printer}` }).click(SLOW);
    const dialog = desk.getByRole('dialog');
    const knob = dialog.getByRole('switch', { name: 'Pause' });
    if ((await knob.isChecked()) !== on) await dialog.getByText('Pause', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached', ...SLOW });
    await expect.poll(async () => (await printerCalled(printer)).paused, SLOW).toBe(on);
  }

  async function moveTo(desk: Page, jobId: string, printer: string): Promise<void> {
    const dialog = await fromMenu(desk, jobId, 'Move to a printer', /^Where should/);
    await dialog.getByRole('button', { name: /Printer/ }).click();
    await desk.getByRole('option', { name: printer, exact: true }).click();
    await dialog.getByRole('button', { name: 'Move to a printer' }).click();
    await dialog.waitFor({ state: 'detached', ...SLOW });
  }

  async function reprint(desk: Page, jobId: string, size: string): Promise<PrintJobView> {
    const dialog = await fromMenu(desk, jobId, 'Print again', /^Print .* again$/);
    await dialog.getByLabel('Reason').fill('A page stuck');
    await keepStill(desk, `print-desk-reprint-${size}`);
    await dialog.getByRole('button', { name: 'Print again' }).click();
    await dialog.waitFor({ state: 'detached', ...SLOW });
    await expect.poll(async () => (await jobs('')).some((each) => each.reprint_of === jobId), SLOW).toBe(true);
    const made = (await jobs('')).find((each) => each.reprint_of === jobId);
    if (!made) throw new Error('there is no reprint');
    await desk.goto(`${program.url}/app/print/jobs/${made.id}`);
    await desk.getByText('A page stuck').first().waitFor(SLOW);
    await keepStill(desk, `print-desk-reprinted-${size}`);
    return made;
  }

  async function fromMenu(desk: Page, jobId: string, act: string, title: RegExp): Promise<Locator> {
    await desk.goto(`${program.url}/app/print/jobs/${jobId}`);
    await desk.getByRole('button', { name: /^More: / }).click(SLOW);
    await desk.getByRole('menuitem', { name: act }).click();
    // The menu itself is a dialog too, until it has faded.
    const dialog = desk.getByRole('dialog', { name: title });
    await dialog.waitFor(SLOW);
    return dialog;
  }

  async function releaseHeld(
    desk: Page,
    phone: Page,
    size: string,
    viewport: { readonly width: number; readonly height: number },
  ): Promise<void> {
    const settings = await api<PrintSettings>('GET', '/print-settings');
    await api('PUT', '/print-settings', { ...settings, hold_for_pickup: true });
    await payAt(browser, await orderPrint(phone, program.url, `held-${size}`), viewport);
    const held = await newest('held');
    await api('PUT', '/print-settings', settings);
    // So that it is this computer's printer that prints it.
    await api('PATCH', `/printers/${(await printerCalled(TRAY)).id}`, { paused: true });
    await desk.goto(`${program.url}/app/print`);
    await desk.getByRole('button', { name: 'Pickup code' }).click(SLOW);
    const dialog = desk.getByRole('dialog');
    // As people type it.
    await dialog.getByLabel('Pickup code').fill(held.pickup_code?.toLowerCase() ?? '');
    await keepStill(desk, `print-desk-release-${size}`);
    await dialog.getByRole('button', { name: 'Print', exact: true }).click();
    await dialog.waitFor({ state: 'detached', ...SLOW });
    await expect.poll(() => stateOf(held.id), SLOW).toBe('printed');
    const lying = readdirSync(trayOf(`Desk ${size}`)).filter((name) => name.endsWith(`.${held.id}-1.pdf`));
    expect(lying).toHaveLength(2);
    await api('PATCH', `/printers/${(await printerCalled(TRAY)).id}`, { paused: false });
  }

  /** Its key opens nothing from then on, and it says so at its own screen. */
  async function sendAway(desk: Page, size: string, isWhole: boolean): Promise<void> {
    const still = computer.type(`npx --yes ${program.url}/print-agent.tgz status --config ${configOf(size)}`);
    expect([await still.ended, still.output()]).toEqual([0, expect.stringContaining('Server: answers')]);
    await desk.goto(`${program.url}/app/print/printers`);
    await desk.getByRole('button', { name: `Unpair: PC ${size}` }).click(SLOW);
    await keepStill(desk, `print-desk-unpair-${size}`);
    await desk.getByRole('alertdialog').or(desk.getByRole('dialog')).getByRole('button', { name: 'Unpair', exact: true }).click();
    await agentOf(desk, size).waitFor({ state: 'detached', ...SLOW });
    const status = async (): Promise<string> => {
      const asked = computer.type(`npx --yes ${program.url}/print-agent.tgz status --config ${configOf(size)}`);
      await asked.ended;
      return asked.output();
    };
    // It comes to know at its next question, which takes its time.
    if (isWhole) await expect.poll(status, { timeout: 90_000, interval: 2_000 }).toContain('Server: refuses');
    await computer.cutPower();
  }

  async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${program.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return ((await answer.json()) as { readonly data: T }).data;
  }
  const jobs = (query: string) => api<readonly PrintJobView[]>('GET', `/print_jobs?limit=20${query}`);
  const stateOf = async (id: string) => (await api<PrintJobView>('GET', `/print_jobs/${id}`)).status;
  const printerCalled = async (name: string): Promise<PrinterView> => {
    const found = (await api<readonly PrinterView[]>('GET', '/printers?limit=100')).find((each) => each.name === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  };
  async function newest(status: 'queued' | 'held' | 'printed'): Promise<PrintJobView> {
    await expect.poll(async () => (await jobs(`&status=${status}`)).length, SLOW).toBeGreaterThan(0);
    const [job] = await jobs(`&status=${status}`);
    if (!job) throw new Error('no job came');
    return job;
  }
  const untilOffline = (name: string) =>
    expect.poll(async () => (await printerCalled(name)).state, { timeout: 150_000, interval: 1_000 }).toBe('offline');
});

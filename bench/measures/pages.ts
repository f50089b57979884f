/**
 * What a cheap phone on a slow network meets, in a real Chromium (390 px, "Slow 4G": 400 ms, 400 kbit/s, processor slowed four times): largest
 * paint, layout shift, bytes over the wire of the storefront, and of the dashboard until it can be used.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from '../../e2e/browser.ts';
import { startProgram } from '../../server/test/builders/process.ts';
import { freePort } from '../free-port.ts';
import type { Measure, Reading } from '../measure.ts';
import { runMeasures } from '../run.ts';

const KILOBYTE = 1_024;
const SLOW = { offline: false, latency: 400, downloadThroughput: (400 * 1_000) / 8, uploadThroughput: (400 * 1_000) / 8 };
const SLOWER_PROCESSOR = 4;
/** What Lighthouse calls good. */
const GOOD_LCP_MS = 2_500;
const GOOD_CLS = 0.1;
const MOST_SCRIPT = 250 * KILOBYTE;
const SHOP = 'starlingmarket';

export const pagesMeasure: Measure = {
  name: 'pages',
  async run({ database }) {
    if (chromiumPath === undefined) return [];
    const { environment, remove } = await database.fresh();
    const folder = mkdtempSync(join(tmpdir(), 'parley-bench-pages-'));
    const program = startProgram('all', { ...environment, DATA_DIR: folder, PORT: String(await freePort()), LOG_LEVEL: 'warn' });
    const browser = await openBrowser();
    try {
      await program.prints(/Sign in as .* with .*/, 240_000);
      const shop = await visit(browser, `${program.url}/${SHOP}`);
      const product = await visit(browser, `${program.url}${await firstProduct(program.url)}`);
      const dashboard = await dashboardLoad(browser, program.url);
      return [...paints('storefront home', shop), ...paints('product page', product), ...dashboard];
    } finally {
      await browser.close();
      await program.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
      await remove();
    }
  },
};

interface Visit {
  readonly lcpMs: number;
  readonly cls: number;
  readonly bytes: number;
  readonly scriptBytes: number;
}

function paints(what: string, { lcpMs, cls, bytes }: Visit): readonly Reading[] {
  return [
    {
      what: `${what}: largest paint`,
      figure: lcpMs / 1_000,
      unit: ' s',
      wanted: '<= 2.5 s',
      ok: lcpMs <= GOOD_LCP_MS,
      note: `${Math.round(bytes / KILOBYTE)} KB with pictures in view`,
    },
    { what: `${what}: layout shift`, figure: cls, unit: '', wanted: '<= 0.1', ok: cls <= GOOD_CLS },
  ];
}

async function firstProduct(url: string): Promise<string> {
  const page = await (await fetch(`${url}/${SHOP}`)).text();
  return new RegExp(`href="(/${SHOP}/p/[^"]+)"`).exec(page)?.[1] ?? `/${SHOP}`;
}

async function slowPage(context: BrowserContext): Promise<{ readonly page: Page; readonly travelled: { bytes: number; script: number } }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_PROCESSOR });
  const travelled = { bytes: 0, script: 0 };
  const kinds = new Map<string, string>();
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    travelled.bytes += encodedDataLength;
  });
  // The compressed files alone, without the headers of their answers.
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (kinds.get(requestId) === 'Script') travelled.script += encodedDataLength;
  });
  return { page, travelled };
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const { page, travelled } = await slowPage(context);
    await page.goto(url, { waitUntil: 'networkidle' });
    return { ...(await paintsOf(page)), bytes: travelled.bytes, scriptBytes: travelled.script };
  } finally {
    await context.close();
  }
}

/** The browser's own entries, read after the page came to rest. */
function paintsOf(page: Page): Promise<{ readonly lcpMs: number; readonly cls: number }> {
  return page.evaluate(async () => {
    const entries = (type: string): Promise<PerformanceEntryList> =>
      new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => {
          observer.disconnect();
          resolve(list.getEntries());
        });
        observer.observe({ type, buffered: true });
        // A page without a shift has no entry to tell of.
        setTimeout(() => resolve([]), 500);
      });
    const lcp = (await entries('largest-contentful-paint')).at(-1)?.startTime ?? 0;
    const shifts = (await entries('layout-shift')) as unknown as { readonly value: number; readonly hadRecentInput: boolean }[];
    return { lcpMs: lcp, cls: shifts.reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0) };
  });
}

async function dashboardLoad(browser: Browser, url: string): Promise<readonly Reading[]> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const first = await slowPage(context);
    const began = performance.now();
    await first.page.goto(`${url}/app`);
    await first.page.locator('form input[type=password]').waitFor();
    const ms = performance.now() - began;
    await first.page.getByRole('button', { name: /demo account/ }).click();
    await first.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    await first.page.waitForLoadState('networkidle').catch(() => undefined);
    const { script } = first.travelled;
    return [
      {
        what: 'dashboard, first load with home: script',
        figure: script / KILOBYTE,
        unit: ' KB',
        wanted: '<= 250 KB',
        ok: script <= MOST_SCRIPT,
      },
      { what: 'dashboard until one can sign in', figure: ms / 1_000, unit: ' s' },
    ];
  } finally {
    await context.close();
  }
}

if (import.meta.main) await runMeasures([pagesMeasure]);

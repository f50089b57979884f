/**
 * What browser journeys begin with: the system's Chromium, the program beside it, and what is looked for on every screen. Where there
 * is no Chromium the journeys say so and are skipped.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { freePort } from '../server/test/builders/free-port.ts';
import { type RunningProgram, startProgram } from '../server/test/builders/process.ts';

const found = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);

/** Undefined: no Chromium on this machine. */
export const chromiumPath: string | undefined = found;

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('no Chromium found; set CHROMIUM_PATH');
  return chromium.launch({ executablePath: chromiumPath, args: QUIET });
}

export interface OpenProgram {
  readonly program: RunningProgram;
  readonly browser: Browser;
  /** Its data, and room for a journey's own files. */
  readonly folder: string;
  close(): Promise<void>;
}

/** The whole program as `npm start` runs it, with the demo shops, and a browser. Takes up to four minutes on a busy machine. */
export async function openProgram(): Promise<OpenProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  const program = startProgram('all', { DATA_DIR: folder, PORT: String(await freePort()), LOG_LEVEL: 'warn' });
  const browser = await openBrowser();
  await program.prints(/Sign in as .* with .*/, 240_000);
  return {
    program,
    browser,
    folder,
    async close() {
      await browser.close();
      await program.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const screens = fileURLToPath(new URL('../test-results/screens/', import.meta.url));

/** Keeps what the page looks like, for people to look at. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  mkdirSync(screens, { recursive: true });
  await page.screenshot({ path: `${screens}${name}.png` });
}

/** Faults the browser reported since; a clean page has none. */
export function faultsOf(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  return faults;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical on the page as it stands, each with where. */
export async function seriousOf(page: Page): Promise<readonly string[]> {
  // The page's policy lets no script in but its own; a test may look from outside of it.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Violation {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }
    const { axe: looked } = globalThis as unknown as {
      axe: { run(context: unknown): Promise<{ readonly violations: readonly Violation[] }> };
    };
    const { violations } = await looked.run({
      // What was announced a moment ago names a thing that is gone; react-aria empties it after seconds.
      exclude: [['[data-live-announcer]']],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary.slice(0, 300)}`));
  });
}

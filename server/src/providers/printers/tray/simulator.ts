/**
 * A shop's computer with a printer, for the sandbox: the true print agent in a thread of its own (a process would take a hundred megabytes
 * to wait in), paired over HTTP like any other, and switches for what goes wrong at a counter. It knows the product by its API alone.
 */
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { paired, pairingView } from '@parley/contract/api/printing.ts';
import { z } from 'zod';
import { listJobs, pagePath, readSwitches, removeJob, SHOWN_PAGES, type TrayJob, type TraySwitches, writeSwitches } from './tray-files.ts';

export type { TrayJob, TraySwitches } from './tray-files.ts';

export interface TrayState {
  readonly isPaired: boolean;
  readonly hasPower: boolean;
  readonly printer: string;
  readonly switches: TraySwitches;
  /** Newest first. */
  readonly jobs: readonly (TrayJob & { readonly shown: number })[];
  /** What the agent said lately, oldest first. */
  readonly lines: readonly string[];
}

export interface TraySimulator {
  state(): TrayState;
  set(switches: Partial<TraySwitches>): void;
  /** Off: the agent is ended as a power cut would, in the middle of whatever it does. */
  power(on: boolean): Promise<void>;
  /** With the code from the dashboard. Answers what was wrong with it. */
  pair(code: string): Promise<string | undefined>;
  /** Asks for a code as this person, and gives it back; does nothing where it is paired already. */
  pairAs(person: { readonly email: string; readonly password: string }): Promise<string | undefined>;
  /** Takes away what is printed. */
  empty(): void;
  /** JPEG. */
  page(key: string, page: number): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

export const trayPrinterName = 'Counter printer';
const PROGRAM = new URL('./tray-agent.ts', import.meta.url);
/** It mostly waits: room for more garbage would only be held. */
const YOUNG_MB = 2;
const LINES_KEPT = 12;
const JOBS_SHOWN = 30;

/** @param origin where the product's API is reached, without a path. */
export function openTray({ folder, origin }: { readonly folder: string; readonly origin: string }): TraySimulator {
  mkdirSync(folder, { recursive: true });
  const configPath = join(folder, 'agent.json');
  let agent: Worker | undefined;
  let lines: readonly string[] = [];
  const isPaired = (): boolean => existsSync(configPath);
  const hear = (text: Buffer): void => {
    const said = text
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    lines = [...lines, ...said].slice(-LINES_KEPT);
  };

  function start(): void {
    if (agent || !isPaired()) return;
    const started = new Worker(PROGRAM, {
      argv: [configPath],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    started.stdout.on('data', hear);
    started.stderr.on('data', hear);
    started.on('error', (error) => hear(Buffer.from(String(error))));
    started.once('exit', () => {
      if (agent === started) agent = undefined;
    });
    agent = started;
  }

  /** Asked to, it ends what it is at first. */
  async function end(how: 'asked' | 'cut'): Promise<void> {
    const ending = agent;
    if (!ending) return;
    const ended = once(ending, 'exit');
    if (how === 'asked') ending.postMessage('stop', []);
    else await ending.terminate();
    await ended;
  }

  async function pair(code: string): Promise<string | undefined> {
    const made = await post(`${origin}/api/v1/print_agents/pair`, { code, name: `Counter of ${hostname()}`.slice(0, 120) });
    if ('problem' in made) return made.problem;
    const { api_key: apiKey } = z.object({ data: paired }).parse(made.body).data;
    await end('asked');
    writeFileSync(configPath, JSON.stringify(settingsOf(origin, apiKey), null, 2), { mode: 0o600 });
    chmodSync(configPath, 0o600);
    start();
    return undefined;
  }

  start();
  return {
    state: () => ({
      isPaired: isPaired(),
      hasPower: agent !== undefined,
      printer: trayPrinterName,
      switches: readSwitches(folder),
      jobs: listJobs(folder)
        .slice(0, JOBS_SHOWN)
        .map((job) => ({ ...job, shown: Math.min(job.out, job.pages, SHOWN_PAGES) })),
      lines,
    }),
    set: (switches) => writeSwitches(folder, { ...readSwitches(folder), ...switches }),
    power: async (on) => (on ? start() : end('cut')),
    pair,
    async pairAs(person) {
      if (isPaired()) return undefined;
      const session = await post(`${origin}/api/v1/auth/login`, person);
      if ('problem' in session) return session.problem;
      const { token } = z.object({ token: z.string() }).parse(session.body);
      const opened = await post(`${origin}/api/v1/print_agents/pairings`, {}, token);
      if ('problem' in opened) return opened.problem;
      return pair(z.object({ data: pairingView }).parse(opened.body).data.code);
    },
    empty(): void {
      for (const job of listJobs(folder)) if (job.isDone || agent === undefined) removeJob(folder, job.key);
    },
    async page(key, page) {
      // Keys come from an address: only those that lie in the tray.
      const isThere = listJobs(folder).some((job) => job.key === key && page >= 1 && page <= job.out);
      return isThere ? readFile(pagePath(folder, key, page)).catch(() => undefined) : undefined;
    },
    close: () => end('asked'),
  };
}

function settingsOf(origin: string, apiKey: string) {
  return {
    backend_url: origin,
    api_key: apiKey,
    printer_name: trayPrinterName,
    printer_kind: 'folder',
    folder: '.',
    state_folder: 'state',
    look_seconds: 0.25,
    lease_seconds: 20,
  };
}

const refused = z.object({ error: z.object({ message: z.string() }) });

async function post(url: string, body: unknown, token?: string): Promise<{ readonly body: unknown } | { readonly problem: string }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    const said: unknown = await answer.json();
    if (answer.ok) return { body: said };
    return { problem: refused.safeParse(said).data?.error.message ?? `HTTP ${answer.status}` };
  } catch (error) {
    return { problem: String(error) };
  }
}

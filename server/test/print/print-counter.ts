/**
 * A print shop's counter around the real program: the server as a process, a customer's order that came in by chat, a key for an agent,
 * and the paper in its tray. Speaks to the program over HTTP alone and waits through its absences.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printJobView } from '@parley/contract/api/printing.ts';
import { z } from 'zod';
import { freePort } from '../builders/free-port.ts';
import { textAt } from '../builders/merchant.ts';
import { type RunningProgram, startProgram } from '../builders/process.ts';

export const PRINTER = 'Back office';
export const COPIES = 3;
const AGENT = fileURLToPath(new URL('../../../print-agent/src/main.ts', import.meta.url));
const SHOP = 'Quill & Toner';
const OWNER = { email: 'owner@quillandtoner.example', password: 'parley-demo-shop' };
/** A start takes seconds, on a busy machine a minute. */
const PATIENCE_MS = 240_000;

export type JobView = Pick<z.infer<typeof printJobView>, 'id' | 'status' | 'attempt' | 'failure'>;
const view = z.object({ data: printJobView.pick({ id: true, status: true, attempt: true, failure: true }) });
const jobList = z.object({ data: z.array(view.shape.data) });
const printerList = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });

export type PrintCounter = Awaited<ReturnType<typeof openPrintCounter>>;

export async function openPrintCounter() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-counter-'));
  const tray = join(folder, 'tray');
  const config = join(folder, 'agent', 'config.json');
  mkdirSync(tray);
  const environment = { DATA_DIR: join(folder, 'data'), PORT: String(await freePort()), LOG_LEVEL: 'error' };
  let server: RunningProgram = startProgram('all', environment);
  await server.prints(/Sign in as .* with .*/, 240_000);
  let token = '';
  let agent: ChildProcess | undefined;
  let agentSaid = '';

  /** Asks again while the program is away. */
  async function ask(method: string, path: string, body?: unknown, isSignIn = false): Promise<{ status: number; json: unknown }> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        const answer = await fetch(`${server.url}${path}`, {
          method,
          headers: { 'content-type': 'application/json', ...(isSignIn ? {} : { authorization: `Bearer ${token}` }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(20_000),
        });
        const text = await answer.text();
        if (answer.status === 401 && !isSignIn) await signIn();
        else if (answer.status !== 503) return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) };
      } catch {
        // Killed, or not up again yet.
      }
      if (performance.now() > deadline)
        throw new Error(`${method} ${path} was never answered; the program said: ${server.output().slice(-1_500)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  async function signIn(): Promise<void> {
    token = textAt((await ask('POST', '/api/v1/auth/login', OWNER, true)).json, 'token');
  }
  const api = async (method: string, path: string, body?: unknown) => {
    const answer = await ask(method, `/api/v1${path}`, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.json)}`);
    return answer.json;
  };

  async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (performance.now() > deadline) throw new Error(`never came: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  return {
    tray,
    /** What the agent has said, for whoever has to find out why. */
    agentSaid: () => agentSaid.slice(-3_000),
    /** The sandbox's own printer shall not print our jobs. */
    async pauseOthers(): Promise<void> {
      await signIn();
      for (const each of printerList.parse(await api('GET', '/printers?limit=100')).data)
        if (each.name !== PRINTER) await api('PATCH', `/printers/${each.id}`, { paused: true });
    },
    /** A customer sends a file and the shop lets it be printed; answers its job. */
    async firstJob(): Promise<string> {
      await signIn();
      const { json } = await ask('GET', '/sandbox/phone/api/businesses');
      const shops = z.object({ businesses: z.array(z.looseObject({ phoneNumberId: z.string() })) }).parse(json).businesses;
      const shop = shops.find((each) => JSON.stringify(each).includes(SHOP));
      const chat = `/sandbox/phone/api/people/asha/chats/${shop?.phoneNumberId}`;
      const hears = (what: string): Promise<true> =>
        until(what, async () => (JSON.stringify((await ask('GET', chat)).json).includes(what) ? true : undefined));
      const sample = await (await fetch(`${server.url}/sandbox/phone/api/sample.pdf`)).arrayBuffer();
      const headers = { 'content-type': 'application/pdf' };
      await fetch(`${server.url}${chat}/media?type=document&filename=leaflet.pdf`, { method: 'POST', headers, body: sample });
      const types = async (text: string): Promise<void> => void (await ask('POST', `${chat}/acts`, { kind: 'text', text }));
      await hears('print.bw');
      await types('print.bw');
      await hears('copies:2');
      await types(`copies:${COPIES}`);
      await hears('print.pay');
      await types('print.pay');
      const job = await until('the job', async () => jobList.parse(await api('GET', '/print_jobs')).data[0]);
      const order = textAt(await api('GET', `/print_jobs/${job.id}`), 'data.order_id');
      await api('POST', `/orders/${order}/confirm`, {});
      return job.id;
    },
    async pair(): Promise<void> {
      const code = textAt(await api('POST', '/print_agents/pairings', {}), 'data.code');
      const paired = await runToEnd(['pair', code, '--backend', server.url, '--printer', PRINTER, '--folder', tray, '--config', config]);
      if (paired !== 0) throw new Error('the agent could not be paired');
      const about = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(config, 'utf8')));
      writeFileSync(config, JSON.stringify({ ...about, poll_timeout: 2, look_seconds: 0.03, lease_seconds: 15 }));
    },
    startAgent(): void {
      agentSaid = '';
      const own = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', AGENT, 'run', '--config', config], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [own.stdout, own.stderr]) stream.on('data', (part: Buffer) => (agentSaid += part.toString('utf8')));
      agent = own;
    },
    async killAgent(): Promise<void> {
      const own = agent;
      if (!own || own.exitCode !== null || own.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => own.once('exit', () => resolve()));
      own.kill('SIGKILL');
      await gone;
    },
    async killServer(): Promise<void> {
      await server.kill('SIGKILL');
      server = startProgram('all', environment);
    },
    printerId: (name: string): Promise<string> =>
      until(
        `the printer ${name}`,
        async () => printerList.parse(await api('GET', '/printers?limit=100')).data.find((each) => each.name === name)?.id,
      ),
    async job(id: string): Promise<JobView> {
      return view.parse(await api('GET', `/print_jobs/${id}`)).data;
    },
    /** The same once more, on this printer; answers the new job. */
    async again(id: string, printer: string): Promise<string> {
      return textAt(await api('POST', `/print_jobs/${id}/retry`, { reason: 'one more', printer_id: printer }), 'data.id');
    },
    /** Whether the answer was taken; somebody else may have been faster. */
    async decide(id: string, status: 'printed' | 'queued'): Promise<boolean> {
      return (await ask('PUT', `/api/v1/print_jobs/${id}/status`, { status, reason: 'looked' })).status === 200;
    },
    /** Copies that lie in the tray, by try. */
    papers(id: string): ReadonlyMap<string, number> {
      const papers = new Map<string, number>();
      for (const name of readdirSync(tray)) {
        const attempt = new RegExp(`^\\d+\\.${id}-(\\d+)\\.pdf$`).exec(name)?.[1];
        if (attempt !== undefined) papers.set(attempt, (papers.get(attempt) ?? 0) + 1);
      }
      return papers;
    },
    until,
    async close(): Promise<void> {
      await this.killAgent();
      await server.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function runToEnd(args: readonly string[]): Promise<number | null> {
  const own = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', AGENT, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) => own.once('exit', (code) => resolve(code)));
}

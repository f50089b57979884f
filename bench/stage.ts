/** A server in processes of its own on a fresh database, with the stand-ins in ours: what every measure runs against. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../server/src/foundation/clock/clock.ts';
import { openStandIns, type StandIns } from '../server/test/builders/stand-ins.ts';
import type { BenchDatabase } from './databases.ts';
import { freePort } from './free-port.ts';

export type StageRole = 'all' | 'web' | 'worker';

export interface Stage {
  readonly url: string;
  readonly standIns: StandIns;
  /** Asks a server process to do one of chores.ts inside itself. */
  ask(chore: string, input?: unknown): Promise<unknown>;
  /** Milliseconds of processor time of all server processes so far. */
  cpuMs(): Promise<number>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly database: BenchDatabase;
  /** One process each; the embedded database serves one alone. */
  readonly roles?: readonly StageRole[];
  readonly standIns?: Parameters<typeof openStandIns>[0]['whatsapp'];
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { environment, remove } = await options.database.fresh();
  const standIns = await openStandIns({ clock: systemClock, seed: 1, whatsapp: { ratesEnforced: false, ...options.standIns } });
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = { ...standIns.environment, ...environment, DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url, LOG_LEVEL: 'warn' };
  const servers: ServerProcess[] = [];
  for (const role of options.roles ?? ['all']) servers.push(await startServer(role, settings));
  const [first] = servers;
  if (!first) throw new Error('a stage needs a role');
  return {
    url,
    standIns,
    ask: first.ask,
    async cpuMs() {
      const all = await Promise.all(servers.map((server) => server.ask('cpu')));
      return all.reduce<number>((sum, each) => sum + Number(each), 0);
    },
    async close() {
      await Promise.all(servers.map((server) => server.stop()));
      await standIns.close();
      await remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface ServerProcess {
  readonly ask: Stage['ask'];
  stop(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

async function startServer(role: StageRole, settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const profile = process.env['BENCH_PROFILE'];
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [role], {
    env: { ...process.env, ...settings },
    serialization: 'advanced',
    execArgv: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  await ready(child);
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  return {
    ask: (chore, input) =>
      new Promise((resolve, reject) => {
        const id = (asked += 1);
        waiting.set(id, (answer) => (answer.error === undefined ? resolve(answer.value) : reject(new Error(`${chore}: ${answer.error}`))));
        child.send({ id, chore, input });
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it answered`)));
  });
}

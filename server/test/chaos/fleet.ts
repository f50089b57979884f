/**
 * The processes of a run on their database: one `all` on the embedded one, or two `web` behind one address and three `worker` on
 * PostgreSQL. It kills and restarts; it never looks at what they do.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openEmbedded } from '../../src/foundation/db/open-embedded.ts';
import { pgTypes } from '../../src/foundation/db/pg-types.ts';
import { freePort } from '../builders/free-port.ts';
import { openRoundRobin } from './round-robin.ts';
import { createServerProcess, type ServerProcess } from './server-process.ts';

export type Rows = readonly Readonly<Record<string, unknown>>[];
/** Reads as the owner of the tables: all merchants, no row-level security. */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<Rows>;

export interface Fleet {
  /** One address for pages and webhooks. */
  readonly url: string;
  readonly kind: 'embedded' | 'postgres';
  readonly kills: () => number;
  /** What went wrong with the processes themselves: a crash, a stop that hung. */
  readonly troubles: readonly string[];
  /** Where their logs are. */
  readonly folder: string;
  waitUntilUp(): Promise<void>;
  /** SIGKILL to one by chance, which is started again at once. Answers its name; undefined when none was up. */
  killOne(random: () => number): Promise<string | undefined>;
  /** Looks into the database. On the embedded one the process is stopped properly for as long as that takes. */
  look<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface FleetOptions {
  /** Addresses of the stand-ins. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of a PostgreSQL server where a database can be made; absent: embedded. */
  readonly postgres?: string;
  readonly webs?: number;
  readonly workers?: number;
}

const UP_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 30_000;

export async function openFleet(options: FleetOptions): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-chaos-'));
  mkdirSync(join(folder, 'data'));
  const base = {
    ...options.environment,
    PARLEY_MODE: 'live',
    SECRET_KEY: randomBytes(32).toString('base64'),
    HOST: '127.0.0.1',
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'warn',
  };
  return options.postgres === undefined ? onEmbedded(folder, base) : onPostgres(folder, base, { ...options, postgres: options.postgres });
}

type Settings = Readonly<Record<string, string>> & { readonly DATA_DIR: string };

async function onEmbedded(folder: string, base: Settings): Promise<Fleet> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const troubles: string[] = [];
  const environment = { ...base, PORT: String(port), PUBLIC_URL: url };
  const processes = [
    createServerProcess({ name: 'all', role: 'all', environment, logFile: join(folder, 'all.log'), onEnd: noteEnd(troubles) }),
  ];
  const crew = shared({ kind: 'embedded', url, folder, processes, troubles });
  return {
    ...crew,
    async look(work) {
      await crew.waitUntilUp();
      for (const each of processes) {
        const code = await each.stop(STOP_WITHIN_MS);
        if (code !== 0) troubles.push(`${each.name} did not stop properly when asked`);
      }
      const database = await openEmbedded(base.DATA_DIR, 'the chaos run');
      try {
        return await database.asOwner((client) => work(async (sql, values) => (await client.query(sql, [...(values ?? [])])).rows as Rows));
      } finally {
        await database.close();
        for (const each of processes) each.start();
      }
    },
    async close() {
      await Promise.all(processes.map((each) => each.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function onPostgres(folder: string, base: Settings, options: FleetOptions & { readonly postgres: string }): Promise<Fleet> {
  const name = `parley_chaos_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: options.postgres });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const address = new URL(options.postgres);
  address.pathname = `/${name}`;
  const ports = await Promise.all(Array.from({ length: options.webs ?? 2 }, () => freePort()));
  const door = await openRoundRobin(ports);
  const url = `http://127.0.0.1:${door.port}`;
  const troubles: string[] = [];
  const process = (role: 'web' | 'worker', number: number, more: Readonly<Record<string, string>>): ServerProcess => {
    const environment = { ...base, DATABASE_URL: address.href, PUBLIC_URL: url, ...more };
    const own = `${role}-${number}`;
    return createServerProcess({ name: own, role, environment, logFile: join(folder, `${own}.log`), onEnd: noteEnd(troubles) });
  };
  const webs = ports.map((port, index) => process('web', index + 1, { PORT: String(port) }));
  const workers = Array.from({ length: options.workers ?? 3 }, (_, index) => process('worker', index + 1, {}));
  const processes = [...webs, ...workers];
  const watcher = new Client({ connectionString: address.href, types: pgTypes });
  await watcher.connect();
  return {
    ...shared({ kind: 'postgres', url, folder, processes, troubles }),
    look: (work) => work(async (sql, values) => (await watcher.query(sql, [...(values ?? [])])).rows as Rows),
    async close() {
      await Promise.all(processes.map((each) => each.kill()));
      await door.close();
      await watcher.end();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody else's SIGKILL or SIGTERM is one more kill; everything else is our own end. */
function noteEnd(troubles: string[]): (name: string, how: { readonly code: number | null; readonly signal: string | null }) => void {
  return (name, { code, signal }) => {
    if (signal !== 'SIGKILL' && signal !== 'SIGTERM') troubles.push(`${name} ended by itself with ${signal ?? code}`);
  };
}

function shared(of: {
  readonly kind: Fleet['kind'];
  readonly url: string;
  readonly folder: string;
  readonly processes: readonly ServerProcess[];
  readonly troubles: string[];
}): Pick<Fleet, 'url' | 'kind' | 'kills' | 'troubles' | 'folder' | 'waitUntilUp' | 'killOne'> {
  const { processes, ...known } = of;
  let kills = 0;
  for (const each of processes) each.start();
  return {
    ...known,
    kills: () => kills,
    async waitUntilUp() {
      const deadline = performance.now() + UP_WITHIN_MS;
      while (!processes.every((each) => each.isUp())) {
        if (performance.now() > deadline) throw new Error(`not all processes came up: ${of.troubles.join(', ')}; their logs: ${of.folder}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async killOne(random) {
      const chosen = processes[Math.floor(random() * processes.length)];
      // Mostly in the middle of work, sometimes while it boots.
      if (!chosen || (!chosen.isUp() && random() < 0.8)) return undefined;
      await chosen.kill();
      chosen.start();
      kills += 1;
      return chosen.name;
    },
  };
}

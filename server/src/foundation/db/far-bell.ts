/**
 * Carries the bell to the other processes on the same PostgreSQL (LISTEN/NOTIFY) over a connection of its own, so that a job enqueued by
 * one wakes the workers of all. It carries no meaning: whoever misses a ring finds the job by looking now and then.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { Client } from 'pg';
import type { Bell } from './bell.ts';

/** Rings within this time travel as one: under load everybody is awake already. */
const GATHER_MS = 25;
/** A lost connection is tried again this often. */
const AGAIN_MS = 1_000;
const CONNECT_MS = 10_000;

export interface FarBell {
  /** Resolves when it listens, or was closed before. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export function joinBells(url: string, bell: Bell): FarBell {
  const closing = new AbortController();
  const { signal } = closing;
  let line: Client | undefined;
  let isGathering = false;
  let hasMore = false;

  /** Resolves when the connection is gone, however that came. */
  async function listen(whenReady: () => void): Promise<void> {
    const client = new Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: 'parley bell',
    });
    const gone = new Promise<void>((resolve) => {
      client.once('end', resolve);
      // More than one may come, and one that nobody hears would end the process.
      client.on('error', () => resolve());
    });
    client.on('notification', (heard) => {
      if (heard.processId !== processIdOf(client)) bell.hear();
    });
    try {
      await client.connect();
      await client.query('listen parley_jobs');
      line = client;
      whenReady();
      // What was enqueued while nobody listened.
      bell.hear();
      await Promise.race([gone, aborted(signal)]);
    } catch {
      // Looking now and then goes on meanwhile.
    } finally {
      line = undefined;
      await client.end().catch(() => {});
    }
  }

  async function stayOn(whenReady: () => void): Promise<void> {
    while (!signal.aborted) {
      await listen(whenReady);
      await rest(AGAIN_MS, undefined, { signal, ref: false }).catch(() => {});
    }
    whenReady();
  }

  async function carry(): Promise<void> {
    if (isGathering) {
      hasMore = true;
      return;
    }
    isGathering = true;
    do {
      hasMore = false;
      await line?.query('notify parley_jobs').catch(() => {});
      await rest(GATHER_MS, undefined, { ref: false });
    } while (hasMore);
    isGathering = false;
  }

  const ready = Promise.withResolvers<void>();
  const ended = stayOn(ready.resolve);
  const stopHearing = bell.onRing(() => void carry());
  return {
    ready: () => ready.promise,
    async close() {
      stopHearing();
      closing.abort();
      await ended;
    },
  };
}

/** Of the server's process behind the connection: its notices come back to it too. The types of `pg` keep it to themselves. */
function processIdOf(client: Client): number | undefined {
  return (client as Client & { readonly processID?: number }).processID;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

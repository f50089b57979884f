/** Lays sheets in a thread of its own, one file at a time, with an end to its time and memory: the server goes on meanwhile. */
import { Worker } from 'node:worker_threads';
import { minuteMs } from '@parley/contract/values/time.ts';
import type { Laying } from './lay-sheets.ts';

const WITHIN_MS = 5 * minuteMs;

export type LaySheets = (laying: Laying) => Promise<Uint8Array>;

export function createLaySheets(): LaySheets {
  let last: Promise<unknown> = Promise.resolve();
  return (laying) => {
    const next = last.then(() => layOne(laying));
    last = next.catch(() => undefined);
    return next;
  };
}

function layOne(laying: Laying): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./lay-thread.ts', import.meta.url), {
      workerData: laying,
      env: { TZ: 'UTC' },
      resourceLimits: { maxOldGenerationSizeMb: 1_024 },
    });
    const timer = setTimeout(() => {
      reject(new Error('the sheets took too long'));
      void thread.terminate();
    }, WITHIN_MS);
    thread.once('message', (laid: Uint8Array) => resolve(laid));
    thread.once('error', reject);
    thread.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the thread ended without an answer'));
    });
  });
}

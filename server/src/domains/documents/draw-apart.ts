/**
 * Draws in a thread of its own: a page is a good tenth of a second of work, and nobody who waits for an answer shall wait for it. The
 * thread comes with the first page, goes when there was none for a while, and one that died takes only the pages it was at with it.
 */
import { Worker } from 'node:worker_threads';
import { minuteMs } from '@parley/contract/values/time.ts';
import type { DocumentContent } from './document-content.ts';
import type { Paper } from './draw-document.ts';
import type { Printed } from './draw-together.ts';

export interface ToDraw {
  readonly id: number;
  readonly content: unknown;
  readonly paper: Paper;
}
export type Drawn = { readonly id: number; readonly bytes: Uint8Array } | { readonly id: number; readonly failure: string };

/** One paper, or several in one file. */
export type Draw = (content: DocumentContent | readonly Printed[], paper: Paper) => Promise<Buffer>;

interface Waiting {
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (error: Error) => void;
}

export function createDrawing(): Draw {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let leave: NodeJS.Timeout | undefined;
  let count = 0;

  function start(): Worker {
    const started = new Worker(new URL('./draw-thread.ts', import.meta.url));
    started.on('message', (drawn: Drawn) => {
      const asked = waiting.get(drawn.id);
      waiting.delete(drawn.id);
      if ('bytes' in drawn) asked?.resolve(Buffer.from(drawn.bytes));
      else asked?.reject(new Error(`a document could not be drawn: ${drawn.failure}`));
      if (waiting.size === 0) rest(started);
    });
    const end = (error: Error): void => {
      if (thread !== started) return;
      thread = undefined;
      for (const asked of waiting.values()) asked.reject(error);
      waiting.clear();
    };
    started.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
    started.on('exit', () => end(new Error('the drawing thread ended')));
    return started;
  }

  /** An idle thread keeps no process alive, and gives its memory back after a minute. */
  function rest(idle: Worker): void {
    idle.unref();
    leave = setTimeout(() => {
      if (thread === idle && waiting.size === 0) thread = undefined;
      void idle.terminate();
    }, minuteMs);
    leave.unref();
  }

  return (content, paper) =>
    new Promise((resolve, reject) => {
      clearTimeout(leave);
      thread ??= start();
      thread.ref();
      count += 1;
      waiting.set(count, { resolve, reject });
      thread.postMessage({ id: count, content, paper } satisfies ToDraw, []);
    });
}

/** Where a stand-in keeps its one document: a file that is always whole, or memory. It must never know what is in the document. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SimulatorState } from './simulator.port.ts';

/** Kept only as long as the process; what is loaded is a copy. */
export function memoryState(initial?: unknown): SimulatorState {
  let document = initial;
  return {
    load: async () => (document === undefined ? undefined : JSON.parse(JSON.stringify(document))),
    save: (next) => {
      document = next;
    },
    flush: async () => {},
  };
}

/**
 * One JSON file, written beside and renamed, at most once every `debounceMs`. A document may carry `toJSON`: it is then built when it
 * is written, not when it is given, which keeps `save` cheap. A missing file loads as undefined; an unreadable one throws.
 */
export function fileState(path: string, { debounceMs = 250 }: { readonly debounceMs?: number } = {}): SimulatorState {
  let waiting: { readonly document: unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const writeWaiting = async (before: Promise<void>): Promise<void> => {
    // A failed write must not stop the next one.
    await before.catch(() => {});
    if (!waiting) return;
    const text = JSON.stringify(waiting.document);
    waiting = undefined;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.tmp`, text);
    await rename(`${path}.tmp`, path);
  };
  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writeWaiting(writing);
    return writing;
  };

  return {
    load: async () => {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : JSON.parse(text);
    },
    save: (document) => {
      waiting = { document };
      timer ??= setTimeout(() => {
        // A full disk must not end the process; whoever flushes learns of it.
        write().catch(() => {});
      }, debounceMs).unref();
    },
    flush: write,
  };
}

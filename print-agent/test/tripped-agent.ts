/**
 * The true agent in a process of its own that ends itself with SIGKILL at one chosen step: before or after any question to the server,
 * any word of the print system, any line of the journal, in the middle of a line, and between two copies. Started by the kill rounds.
 */
import { appendFileSync, readdirSync } from 'node:fs';
import { runAgent } from '../src/agent.ts';
import { type Backend, createBackend } from '../src/backend.client.ts';
import { openBook } from '../src/book.ts';
import { openJournal, writeLine } from '../src/journal.ts';
import { createFolderPrinter } from '../src/printers/folder.ts';
import type { Printer } from '../src/printers/printer.port.ts';

const [stateFolder = '', url = '', folder = '', printer = '', last = '0'] = process.argv.slice(2);
/** Steps are counted down; zero never comes when the number is negative. */
let left = Number(last);

function trip(): void {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

/** Trips before and after each call. */
function wired<T extends object>(target: T, names: readonly (keyof T)[]): T {
  const wrapped = { ...target };
  for (const name of names) {
    const real = target[name];
    if (typeof real !== 'function') continue;
    const call = async (...args: readonly unknown[]): Promise<unknown> => {
      trip();
      const value: unknown = await Reflect.apply(real, target, args);
      trip();
      return value;
    };
    Object.assign(wrapped, { [name]: call });
  }
  return wrapped;
}

function wiredPrinter(): Printer {
  const real = createFolderPrinter({ folder });
  const send: Printer['send'] = async (reference, work) => {
    let seen = 0;
    let isSending = true;
    // One step for each file that appears while the real one works.
    const look = (): void => {
      const now = readdirSync(folder).filter((name) => name.includes(work.key)).length;
      if (now > seen) trip();
      seen = now;
      if (isSending) setImmediate(look);
    };
    look();
    try {
      await real.send(reference, work);
    } finally {
      isSending = false;
    }
  };
  return wired({ ...real, send }, ['open', 'send', 'look', 'recall']);
}

const backend: Backend = wired(createBackend({ url, apiKey: 'key-of-the-agent' }), ['claim', 'heartbeat', 'status', 'download']);
await runAgent(
  {
    stateFolder,
    backend,
    openBook: () =>
      openBook(stateFolder, (path, keep) => {
        const journal = openJournal(path, keep);
        return {
          append(line) {
            trip();
            const text = writeLine(line);
            if (left === 1) appendFileSync(path, text.slice(0, 1 + (text.length >> 1)));
            trip();
            journal.append(line);
            trip();
          },
          close: journal.close,
        };
      }),
    printers: [{ name: printer, printer: wiredPrinter() }],
    pollSeconds: 1,
    leaseSeconds: 15,
    lookMs: 20,
    version: '0',
    say: (line) => void process.stdout.write(`${line}\n`),
  },
  new AbortController().signal,
);

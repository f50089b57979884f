/**
 * The computer beside the sandbox's printer, as a thread that can lose its power: the true print agent with the tray as its printer.
 * Ends with the program that started it.
 */
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { runAgent } from '../../../../../print-agent/src/agent.ts';
import { createBackend } from '../../../../../print-agent/src/backend.client.ts';
import { openBook } from '../../../../../print-agent/src/book.ts';
import { readConfig } from '../../../../../print-agent/src/config.ts';
import { version } from '../../../../../print-agent/src/version.ts';
import { createTrayPrinter } from './tray-printer.ts';

const stop = new AbortController();
// The one thing it is ever told: to stop.
parentPort?.once('message', () => stop.abort());

const config = readConfig(process.argv[2] ?? '');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = dirname(config.path);
await runAgent(
  {
    stateFolder: config.stateFolder,
    backend: createBackend({ url: config.backend_url, apiKey: config.api_key }),
    openBook: () => openBook(config.stateFolder),
    printers: [{ name: config.printer_name, printer: createTrayPrinter({ folder, say }) }],
    pollSeconds: config.poll_timeout,
    leaseSeconds: config.lease_seconds,
    lookMs: config.look_seconds * 1_000,
    version,
    say,
  },
  stop.signal,
);
parentPort?.close();

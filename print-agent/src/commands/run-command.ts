/** `run`: the agent itself, until it is told to end. Asks the operator in the terminal where there is one. */
import { runAgent } from '../agent.ts';
import { askOperator } from '../ask-operator.ts';
import { createBackend } from '../backend.client.ts';
import { openBook } from '../book.ts';
import type { AgentConfig } from '../config.ts';
import { printerOf } from '../printers/choose-printer.ts';
import { plainText } from '../printers/plain-text.ts';
import { AlreadyRunning } from '../sole-run.ts';
import { version } from '../version.ts';

/** Answers the exit code. */
export async function runCommand(config: AgentConfig): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  const say = (line: string): void => void process.stdout.write(`${new Date().toISOString()} ${plainText(line)}\n`);
  // A window that was closed or a pipe that ended must not take the running job along.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  say(`print agent ${version} for ${config.backend_url}: ${config.lanes.map((lane) => lane.name).join(', ')}`);
  try {
    await runAgent(
      {
        stateFolder: config.stateFolder,
        backend: createBackend({ url: config.backend_url, apiKey: config.api_key }),
        openBook: () => openBook(config.stateFolder),
        printers: config.lanes.map((lane) => ({ name: lane.name, printer: printerOf(config, lane) })),
        pollSeconds: config.poll_timeout,
        leaseSeconds: config.lease_seconds,
        lookMs: config.look_seconds * 1_000,
        version,
        say,
        ...(process.stdin.isTTY ? { ask: (doubts, until) => askOperator(doubts, until, process) } : {}),
      },
      stop.signal,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

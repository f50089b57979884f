/** `run`: the agent itself, until it is told to end. Asks the operator in the terminal where there is one. */
import { createInterface } from 'node:readline/promises';
import { runAgent } from '../agent.ts';
import { createBackend } from '../backend.client.ts';
import { openBook } from '../book.ts';
import type { AgentConfig } from '../config.ts';
import { AlreadyRunning } from '../control.ts';
import type { Doubts } from '../doubts.ts';
import { pause } from '../pace.ts';
import { printerOf } from '../printers/choose-printer.ts';
import { version } from '../version.ts';

/** Answers the exit code. */
export async function runCommand(config: AgentConfig): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  const say = (line: string): void => void process.stdout.write(`${new Date().toISOString()} ${line}\n`);
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
        ...(process.stdin.isTTY ? { ask: askInTerminal } : {}),
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

async function askInTerminal(doubts: Doubts, stop: AbortSignal): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl+C reaches the reader first.
  terminal.on('SIGINT', () => process.emit('SIGINT'));
  stop.addEventListener('abort', () => terminal.close(), { once: true });
  for (;;) {
    const [question] = doubts.open().filter((record) => record.step === 'reported');
    if (question) {
      const { title, ticket, id } = question.job;
      const said = await terminal.question(
        `\n${title} (${ticket.copies} copies): nobody can tell whether it came out. Look at the printer.\nDid all of it come out? [y]es / print it [a]gain: `,
        { signal: stop },
      );
      const answer = /^\s*y/i.test(said) ? 'printed' : /^\s*a/i.test(said) ? 'again' : undefined;
      if (answer) process.stdout.write(`${await doubts.answer(id, answer)}\n`);
    }
    await pause(1_000, stop);
  }
}

/** Asks whoever sits at the terminal how jobs in doubt ended. Without them it is the dashboard's question: the agent goes on either way. */
import { createInterface } from 'node:readline/promises';
import type { Doubts } from './doubts.ts';
import { pause, Stopped } from './pace.ts';
import { plainText } from './printers/plain-text.ts';

export interface Terminal {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
}

const LOOK_EVERY_MS = 1_000;

/** Throws Stopped when the agent ends; returns when the terminal is closed to us. */
export async function askOperator(
  doubts: Pick<Doubts, 'open' | 'answer'>,
  stop: AbortSignal,
  { stdin, stdout }: Terminal,
  lookEveryMs: number = LOOK_EVERY_MS,
): Promise<void> {
  const closed = new AbortController();
  const terminal = createInterface({ input: stdin, output: stdout });
  // Ctrl+C reaches the reader first.
  terminal.on('SIGINT', () => process.emit('SIGINT'));
  terminal.on('close', () => closed.abort());
  const signal = AbortSignal.any([stop, closed.signal]);
  try {
    for (;;) {
      const [question] = doubts.open().filter((record) => record.step === 'reported');
      if (question) {
        const { title, ticket, id } = question.job;
        const said = await terminal.question(
          `\n${plainText(title)} (${ticket.copies} copies): nobody can tell whether it came out. Look at the printer.\nDid all of it come out? [y]es / print it [a]gain: `,
          { signal },
        );
        const answer = /^\s*y/i.test(said) ? 'printed' : /^\s*a/i.test(said) ? 'again' : undefined;
        if (answer) stdout.write(`${plainText(await doubts.answer(id, answer))}\n`);
      }
      await pause(lookEveryMs, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    if (stop.aborted) throw new Stopped('stopping');
  } finally {
    terminal.close();
  }
}

/** Puts the agent together: a lane for each printer, the reporter of their states, the open questions. Knows every room, decides nothing. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from './backend.client.ts';
import type { Book } from './book.ts';
import { openControl } from './control.ts';
import { createDoubts, type Doubts } from './doubts.ts';
import { createLane } from './lane.ts';
import { Stopped } from './pace.ts';
import type { Printer } from './printers/printer.port.ts';
import { keyOf } from './record.ts';
import { statusOf } from './status.ts';
import { type Watch, watchPrinters } from './watch-printers.ts';

export interface AgentDeps {
  readonly stateFolder: string;
  readonly backend: Backend;
  /** Called once no other agent can have it open. */
  readonly openBook: () => Book;
  readonly printers: readonly { readonly name: string; readonly printer: Printer }[];
  readonly pollSeconds: number;
  readonly leaseSeconds: number;
  readonly lookMs: number;
  readonly version: string;
  readonly say: (line: string) => void;
  /** Asks the operator where one sits at the screen. */
  readonly ask?: (doubts: Doubts, stop: AbortSignal) => Promise<void>;
}

/** Runs until it is stopped. Throws AlreadyRunning where another agent uses the same folder. */
export async function runAgent(deps: AgentDeps, stop: AbortSignal): Promise<void> {
  const workFolder = join(deps.stateFolder, 'work');
  mkdirSync(workFolder, { recursive: true, mode: 0o700 });
  const watch = watchPrinters(deps);
  const hold: { book?: Book; doubts?: Doubts } = {};
  const control = await openControl(deps.stateFolder, {
    status: () => statusOf(hold.book ?? { openQuestions: () => [], recent: () => [] }, watch),
    answer: async (job, answer) => (hold.doubts ? hold.doubts.answer(job, answer) : 'The agent is starting.'),
  });
  try {
    const book = deps.openBook();
    hold.book = book;
    hold.doubts = createDoubts({ backend: deps.backend, book });
    dropStrayFiles(workFolder, book);
    await giveUpOnGonePrinters(deps, book);
    await runParts({ ...deps, book, workFolder, watch, doubts: hold.doubts }, stop);
  } finally {
    await control.close();
    hold.book?.close();
    deps.say('stopped');
  }
}

interface Parts extends AgentDeps {
  readonly book: Book;
  readonly workFolder: string;
  readonly watch: Watch;
  readonly doubts: Doubts;
}

async function runParts({ watch, doubts, printers, ...deps }: Parts, stop: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const either = AbortSignal.any([stop, ended.signal]);
  const parts = [
    watch.run(either),
    doubts.run(either),
    ...(deps.ask ? [deps.ask(doubts, either)] : []),
    ...printers.map(({ name, printer }) => createLane({ ...deps, name, printer, mayWork: () => watch.mayWork(name) }).run(either)),
  ];
  // One part that fails takes the others along: half an agent would look like a whole one.
  for (const part of parts) part.catch(() => ended.abort());
  const results = await Promise.allSettled(parts);
  const failure = results.find((result) => result.status === 'rejected' && !(result.reason instanceof Stopped));
  if (failure?.status === 'rejected') throw failure.reason;
}

/** Of claims that are settled: customers' files do not stay. */
function dropStrayFiles(workFolder: string, book: Book): void {
  const needed = new Set(book.unfinished().map((record) => `${keyOf(record.job)}.pdf`));
  for (const name of readdirSync(workFolder)) if (!needed.has(name)) rmSync(join(workFolder, name), { force: true });
}

/** A printer that was taken out of the settings cannot be asked how its job ended. */
async function giveUpOnGonePrinters({ printers, backend, say }: AgentDeps, book: Book): Promise<void> {
  const names = new Set(printers.map((each) => each.name));
  for (const record of book.unfinished()) {
    if (names.has(record.printer) || record.ending) continue;
    const reason = `This computer does not serve ${record.printer} any more.`;
    const isOut = record.reference !== undefined;
    book.write(record.key, { step: 'done', outcome: isOut ? 'unknown' : 'returned', reason });
    const told = await backend.status(record.job.id, { status: isOut ? 'unknown' : 'queued', lease: record.job.lease, reason });
    book.write(record.key, { step: 'reported', accepted: told.is === 'ok' });
    say(`${record.job.title}: ${reason}`);
  }
}

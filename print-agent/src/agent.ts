/** Puts the agent together: a lane for each printer, the reporter of their states, the open questions. Knows every room, decides nothing. */
import { setMaxListeners } from 'node:events';
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
import { reportEnding } from './report-ending.ts';
import { runAlone } from './sole-run.ts';
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
  const alone = await runAlone(deps.stateFolder);
  try {
    await runAsTheOne({ ...deps, workFolder }, stop);
  } finally {
    await alone.release();
    deps.say('stopped');
  }
}

async function runAsTheOne(deps: AgentDeps & { readonly workFolder: string }, stop: AbortSignal): Promise<void> {
  const { workFolder } = deps;
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
    await runParts({ ...deps, book, workFolder, watch, doubts: hold.doubts }, stop);
  } finally {
    await control.close();
    hold.book?.close();
  }
}

interface Parts extends AgentDeps {
  readonly book: Book;
  readonly workFolder: string;
  readonly watch: Watch;
  readonly doubts: Doubts;
}

async function runParts(all: Parts, stop: AbortSignal): Promise<void> {
  const { watch, doubts, printers, ...deps } = all;
  const ended = new AbortController();
  const either = AbortSignal.any([stop, ended.signal]);
  // Every lane listens to it, and some more than once.
  setMaxListeners(0, either);
  const parts = [
    watch.run(either),
    doubts.run(either),
    settleGone(all, either),
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

/** A printer that was taken out of the settings cannot be asked how its job ended: that is written down at once, and told when it can be. */
async function settleGone({ printers, backend, book, lookMs, say }: Parts, stop: AbortSignal): Promise<void> {
  const names = new Set(printers.map((each) => each.name));
  for (const { key, printer: name, job, reference, ending, step } of book.unfinished()) {
    if (names.has(name) || step === 'reported') continue;
    const reason = `This computer does not serve ${name} any more.`;
    const settled = ending ?? { outcome: reference === undefined ? ('returned' as const) : ('unknown' as const), reason };
    if (!ending) {
      book.write(key, { step: 'done', ...settled });
      say(`${job.title}: ${reason}`);
    }
    await reportEnding({ name, backend, book, lookMs, say }, { key, job, ending: settled }, stop);
  }
}

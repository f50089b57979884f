/** The queue, its printers and agents, put together: what the composition root builds and routes call. */
import { createBell } from '../../../foundation/db/bell.ts';
import type { Database, Tx } from '../../../foundation/db/database.ts';
import { type HandledJob, handleInTx } from '../../../foundation/jobs/job.ts';
import type { AgentsDeps } from '../agents/agents-deps.ts';
import { callerOf, revokeAgent } from '../agents/know-agent.ts';
import { openPairing, pairAgent } from '../agents/pair-agent.ts';
import { createPairingGuesses } from '../agents/pairing-guesses.ts';
import { listAgents } from '../agents/print-agent.store.ts';
import { attentionOf } from '../care/attention.ts';
import { type CareDeps, lookAfter, lookAfterJob, lookSoon } from '../care/look-after.ts';
import { changePrinter, removePrinter } from '../printers/change-printer.ts';
import { listPrinters } from '../printers/printer.store.ts';
import { reportPrinters } from '../printers/report-printers.ts';
import { lookAtPrinter, watchPrinter } from '../printers/watch-printers.ts';
import { waitForJob } from './claim-job.ts';
import { lookAtLease, watchLease } from './end-leases.ts';
import { handOver } from './hand-over.ts';
import { openSheets } from './open-sheets.ts';
import { historyOf, listJobs, viewOfJob } from './print-job-list.store.ts';
import { loadsOf } from './printer-loads.store.ts';
import type { QueueDeps } from './queue-deps.ts';
import { releaseJobs } from './release-jobs.ts';
import { moveToPrinter, retryJob } from './retry-job.ts';
import { type LayDeps, layJobs } from './sheets/lay.jobs.ts';
import { createLaySheets } from './sheets/lay-apart.ts';
import { stopOrder } from './stop-order.ts';
import { takeBeat, takeWord } from './take-word.ts';

export type PrintQueue = ReturnType<typeof createPrintQueue>;
export type PrintQueueDeps = Omit<QueueDeps, 'bell'> &
  AgentsDeps &
  CareDeps & { readonly database: Database; readonly secrets: AllSecrets; readonly blobs: LayDeps['blobs'] };
type AllSecrets = QueueDeps['secrets'] & AgentsDeps['secrets'];

export function createPrintQueue(input: PrintQueueDeps) {
  const deps = { ...input, bell: createBell(), guesses: createPairingGuesses(input.clock), lay: createLaySheets() };
  return {
    ring: deps.bell.ring,
    callerOf: bind(callerOf),
    waitForJob: bind(waitForJob),
    takeBeat: bind(takeBeat),
    takeWord: bind(takeWord),
    retry: bind(retryJob),
    move: bind(moveToPrinter),
    release: bind(releaseJobs),
    handOver: bind(handOver),
    stopOrder: bind(stopOrder),
    openSheets: bind(openSheets),
    list: listJobs,
    view: viewOfJob,
    historyOf,
    /** What needs a person now; and the look that mails about it, asked for whenever something moved. */
    attention: (tx: Tx) => attentionOf(tx, input.clock.now()),
    lookAfter: bind(lookAfter),
    lookSoon: bind(lookSoon),
    printers: {
      list: listPrinters,
      loadsOf,
      report: bind(reportPrinters),
      change: bind(changePrinter),
      remove: bind(removePrinter),
    },
    agents: { list: listAgents, open: bind(openPairing), pair: bind(pairAgent), revoke: bind(revokeAgent) },
    jobs: [
      ...layJobs(deps),
      handleInTx(input.database.inTx, watchLease, (tx, { jobId }) => lookAtLease(deps, tx, jobId)),
      handleInTx(input.database.inTx, lookAfterJob, (tx) => lookAfter(deps, tx)),
      handleInTx(input.database.inTx, watchPrinter, (tx, { printerId }) => lookAtPrinter(deps, tx, printerId)),
    ] satisfies readonly HandledJob[],
  };

  function bind<A extends readonly unknown[], R>(verb: (given: typeof deps, ...rest: A) => R): (...rest: A) => R {
    return (...rest) => verb(deps, ...rest);
  }
}

/**
 * One printer's lane: takes one job after the other, from the claim to the report, and first finishes what an earlier run left behind.
 * Never hands a file over unless the server has just confirmed that the job is ours, and never twice.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimedJob } from '@parley/contract/api/printing.ts';
import { reasonOf } from './ask.ts';
import type { Backend } from './backend.client.ts';
import type { Book } from './book.ts';
import { keepLease, type Lease } from './lease.ts';
import { backoff, pause } from './pace.ts';
import type { Printer, PrintWork } from './printers/printer.port.ts';
import { type ClaimRecord, type Ending, keyOf, nextMove, resumptionOf } from './record.ts';
import { reportEnding } from './report-ending.ts';

export interface LaneDeps {
  readonly name: string;
  readonly printer: Printer;
  readonly backend: Backend;
  readonly book: Book;
  readonly workFolder: string;
  readonly pollSeconds: number;
  readonly leaseSeconds: number;
  readonly lookMs: number;
  /** Whether the printer may be given work, asked just now. */
  readonly mayWork: () => Promise<boolean>;
  /** For the operator: one plain line. */
  readonly say: (line: string) => void;
}

export interface Lane {
  /** Until it is stopped: throws Stopped then, and what is under way stays in the journal. */
  run(stop: AbortSignal): Promise<void>;
}

const TRIES_TO_LOAD = 4;

export function createLane(deps: LaneDeps): Lane {
  const { name, printer, backend, book, say } = deps;
  const fileOf = (key: string): string => join(deps.workFolder, `${key}.pdf`);
  const workOf = (key: string, job: ClaimedJob): PrintWork => ({ key, title: job.title, file: fileOf(key), ticket: job.ticket });

  async function run(stop: AbortSignal): Promise<void> {
    mkdirSync(deps.workFolder, { recursive: true, mode: 0o700 });
    for (const record of book.unfinished()) if (record.printer === name) await resume(record, stop);
    let hasty = 0;
    for (let failures = 0; ; ) {
      if (!(await deps.mayWork())) {
        await pause(Math.min(5_000, deps.lookMs * 5), stop);
        continue;
      }
      const askedAt = performance.now();
      const claim = await backend.claim({ printer: name, waitSeconds: deps.pollSeconds, leaseSeconds: deps.leaseSeconds }, stop);
      if (stop.aborted) await pause(0, stop);
      if (claim.is !== 'ok') {
        if (failures === 0) say(`${name}: no work can be asked for: ${claim.message}`);
        await pause(claim.is === 'away' && claim.retryAfterMs !== undefined ? claim.retryAfterMs : backoff(failures, deps.lookMs), stop);
        failures += 1;
        continue;
      }
      if (failures > 0) say(`${name}: the server answers again`);
      failures = 0;
      if (claim.value) {
        hasty = 0;
        await work(claim.value, stop);
      }
      // Asked to wait, it did not: whatever answers in the server's place must not be asked without end.
      else if (performance.now() - askedAt < Math.min(1_000, deps.pollSeconds * 500))
        await pause(backoff(hasty++, deps.lookMs, 15_000), stop);
      else if (deps.pollSeconds === 0) await pause(deps.lookMs, stop);
      else hasty = 0;
    }
  }

  async function work(job: ClaimedJob, stop: AbortSignal): Promise<void> {
    const key = keyOf(job);
    book.write(key, { step: 'claimed', printer: name, job });
    say(`${name}: ${job.title}, ${job.pages} pages, ${job.ticket.copies} copies`);
    const lease = keepLease(deps, job);
    try {
      const ending = (await load(key, job, lease, stop)) ?? (await print(key, job, lease, stop));
      await conclude(key, job, ending, stop);
    } finally {
      lease.stop();
    }
  }

  /** Answers an ending where the file could not be had. */
  async function load(key: string, job: ClaimedJob, lease: Lease, stop: AbortSignal): Promise<Ending | undefined> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await backend.download(job, fileOf(key), stop);
      if (stop.aborted) await pause(0, stop);
      if (answer.is === 'ok') break;
      if (answer.is === 'refused') return { outcome: 'failed', reason: `The file could not be had: ${answer.message}` };
      const reason = `The file could not be had: ${answer.message}`;
      if (lease.unwanted()) return { outcome: 'returned', reason };
      // Failed, not given back: a file that never arrives whole must not go round for ever.
      if (attempt + 1 >= TRIES_TO_LOAD) return { outcome: 'failed', reason };
      await pause(backoff(attempt, deps.lookMs, 10_000), stop);
    }
    book.write(key, { step: 'downloaded' });
    return undefined;
  }

  async function print(key: string, job: ClaimedJob, lease: Lease, stop: AbortSignal): Promise<Ending> {
    const work = workOf(key, job);
    const refusal = await gate(job, lease);
    if (refusal) return refusal;
    let reference: string;
    try {
      reference = await printer.open(work);
    } catch (error) {
      return { outcome: 'failed', reason: `The print system did not take it: ${reasonOf(error)}` };
    }
    book.write(key, { step: 'submitting', reference });
    // The last moment: between the server's word and here the computer may have slept.
    if (!lease.isSure() || lease.unwanted()) return withdraw(reference, work, lease, stop);
    const handedOver = await handOver(reference, work);
    return follow(reference, work, lease, handedOver, stop);
  }

  async function handOver(reference: string, work: PrintWork): Promise<boolean> {
    try {
      await printer.send(reference, work);
    } catch (error) {
      say(`${name}: handing over ${work.title} was cut off: ${reasonOf(error)}`);
      return false;
    }
    book.write(work.key, { step: 'submitted' });
    return true;
  }

  /** Nothing was handed over, whatever the print system may know. */
  async function withdraw(reference: string, work: PrintWork, lease: Lease, stop: AbortSignal): Promise<Ending> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        await printer.recall(reference, work, false);
        break;
      } catch {
        await pause(backoff(attempt, deps.lookMs), stop);
      }
    }
    if (lease.unwanted() === 'cancelled') return { outcome: 'cancelled' };
    return { outcome: 'returned', reason: 'The claim ended before anything was printed.' };
  }

  /** From the server's yes on, a lease that runs out makes it ask a person instead of giving the job to somebody else. */
  async function gate(job: ClaimedJob, lease: Lease): Promise<Ending | undefined> {
    const held = await lease.renew();
    if (lease.unwanted() === 'cancelled') return { outcome: 'cancelled', reason: 'Nothing was handed to the printer.' };
    if (!held) return { outcome: 'returned', reason: 'The claim ended before anything was printed.' };
    const told = await backend.status(job.id, { status: 'printing', lease: job.lease });
    return told.is === 'ok' ? undefined : { outcome: 'returned', reason: `The server did not let it begin: ${told.message}` };
  }

  async function follow(reference: string, work: PrintWork, lease: Lease, handedOver: boolean, stop: AbortSignal): Promise<Ending> {
    for (let failures = 0; ; ) {
      try {
        let paper = await printer.look(reference, work, handedOver);
        const unwanted = lease.unwanted();
        if (paper.is === 'unsent' || nextMove(paper, unwanted).do === 'recall') {
          const before = paper.is;
          paper = await printer.recall(reference, work, handedOver);
          // Our own doing, and nobody else's.
          if (before === 'unsent' && paper.is === 'cancelled') paper = { is: 'unsent' };
        }
        lease.count(paper.sides);
        const move = nextMove(paper, unwanted);
        if (move.do === 'end') return move.ending;
        failures = 0;
      } catch (error) {
        if (failures === 0) say(`${name}: the print system cannot be asked: ${reasonOf(error)}`);
        failures += 1;
      }
      await pause(failures === 0 ? deps.lookMs : backoff(failures, deps.lookMs, 15_000), stop);
    }
  }

  async function conclude(key: string, job: ClaimedJob, ending: Ending, stop: AbortSignal): Promise<void> {
    book.write(key, { step: 'done', ...ending });
    rmSync(fileOf(key), { force: true });
    const because = ending.reason === undefined ? '' : ` (${ending.reason})`;
    say(`${name}: ${job.title}: ${ending.outcome}${because}`);
    await reportEnding(deps, { key, job, ending }, stop);
  }

  async function resume(record: ClaimRecord, stop: AbortSignal): Promise<void> {
    const { key, job } = record;
    const next = resumptionOf(record, false);
    if (next === 'report' && record.ending) return reportEnding(deps, { key, job, ending: record.ending }, stop);
    if (next === 'return') return conclude(key, job, { outcome: 'returned', reason: 'The agent was interrupted before it printed.' }, stop);
    if (next !== 'look' || record.reference === undefined) return undefined;
    say(`${name}: looking what became of ${job.title}`);
    const lease = keepLease(deps, job);
    try {
      await lease.renew();
      const ending = await follow(record.reference, workOf(key, job), lease, record.step === 'submitted', stop);
      return await conclude(key, job, ending, stop);
    } finally {
      lease.stop();
    }
  }

  return { run };
}

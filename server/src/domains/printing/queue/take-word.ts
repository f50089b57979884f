/**
 * Whose word about a job it is: the report of whoever holds it, or a decision of staff. A paired agent names its lease; a program that
 * claimed with a key of the merchant's own need not.
 */
import type { printStatusChange } from '@parley/contract/api/printing.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { type Decision, decideJob } from './decide-job.ts';
import { jobById } from './print-job.store.ts';
import type { JobRow } from './print-job.ts';
import type { Caller, QueueDeps } from './queue-deps.ts';
import { type Beat, beat, reportJob } from './report-job.ts';

export interface Word {
  readonly job: JobRow;
  /** Staff decided it: for the audit. */
  readonly isDecision: boolean;
}

/** Refuses like `reportJob` and `decideJob`. */
export async function takeWord(
  deps: QueueDeps,
  tx: Tx,
  caller: Caller,
  id: string,
  { lease, ...word }: z.infer<typeof printStatusChange>,
): Promise<Result<Word>> {
  const held = lease ?? (word.status === 'cancelled' ? undefined : await leaseOfNoAgent(tx, caller, id));
  if (held === undefined && caller.agentId !== undefined) return withoutLease();
  const said =
    held === undefined
      ? await decideJob(deps, tx, caller, id, word satisfies Decision)
      : await reportJob(deps, tx, caller, id, { ...word, lease: held });
  return said.ok ? ok({ job: said.value, isDecision: held === undefined }) : said;
}

/** Refuses like `beat`. */
export async function takeBeat(
  deps: Pick<QueueDeps, 'clock'>,
  tx: Tx,
  caller: Caller,
  id: string,
  { lease, ...input }: Omit<Beat, 'lease'> & { readonly lease: string | undefined },
): ReturnType<typeof beat> {
  const held = lease ?? (await leaseOfNoAgent(tx, caller, id));
  if (held !== undefined) return beat(deps, tx, id, { ...input, lease: held });
  return (await jobById(tx, id)) ? withoutLease() : refuse('print_job.not_found');
}

async function leaseOfNoAgent(tx: Tx, caller: Caller, id: string): Promise<string | undefined> {
  if (caller.agentId !== undefined) return undefined;
  const job = await jobById(tx, id);
  return job?.state === 'printing' && job.leasedUntil !== undefined && job.leaseAgentId === undefined ? job.leaseId : undefined;
}

function withoutLease() {
  return refuse('print_job.lease_lost', { message: 'Say which lease this is about.' });
}

/** Tells the server how a job ended, until it has heard: now, when it is back, or after the next start. Says nothing that is not in the journal. */
import type { ClaimedJob } from '@parley/contract/api/printing.ts';
import type { Backend } from './backend.client.ts';
import type { Book } from './book.ts';
import { backoff, pause } from './pace.ts';
import { type Ending, reportOf } from './record.ts';

export interface ReportDeps {
  /** The printer's. */
  readonly name: string;
  readonly backend: Pick<Backend, 'status'>;
  readonly book: Book;
  readonly lookMs: number;
  readonly say: (line: string) => void;
}

export async function reportEnding(
  { name, backend, book, lookMs, say }: ReportDeps,
  { key, job, ending }: { readonly key: string; readonly job: ClaimedJob; readonly ending: Ending },
  stop: AbortSignal,
): Promise<void> {
  let begun = book.find(key)?.reference !== undefined;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await backend.status(job.id, reportOf(ending, job.lease, begun));
    if (answer.is === 'refused' && answer.status === 409 && ending.outcome === 'returned' && !begun) {
      // The server may have been told that it begins, just before the power went.
      begun = true;
      continue;
    }
    // A key that was taken back says nothing about the job: paired again, it may still be reported.
    const isFinal = answer.is === 'ok' || (answer.is === 'refused' && answer.status !== 401 && answer.status !== 403);
    if (isFinal) {
      if (answer.is === 'refused') say(`${name}: ${job.title}: the server did not take "${ending.outcome}": ${answer.message}`);
      book.write(key, { step: 'reported', accepted: answer.is === 'ok' });
      return;
    }
    if (attempt === 0) say(`${name}: ${job.title} cannot be reported yet: ${answer.message}`);
    await pause(answer.is === 'away' && answer.retryAfterMs !== undefined ? answer.retryAfterMs : backoff(attempt, lookMs), stop);
  }
}

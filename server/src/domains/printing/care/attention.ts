/** What of the print shop waits for a person, for the board and the first page. Reads only. */
import type { PrintAttention } from '@parley/contract/api/printing.ts';
import { after, dayMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { everyPrinter } from '../printers/printer.store.ts';
import type { Wrong } from './trouble.ts';
import { whatIsWrong } from './what-is-wrong.ts';

const MOST = 50;

/** Those that most people wait for first. A printer that is away since yesterday, and that nobody waits for, is put aside. */
export async function attentionOf(tx: Tx, now: Date): Promise<readonly PrintAttention[]> {
  const wrong = await whatIsWrong(tx, now);
  const seen = new Map((await everyPrinter(tx)).map((each) => [each.id, each.lastSeenAt]));
  const isPutAside = ({ kind, word, jobs, subjectId }: Wrong): boolean => {
    const lastSeenAt = seen.get(subjectId);
    return kind === 'printer' && word === 'offline' && jobs === 0 && (lastSeenAt === undefined || after(lastSeenAt, dayMs) <= now);
  };
  return wrong
    .filter((each) => !isPutAside(each))
    .toSorted((a, b) => b.customers - a.customers || a.since.getTime() - b.since.getTime())
    .slice(0, MOST)
    .map((each) => ({
      trouble: each.word,
      printer: each.printer ?? null,
      job: each.job ?? null,
      detail: each.detail ?? null,
      since: each.since.toISOString(),
      waiting_jobs: each.jobs,
      waiting_customers: each.customers,
    }));
}

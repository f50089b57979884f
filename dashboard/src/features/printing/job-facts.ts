/** How a job is said in short: its pages times its copies, the moment that counts, why it failed. Pure but for the words it is given. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import type { Say } from '../../speech/speech.ts';
import type { printingWords } from './printing-words.ts';

type Words = keyof (typeof printingWords)['en'];

/** `12 pages × 2` */
export function amountOf(job: Pick<PrintJobView, 'file' | 'ticket' | 'sheets'>, say: Say<Words>): string {
  const pages = say('pages', { n: job.file.pages ?? 0 });
  return job.ticket.copies > 1 ? `${pages} × ${job.ticket.copies}` : pages;
}

/** Since when it stands where it stands. */
export function sinceOf(job: Pick<PrintJobView, 'status' | 'created_at' | 'queued_at' | 'started_at' | 'ended_at'>): string {
  if (job.status === 'printing' || job.status === 'unknown') return job.started_at ?? job.queued_at ?? job.created_at;
  if (job.status === 'queued') return job.queued_at ?? job.created_at;
  return job.ended_at ?? job.created_at;
}

const known = ['failed', 'file_gone', 'stopped_at_printer', 'agents_lost', 'sheets_failed'] as const;

/** Our own codes in words; what a printer says stays as it says it. */
export function failureOf(failure: string, say: Say<Words>): string {
  const code = known.find((each) => each === failure);
  return code === undefined ? failure : say(`failure_${code}`);
}

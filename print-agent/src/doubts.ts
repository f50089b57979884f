/** Jobs of which nobody can tell whether paper came out: the operator is asked, here or on the dashboard, and the first answer counts. */
import type { Backend } from './backend.client.ts';
import type { Book } from './book.ts';
import { pause } from './pace.ts';
import type { ClaimRecord } from './record.ts';

export type OperatorAnswer = 'printed' | 'again';

export interface Doubts {
  open(): readonly ClaimRecord[];
  /** Answers a line for the operator. */
  answer(jobId: string, answer: OperatorAnswer): Promise<string>;
  /** Looks now and then whether somebody answered on the dashboard. */
  run(stop: AbortSignal): Promise<void>;
}

const LOOK_EVERY_MS = 20_000;

export function createDoubts({ backend, book }: { readonly backend: Backend; readonly book: Book }): Doubts {
  /** Undefined: the server cannot be asked. */
  async function isStillAsked(record: ClaimRecord): Promise<boolean | undefined> {
    const known = await backend.jobState(record.job.id);
    if (known.is === 'away') return undefined;
    if (known.is === 'refused') return known.status !== 404;
    return known.value.status === 'unknown' && known.value.attempt === record.job.attempt;
  }

  async function answer(jobId: string, said: OperatorAnswer): Promise<string> {
    const asked = book.openQuestions().filter((each) => each.job.id.startsWith(jobId));
    const record = asked.at(-1);
    if (!record) return `Nothing is asked about ${jobId}.`;
    // Jobs of one minute begin alike: the wrong one would be printed twice, or never.
    if (asked.some((each) => each.job.id !== record.job.id))
      return `Several jobs begin with ${jobId}: write more of the one that is meant.`;
    const { title } = record.job;
    // While the doubt itself is not reported yet, an answer would be overtaken by it.
    if (record.step !== 'reported') return `${title}: the server has not heard of the doubt yet. Try again in a moment.`;
    const isAsked = await isStillAsked(record);
    if (isAsked === undefined) return `${title}: the server cannot be reached. Try again in a moment.`;
    if (!isAsked) {
      book.write(record.key, { step: 'answered', answer: 'elsewhere' });
      return `${title}: it was answered already.`;
    }
    const status = said === 'printed' ? 'printed' : 'queued';
    const told = await backend.status(record.job.id, {
      status,
      lease: record.job.lease,
      reason: 'The operator said so at the shop’s computer.',
    });
    if (told.is !== 'ok') return `${title}: the server did not take the answer: ${told.message}`;
    book.write(record.key, { step: 'answered', answer: said });
    return said === 'printed' ? `${title}: noted as printed.` : `${title}: it will be printed again.`;
  }

  async function run(stop: AbortSignal): Promise<void> {
    for (;;) {
      for (const record of book.openQuestions())
        if (record.step === 'reported' && (await isStillAsked(record)) === false)
          book.write(record.key, { step: 'answered', answer: 'elsewhere' });
      await pause(LOOK_EVERY_MS, stop);
    }
  }

  return { open: () => book.openQuestions(), answer, run };
}

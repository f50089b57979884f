/** What needs a person at the printers, as sentences with the way to mend it: on the board, on the first page, and said when it begins. */
import type { PrintAttention } from '@parley/contract/api/printing.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { Say } from '../../speech/speech.ts';
import { useWords } from '../../speech/speech.ts';
import { careWords } from './care-words.ts';
import { attentionQuery } from './printing-queries.ts';

type Words = Say<keyof (typeof careWords)['en']>;

/** The same trouble has the same one, as long as it lasts. */
export const keyOf = ({ trouble, printer, job }: PrintAttention): string => [trouble, printer?.id, job?.id].join(' ');

/** `Counter: out of paper, 3 jobs wait` */
export function sentenceOf(each: PrintAttention, say: Words): string {
  const n = each.waiting_jobs;
  const what = say(`t_${each.trouble}`, { printer: each.printer?.name ?? '', file: each.job?.name ?? '', n });
  if (each.trouble === 'unanswered' || each.trouble === 'no_printer' || each.trouble === 'no_fit') return what;
  return n > 0 ? `${what}, ${say('waits', { n })}` : what;
}

function Way({ trouble, job }: PrintAttention) {
  const say = useWords(careWords);
  const style = 'shrink-0 font-medium text-leaf hover:underline';
  if (trouble === 'unanswered')
    return (
      <Link to="/print/jobs/$id" params={{ id: job?.id ?? '' }} className={style}>
        {say('answer')}
      </Link>
    );
  if (trouble === 'no_fit')
    return (
      <Link to="/print/jobs" search={{ status: 'queued' }} className={style}>
        {say('see_board')}
      </Link>
    );
  return (
    <Link to="/print/printers" className={style}>
      {say(trouble === 'no_printer' ? 'pair' : 'see_printer')}
    </Link>
  );
}

/** Lines of a list that stands elsewhere. */
export function AttentionLines({ items }: { readonly items: readonly PrintAttention[] }) {
  const say = useWords(careWords);
  return items.map((each) => (
    <li key={keyOf(each)} className="flex items-start justify-between gap-3">
      <span className="min-w-0 break-words">
        {sentenceOf(each, say)}
        {each.detail !== null && <span className="block text-sm text-ink-2">{each.detail}</span>}
      </span>
      <Way {...each} />
    </li>
  ));
}

/** Above the board; nothing where all is well. */
export function AttentionBanner() {
  const say = useWords(careWords);
  const { data = [] } = useQuery(attentionQuery);
  return (
    <section aria-live="polite" aria-label={say('title')}>
      {data.length > 0 && (
        <div className="flex gap-3 rounded-lg border border-line bg-turmeric-soft px-4 py-3">
          <TriangleAlert size={18} aria-hidden="true" className="mt-0.5 shrink-0 text-turmeric" />
          <ul className="flex min-w-0 grow flex-col gap-2">
            <AttentionLines items={data} />
          </ul>
        </div>
      )}
    </section>
  );
}

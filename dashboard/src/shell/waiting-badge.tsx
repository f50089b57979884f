/** How many wait, beside the place they wait at. */
import { useWords } from '../speech/speech.ts';
import { shellWords } from './shell-words.ts';

const MOST = 99;

export function WaitingBadge({ count }: { readonly count: number }) {
  const say = useWords(shellWords);
  if (count === 0) return null;
  return (
    <span className="inline-block min-w-5 rounded-full bg-turmeric-soft px-1.5 text-center text-xs font-semibold text-turmeric tabular-nums">
      <span aria-hidden="true">{count > MOST ? `${MOST}+` : count}</span>
      <span className="sr-only">{say('waiting', { n: count })}</span>
    </span>
  );
}

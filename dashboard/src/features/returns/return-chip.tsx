/** How far a return is, in a word. */
import { useWords } from '../../speech/speech.ts';
import { StatusChip, type Tone } from '../../ui/status-chip.tsx';
import type { ReturnState } from './returns-search.ts';
import { returnsWords } from './returns-words.ts';

const tones: Readonly<Record<ReturnState, Tone>> = {
  asked: 'attention',
  approved: 'info',
  receiving: 'info',
  received: 'attention',
  refunded: 'good',
  declined: 'quiet',
  closed: 'quiet',
};

export function ReturnChip({ state }: { readonly state: ReturnState }) {
  const say = useWords(returnsWords);
  return <StatusChip tone={tones[state]}>{say(state)}</StatusChip>;
}

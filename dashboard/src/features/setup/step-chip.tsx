/** How a step stands, in a word. */
import { useWords } from '../../speech/speech.ts';
import { StatusChip, type Tone } from '../../ui/status-chip.tsx';
import type { StepState } from './setup-progress.ts';
import { setupWords } from './setup-words.ts';

const tones: Readonly<Record<StepState, Tone>> = { done: 'good', skipped: 'quiet', failing: 'bad', open: 'quiet' };

export function StepChip({ state }: { readonly state: StepState }) {
  const say = useWords(setupWords);
  return <StatusChip tone={tones[state]}>{say(`state_${state}`)}</StatusChip>;
}

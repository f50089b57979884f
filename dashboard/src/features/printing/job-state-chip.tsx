/** The state of a print job as a chip. */
import { useWords } from '../../speech/speech.ts';
import { StatusChip } from '../../ui/status-chip.tsx';
import { type PrintJobState, toneOf } from './job-states.ts';
import { printingWords } from './printing-words.ts';

export function JobStateChip({ status }: { readonly status: PrintJobState }) {
  const say = useWords(printingWords);
  return <StatusChip tone={toneOf[status]}>{say(`state_${status}`)}</StatusChip>;
}

/** The state of a print job as a chip; a printed one says whether the customer has it. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { useWords } from '../../speech/speech.ts';
import { StatusChip } from '../../ui/status-chip.tsx';
import { toneOf } from './job-states.ts';
import { printingWords } from './printing-words.ts';

export function JobStateChip({ job }: { readonly job: Pick<PrintJobView, 'status' | 'handed_over'> }) {
  const say = useWords(printingWords);
  const { status, handed_over: handed } = job;
  return <StatusChip tone={handed ? 'quiet' : toneOf[status]}>{say(handed ? 'state_handed_over' : `state_${status}`)}</StatusChip>;
}

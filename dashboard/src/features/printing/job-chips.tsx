/** What is wanted of a file in a few quiet chips: sides, copies, colour, paper, and what is special about it. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { useWords } from '../../speech/speech.ts';
import { StatusChip } from '../../ui/status-chip.tsx';
import { printingWords } from './printing-words.ts';

export function JobChips({ job }: { readonly job: PrintJobView }) {
  const say = useWords(printingWords);
  const { ticket } = job;
  return (
    <ul className="flex flex-wrap gap-1">
      {job.rush && <Chip tone="attention">{say('rush')}</Chip>}
      {job.reprint_of !== null && <Chip tone="info">{say('reprint')}</Chip>}
      {job.cancel_asked && <Chip tone="attention">{say('stopping')}</Chip>}
      <Chip tone={ticket.mode === 'bw' ? 'quiet' : 'info'}>{say(`mode_${ticket.mode}`, { pages: ticket.color_pages ?? '' })}</Chip>
      <Chip>{ticket.paper}</Chip>
      {ticket.sides !== 'one' && <Chip>{say(`sides_${ticket.sides}`)}</Chip>}
      {ticket.pages_per_sheet > 1 && <Chip>{say('per_sheet', { n: ticket.pages_per_sheet })}</Chip>}
    </ul>
  );
}

function Chip({ tone = 'quiet', children }: { readonly tone?: 'quiet' | 'info' | 'attention'; readonly children: string }) {
  return (
    <li className="max-w-full truncate">
      <StatusChip tone={tone}>{children}</StatusChip>
    </li>
  );
}

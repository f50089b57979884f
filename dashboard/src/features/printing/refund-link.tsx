/** The way to the order of a job that was paid for and did not come out: money goes back there, by those who may. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { managing } from '@parley/contract/values/role.ts';
import { Link } from '@tanstack/react-router';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { printingWords } from './printing-words.ts';

export function RefundLink({ job }: { readonly job: Pick<PrintJobView, 'order_id' | 'order_number'> }) {
  const say = useWords(printingWords);
  if (!mayDo(useMe(), managing)) return <span className="text-sm text-ink-2">{job.order_number}</span>;
  return (
    <Link to="/orders/$id" params={{ id: job.order_id }} className="font-medium text-leaf hover:underline">
      {say('refund')}
    </Link>
  );
}

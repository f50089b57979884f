/** Handing pages over: the code to compare, what of the order is printed, and the order's delivery as the one button. */
import { Button } from '@heroui/react';
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../speech/speech.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { uiWords } from '../../ui/ui-words.ts';
import { useAct } from '../../ui/use-act.ts';
import { touchedByOrders } from '../orders/orders-queries.ts';
import { boardWords } from './board-words.ts';
import { amountOf } from './job-facts.ts';
import { JobStateChip } from './job-state-chip.tsx';
import { printerWords } from './printer-words.ts';
import { handOver, jobsOfOrderQuery, touchedByPrinting } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

export function HandOver({ job, onClose }: { readonly job: PrintJobView; readonly onClose: () => void }) {
  const say = useWords(boardWords);
  const words = useWords(printingWords);
  const printer = useWords(printerWords);
  const ui = useWords(uiWords);
  const jobs = useQuery(jobsOfOrderQuery(job.order_id));
  const send = useAct({
    send: () => handOver(job.id),
    touches: [...touchedByOrders, ...touchedByPrinting],
    done: () => {
      tellDone(words('done_hand_over', { number: job.order_number }));
      onClose();
    },
  });
  const all = jobs.data?.data ?? [];
  const isWhole = all.every(({ status }) => status === 'printed' || status === 'cancelled');
  const isOver = !all.some(({ status, handed_over: handed }) => status === 'printed' && handed === null);
  return (
    <Dialog title={say('hand_title', { number: job.order_number })} open onClose={onClose} size="sm">
      {jobs.error ? (
        <Failure error={jobs.error} retry={() => void jobs.refetch()} />
      ) : !jobs.data ? (
        <Waiting rows={3} />
      ) : (
        <div className="flex flex-col gap-4">
          <div>
            <p className="text-ink-2">{say('hand_text')}</p>
            <p className="mt-1 font-mono text-3xl font-semibold tracking-[0.25em]">{job.pickup_code ?? '–'}</p>
          </div>
          <ul className="divide-y divide-line border-y border-line">
            {all.map((each) => (
              <li key={each.id} className="flex items-center justify-between gap-3 py-2">
                <span className="min-w-0">
                  <span className="block truncate">{each.file.name}</span>
                  <span className="text-sm text-ink-2 tabular-nums">{amountOf(each, words)}</span>
                </span>
                <JobStateChip job={each} />
              </li>
            ))}
          </ul>
          {isOver ? <p>{say('hand_done')}</p> : !isWhole && <p className="text-turmeric">{say('hand_missing')}</p>}
          <div className="flex justify-end gap-2">
            <Button variant={isOver ? 'primary' : 'tertiary'} onPress={onClose}>
              {isOver ? printer('close') : ui('cancel')}
            </Button>
            {!isOver && (
              <Button isPending={send.busy} onPress={() => send.run()}>
                {words('act_hand_over')}
              </Button>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

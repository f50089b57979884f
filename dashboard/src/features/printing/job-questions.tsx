/** What a job's action needs to know first: a reason, a printer, a yes, or a look at the customer's code. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../speech/speech.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Form, Submit, TextBox } from '../../ui/form.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { boardWords } from './board-words.ts';
import { HandOver } from './hand-over.tsx';
import type { JobAct } from './job-acts.ts';
import { moveTo, printAgain, printersQuery, sayState, touchedByPrinting } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

export type Asked = Exclude<JobAct, 'came_out' | 'print_again' | 'release'>;

interface QuestionProps {
  readonly job: PrintJobView;
  readonly onClose: () => void;
}

export function JobQuestion({ job, asked, onClose }: QuestionProps & { readonly asked: Asked | undefined }) {
  if (asked === undefined) return null;
  if (asked === 'hand_over') return <HandOver job={job} onClose={onClose} />;
  if (asked === 'move') return <Move job={job} onClose={onClose} />;
  if (asked === 'cancel') return <Cancel job={job} onClose={onClose} />;
  return <Again job={job} onClose={onClose} />;
}

const ANY = 'any';

function usePrinterOptions(): readonly { readonly id: string; readonly label: string }[] {
  const say = useWords(printingWords);
  const { data } = useQuery(printersQuery);
  return [{ id: ANY, label: say('any_printer') }, ...(data?.data ?? []).map(({ id, name }) => ({ id, label: name }))];
}

/** A failed one is tried again, a printed one is printed once more. */
function Again({ job, onClose }: QuestionProps) {
  const say = useWords(boardWords);
  const words = useWords(printingWords);
  const options = usePrinterOptions();
  const isPrinted = job.status === 'printed';
  const send = useAct<Readonly<Record<string, string>>>(
    {
      send: ({ reason = '', printer = ANY }) => printAgain(job.id, reason, printer === ANY ? undefined : printer),
      touches: touchedByPrinting,
      done: () => {
        tellDone(words(isPrinted ? 'done_reprint' : 'done_retry', { file: job.file.name }));
        onClose();
      },
    },
    true,
  );
  return (
    <Dialog title={say(isPrinted ? 'reprint_title' : 'retry_title', { file: job.file.name })} open onClose={onClose} size="sm">
      <Form onSend={(values) => send.run(values)} problems={send.problems} failure={send.failure}>
        {isPrinted && <p className="text-ink-2">{say('reprint_text')}</p>}
        <TextBox
          name="reason"
          label={say(isPrinted ? 'reason' : 'reason_optional')}
          hint={say('reason_hint')}
          required={isPrinted}
          autoFocus
          maxLength={300}
          autoComplete="off"
        />
        <Choice name="printer" label={words('printer')} initial={job.meant_for?.id ?? ANY} options={options} />
        <Submit busy={send.busy}>{words(isPrinted ? 'act_reprint' : 'act_retry')}</Submit>
      </Form>
    </Dialog>
  );
}

function Move({ job, onClose }: QuestionProps) {
  const say = useWords(boardWords);
  const words = useWords(printingWords);
  const before = job.meant_for?.id ?? null;
  const send = useAct<string | null>(
    {
      send: (printer) => moveTo(job.id, printer),
      touches: touchedByPrinting,
      done: () => {
        tellDone(words('done_move', { file: job.file.name }), {
          undo: { label: words('undo'), act: () => moveTo(job.id, before) },
        });
        onClose();
      },
    },
    true,
  );
  const options = usePrinterOptions();
  return (
    <Dialog title={say('move_title', { file: job.file.name })} open onClose={onClose} size="sm">
      <Form onSend={({ printer = ANY }) => send.run(printer === ANY ? null : printer)} problems={send.problems} failure={send.failure}>
        <Choice name="printer" label={words('printer')} initial={before ?? ANY} options={options} />
        <Submit busy={send.busy}>{words('act_move')}</Submit>
      </Form>
    </Dialog>
  );
}

function Cancel({ job, onClose }: QuestionProps) {
  const say = useWords(boardWords);
  const words = useWords(printingWords);
  const send = useAct({
    send: () => sayState(job.id, 'cancelled'),
    touches: touchedByPrinting,
    done: () => {
      tellDone(words('done_cancel', { file: job.file.name }));
      onClose();
    },
  });
  return (
    <Confirm
      title={say('cancel_title', { file: job.file.name })}
      open
      busy={send.busy}
      act={words('act_cancel')}
      onAct={() => send.run()}
      onClose={onClose}
    >
      {say('cancel_text')} {job.status === 'printing' && say('cancel_printing')}
    </Confirm>
  );
}

/** The obvious next steps of a job as buttons, the rest in a menu; what needs a reason or a choice opens a question. */
import { Button, Dropdown } from '@heroui/react';
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { actsOf, type JobAct } from './job-acts.ts';
import { type Asked, JobQuestion } from './job-questions.tsx';
import { release, sayState, touchedByPrinting } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

/** These need no further word. */
const direct = ['came_out', 'print_again', 'release'] as const;
type Direct = (typeof direct)[number];
const isDirect = (act: JobAct): act is Direct => direct.some((each) => each === act);
const shownAsButtons: readonly JobAct[] = ['came_out', 'print_again', 'release', 'retry', 'hand_over'];

export function JobActions({ job }: { readonly job: PrintJobView }) {
  const say = useWords(printingWords);
  const { role } = useMe();
  const [asked, setAsked] = useState<Asked>();
  const act = useAct<Direct>({
    send: (what) => doNow(job, what),
    touches: touchedByPrinting,
    done: (_answer, what) => tellDone(say(`done_${what}`, { file: job.file.name, n: 1 })),
  });
  const acts = actsOf(job, role);
  if (acts.length === 0) return null;
  const press = (what: JobAct): void => {
    if (isDirect(what)) act.run(what);
    else setAsked(what);
  };
  const near = acts.filter((each) => shownAsButtons.includes(each));
  const far = acts.filter((each) => !shownAsButtons.includes(each));
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {near.map((each, index) => (
        <Button key={each} size="sm" variant={index === 0 ? 'primary' : 'secondary'} isPending={act.busy} onPress={() => press(each)}>
          {say(`act_${each}`)}
        </Button>
      ))}
      {far.length > 0 && (
        <Dropdown>
          <Button isIconOnly size="sm" variant="tertiary" aria-label={`${say('more')}: ${job.file.name}`}>
            <Ellipsis size={16} aria-hidden="true" />
          </Button>
          <Dropdown.Popover placement="bottom end" className="min-w-48">
            <Dropdown.Menu aria-label={say('more')} onAction={(key) => press(key as JobAct)}>
              {far.map((each) => (
                <Dropdown.Item key={each} id={each} textValue={say(`act_${each}`)}>
                  <span className={each === 'cancel' ? 'text-brick' : ''}>{say(`act_${each}`)}</span>
                </Dropdown.Item>
              ))}
            </Dropdown.Menu>
          </Dropdown.Popover>
        </Dropdown>
      )}
      <JobQuestion job={job} asked={asked} onClose={() => setAsked(undefined)} />
    </div>
  );
}

function doNow(job: PrintJobView, what: Direct): Promise<unknown> {
  if (what === 'release') return release(job.pickup_code ?? '');
  return sayState(job.id, what === 'came_out' ? 'printed' : 'queued');
}

/** At the counter: what was held under a pickup code goes to the printer. */
import { useWords } from '../../speech/speech.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { boardWords } from './board-words.ts';
import { release, touchedByPrinting } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

export function ReleaseDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(boardWords);
  const words = useWords(printingWords);
  const send = useAct<string, readonly unknown[]>(
    {
      send: release,
      touches: touchedByPrinting,
      done: (jobs) => {
        tellDone(words('done_release', { n: jobs.length }));
        onClose();
      },
    },
    true,
  );
  return (
    <Dialog title={say('release_title')} open onClose={onClose} size="sm">
      <Form onSend={({ pickup_code: code = '' }) => send.run(code.toUpperCase())} problems={send.problems} failure={send.failure}>
        <p className="text-ink-2">{say('release_text')}</p>
        <TextBox name="pickup_code" label={words('code')} required autoFocus autoComplete="off" maxLength={20} />
        <Submit busy={send.busy}>{say('release_act')}</Submit>
      </Form>
    </Dialog>
  );
}

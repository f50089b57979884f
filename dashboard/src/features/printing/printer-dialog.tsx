/** What staff may set of a printer: a pause, what it can, and taking it away. Others see how it stands. */
import { Button, Checkbox } from '@heroui/react';
import type { PrinterView } from '@parley/contract/api/printing.ts';
import { useState } from 'react';
import { remove } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Submit, Toggle } from '../../ui/form.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { mayOperate } from './job-acts.ts';
import { papers } from './job-states.ts';
import { usePrinterState } from './lamp.tsx';
import { printerWords } from './printer-words.ts';
import { changePrinter, touchedByPrinting } from './printing-queries.ts';

interface PrinterDialogProps {
  readonly printer: PrinterView;
  readonly onClose: () => void;
}

export function PrinterDialog({ printer, onClose }: PrinterDialogProps) {
  const say = useWords(printerWords);
  const may = mayOperate(useMe().role);
  const stateOf = usePrinterState();
  const [removing, setRemoving] = useState(false);
  const save = useAct<unknown>(
    {
      send: (change) => changePrinter(printer.id, change),
      touches: touchedByPrinting,
      done: () => {
        tellDone(say('saved'));
        onClose();
      },
    },
    true,
  );
  const send = (values: Readonly<Record<string, string>>, form: FormData): void =>
    save.run({
      paused: values['paused'] === 'true',
      abilities: { color: values['color'] === 'true', duplex: values['duplex'] === 'true', papers: form.getAll('paper').map(String) },
    });
  if (removing) return <RemovePrinter printer={printer} onClose={onClose} />;
  return (
    <Dialog title={printer.name} open onClose={onClose} size="sm">
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">
          {stateOf(printer)}
          <br />
          {say('pages', { n: printer.pages_printed })}
        </p>
        <Form onSend={send} problems={save.problems} failure={save.failure}>
          <Toggle name="paused" label={say('paused')} hint={say('paused_hint')} initial={printer.paused} disabled={!may} />
          <Toggle name="color" label={say('color')} initial={printer.abilities.color} disabled={!may} />
          <Toggle name="duplex" label={say('duplex')} initial={printer.abilities.duplex} disabled={!may} />
          <PaperBoxes printer={printer} disabled={!may} />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <LinkButton to="/print/jobs" search={{ printer: printer.id }} variant="tertiary">
              {say('its_jobs')}
            </LinkButton>
            {may && (
              <div className="flex gap-2">
                <Button variant="danger-soft" onPress={() => setRemoving(true)}>
                  {say('remove')}
                </Button>
                <Submit busy={save.busy}>{say('save')}</Submit>
              </div>
            )}
          </div>
        </Form>
      </div>
    </Dialog>
  );
}

function PaperBoxes({ printer, disabled }: { readonly printer: PrinterView; readonly disabled: boolean }) {
  const say = useWords(printerWords);
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{say('papers')}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {papers.map((paper) => (
          <Checkbox key={paper} name="paper" value={paper} defaultSelected={printer.abilities.papers.includes(paper)} isDisabled={disabled}>
            <Checkbox.Content>
              <Checkbox.Control>
                <Checkbox.Indicator />
              </Checkbox.Control>
              {paper}
            </Checkbox.Content>
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

function RemovePrinter({ printer, onClose }: PrinterDialogProps) {
  const say = useWords(printerWords);
  const act = useAct({
    send: () => remove(`/printers/${printer.id}`),
    touches: touchedByPrinting,
    done: () => {
      tellDone(say('removed', { name: printer.name }));
      onClose();
    },
  });
  return (
    <Confirm
      title={say('remove_title', { name: printer.name })}
      open
      busy={act.busy}
      act={say('remove')}
      onAct={() => act.run()}
      onClose={onClose}
    >
      {say('remove_text')}
    </Confirm>
  );
}

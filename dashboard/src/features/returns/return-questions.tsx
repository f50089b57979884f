/** What has to be asked before a return is declined, received or refunded. */
import type { ReturnAnswer } from '@parley/contract/api/returns.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, MoneyBox, Submit, TextBox } from '../../ui/form.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type ReturnDetail, type ReturnStep, sendStep, touchedByReturns } from './returns-queries.ts';
import { returnsWords } from './returns-words.ts';

interface QuestionProps {
  readonly shown: ReturnDetail;
  readonly onClose: () => void;
}

export function ReturnQuestion({ shown, asked, onClose }: QuestionProps & { readonly asked: ReturnStep | undefined }) {
  if (asked === 'decline') return <DeclineQuestion shown={shown} onClose={onClose} />;
  if (asked === 'receive') return <ReceiveQuestion shown={shown} onClose={onClose} />;
  return asked === 'refund' ? <RefundQuestion shown={shown} onClose={onClose} /> : null;
}

function useStep({ shown, onClose }: QuestionProps, step: 'decline' | 'receive' | 'refund') {
  const say = useWords(returnsWords);
  return useAct<unknown, ReturnAnswer>(
    {
      send: (body) => sendStep(shown.id, step, body),
      touches: touchedByReturns,
      done: () => {
        tellDone(say(`done_${step}`, { number: shown.return_number }));
        onClose();
      },
    },
    true,
  );
}

function DeclineQuestion(props: QuestionProps) {
  const say = useWords(returnsWords);
  const act = useStep(props, 'decline');
  return (
    <Dialog title={say('decline_title')} open onClose={props.onClose} size="sm">
      <Form onSend={({ message }) => act.run(message ? { message } : {})} problems={act.problems} failure={act.failure}>
        <TextBox name="message" label={say('message')} hint={say('message_hint')} rows={3} maxLength={500} autoFocus />
        <Submit busy={act.busy}>{say('decline')}</Submit>
      </Form>
    </Dialog>
  );
}

const outcomes = ['restocked', 'damaged', 'missing'] as const;

function ReceiveQuestion(props: QuestionProps) {
  const say = useWords(returnsWords);
  const act = useStep(props, 'receive');
  const waiting = props.shown.lines
    .map((line) => ({ ...line, still: line.quantity - line.restocked - line.damaged - line.missing }))
    .filter(({ still }) => still > 0);
  const send = (values: Readonly<Record<string, string>>): void =>
    act.run({
      lines: waiting.flatMap(({ variant_id }) =>
        outcomes.flatMap((outcome) => {
          const quantity = Number(values[`${variant_id} ${outcome}`] ?? 0);
          return quantity > 0 ? [{ variant_id, outcome, quantity }] : [];
        }),
      ),
    });
  return (
    <Dialog title={say('receive_title')} open onClose={props.onClose} size="md">
      <Form onSend={send} failure={act.failure ?? Object.values(act.problems)[0]}>
        <p className="text-ink-2">{say('receive_text')}</p>
        {waiting.map((line) => (
          <fieldset key={line.variant_id}>
            <legend className="mb-1 font-medium">
              {[line.name, line.options].filter(Boolean).join(' · ')}{' '}
              <span className="font-normal text-ink-2">{say('still', { n: line.still })}</span>
            </legend>
            <div className="grid gap-3 sm:grid-cols-3">
              {outcomes.map((outcome) => (
                <TextBox
                  key={outcome}
                  name={`${line.variant_id} ${outcome}`}
                  type="number"
                  inputMode="numeric"
                  label={say(outcome)}
                  initial={outcome === 'restocked' ? `${line.still}` : '0'}
                />
              ))}
            </div>
          </fieldset>
        ))}
        <Submit busy={act.busy}>{say('receive')}</Submit>
      </Form>
    </Dialog>
  );
}

function RefundQuestion(props: QuestionProps) {
  const say = useWords(returnsWords);
  const format = useFormat();
  const { refundable_amount: most, currency } = props.shown;
  const act = useStep(props, 'refund');
  return (
    <Dialog title={say('refund_title')} open onClose={props.onClose} size="sm">
      <Form onSend={({ amount = '' }) => act.run({ amount: amount.replace(',', '.') })} problems={act.problems} failure={act.failure}>
        <MoneyBox
          name="amount"
          label={say('amount')}
          hint={say('most', { amount: format.money(most, currency) })}
          initial={most}
          required
          autoFocus
        />
        <Submit busy={act.busy}>{say('refund')}</Submit>
      </Form>
    </Dialog>
  );
}

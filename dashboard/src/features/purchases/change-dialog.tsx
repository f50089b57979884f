/** What happens to a purchase after it was received: goods go back at a price, or the bill says something else now. */
import { useState } from 'react';
import { Problem, post } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { typedAmount } from '../../speech/typed-amount.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, MoneyBox, Submit, TextBox } from '../../ui/form.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { NumberField } from '../stock/lines-table.tsx';
import { nameOf } from '../stock/stock-columns.tsx';
import { type PurchaseDetail, purchaseTouches } from './purchases-queries.ts';
import { purchasesWords } from './purchases-words.ts';

interface ChangeDialogProps {
  readonly what: 'return' | 'correct';
  readonly purchase: PurchaseDetail;
  readonly onClose: () => void;
}

interface Typed {
  readonly units?: string;
  readonly cost?: string;
}

export function ChangeDialog({ what, purchase, onClose }: ChangeDialogProps) {
  const say = useWords(purchasesWords);
  const [typed, setTyped] = useState<Readonly<Record<number, Typed>>>({});
  const type = (position: number, next: Typed) => setTyped({ ...typed, [position]: { ...typed[position], ...next } });
  const isReturn = what === 'return';
  const send = useAct<Readonly<Record<string, string>>>(
    {
      send: ({ tax = '', note = '' }) => {
        const lines = linesOf(what, typed);
        if (lines.length === 0) throw new Problem(400, 'request.invalid', say('nothing_changed'));
        const body = { ...(tax === '' ? {} : { tax: typedAmount(tax) }), ...(note === '' ? {} : { note }), lines };
        return post(`/purchases/${purchase.id}/${what}`, body);
      },
      touches: purchaseTouches,
      done: () => {
        tellDone(say(isReturn ? 'return_done' : 'correct_done'));
        onClose();
      },
    },
    true,
  );
  const sent = linesOf(what, typed);
  const lineProblem = (position: number): string | undefined => {
    const index = sent.findIndex((each) => each.position === position);
    return ['quantity', 'unit_cost'].map((field) => send.problems[`lines.${index}.${field}`]).find((each) => each !== undefined);
  };
  return (
    <Dialog title={say(isReturn ? 'send_back' : 'correct')} open onClose={onClose} size="lg">
      <Form onSend={send.run} problems={send.problems} failure={send.failure ?? send.problems['lines']}>
        <p className="text-ink-2">{say(isReturn ? 'return_about' : 'correct_about')}</p>
        <div className="overflow-x-auto">
          <table className="w-full text-left">
            <thead>
              <tr className="border-b border-line text-sm text-ink-2">
                <th scope="col" className="py-2 font-medium">
                  {say('product')}
                </th>
                {isReturn && (
                  <th scope="col" className="px-2 py-2 text-right font-medium">
                    {say('return_units')}
                  </th>
                )}
                <th scope="col" className="py-2 text-right font-medium">
                  {say(isReturn ? 'return_cost' : 'correct_cost')}
                </th>
              </tr>
            </thead>
            <tbody>
              {purchase.lines.map((line) => (
                <tr key={line.position} className="border-b border-line last:border-0">
                  <th scope="row" className="py-2 pr-2 font-medium">
                    {nameOf(line)}
                    <span className="block text-sm font-normal text-ink-2">
                      {isReturn ? say('of_units', { n: line.quantity - line.returned_quantity }) : line.sku}
                    </span>
                    {lineProblem(line.position) && (
                      <span role="alert" className="block text-sm font-normal text-brick">
                        {lineProblem(line.position)}
                      </span>
                    )}
                  </th>
                  {isReturn && (
                    <td className="px-2 py-2 text-right">
                      <NumberField
                        label={`${say('return_units')}: ${nameOf(line)}`}
                        value={typed[line.position]?.units ?? ''}
                        onType={(units) => type(line.position, { units })}
                      />
                    </td>
                  )}
                  <td className="py-2 text-right">
                    <NumberField
                      label={`${say(isReturn ? 'return_cost' : 'correct_cost')}: ${nameOf(line)}`}
                      inputMode="decimal"
                      width="w-28"
                      value={typed[line.position]?.cost ?? (isReturn ? '' : line.billed_unit_cost)}
                      onType={(cost) => type(line.position, { cost })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <MoneyBox name="tax" label={say(isReturn ? 'return_tax' : 'correct_tax')} {...(isReturn ? {} : { initial: purchase.tax })} />
          <TextBox name="note" label={say('note')} maxLength={500} />
        </div>
        <Submit busy={send.busy}>{say(isReturn ? 'return_post' : 'correct_post')}</Submit>
      </Form>
    </Dialog>
  );
}

interface SentLine {
  readonly position: number;
  readonly quantity?: number;
  readonly unit_cost?: string;
}

/** Only what was touched: a return needs units, a correction a cost. */
function linesOf(what: 'return' | 'correct', typed: Readonly<Record<number, Typed>>): readonly SentLine[] {
  return Object.entries(typed).flatMap(([name, { units = '', cost = '' }]): SentLine[] => {
    const position = Number(name);
    const price = cost.trim() === '' ? {} : { unit_cost: typedAmount(cost) };
    if (what === 'return') return units.trim() === '' ? [] : [{ position, quantity: Number(units) || 0, ...price }];
    return cost.trim() === '' ? [] : [{ position, ...price }];
  });
}

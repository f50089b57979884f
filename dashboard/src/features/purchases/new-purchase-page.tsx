/** Receives goods at what they cost: lines by search or scanner, totals as they are typed, kept in the tab until they are posted. */

import type { FoundVariantAnswer } from '@parley/contract/api/catalog.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { typedAmount } from '../../speech/typed-amount.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Form, MoneyBox, TextBox } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useDraft } from '../products/use-draft.ts';
import { type LineDraft, lineOf } from '../stock/line-drafts.ts';
import { LinesTable, NumberField } from '../stock/lines-table.tsx';
import { locationsQuery } from '../stock/stock-queries.ts';
import { VariantPicker } from '../stock/variant-picker.tsx';
import { lineTotal, sumOf } from './line-total.ts';
import { type Purchase, purchaseTouches } from './purchases-queries.ts';
import { purchasesWords } from './purchases-words.ts';

interface BoughtLine extends LineDraft {
  readonly cost: string;
}
interface Bill {
  readonly supplier: string;
  readonly reference: string;
  readonly received_on: string;
  readonly location_id: string;
  readonly tax: string;
  readonly note: string;
  readonly lines: readonly BoughtLine[];
}

export function NewPurchasePage() {
  const say = useWords(purchasesWords);
  const format = useFormat();
  const me = useMe();
  const navigate = useNavigate();
  const { data: places = [] } = useQuery(locationsQuery);
  const nothing: Bill = {
    supplier: '',
    reference: '',
    received_on: format.day(),
    location_id: places.find((each) => each.is_default)?.id ?? '',
    tax: '',
    note: '',
    lines: [],
  };
  const { values, set, discard, isDirty } = useDraft<Bill>(`${me.merchant.id}.purchase.new`, nothing);
  const receive = useAct<void, Purchase>(
    {
      send: () => post('/purchases', bodyOf(values)),
      touches: purchaseTouches,
      done: (made) => {
        discard();
        tellDone(say('done', { number: made.number }));
        void navigate({ to: '/purchases/$id', params: { id: made.id } });
      },
    },
    true,
  );
  const { lines } = values;
  const change = (id: string, next: Partial<BoughtLine>) =>
    set(
      'lines',
      lines.map((each) => (each.variant_id === id ? { ...each, ...next } : each)),
    );
  const field = (name: 'supplier' | 'reference' | 'received_on' | 'tax' | 'note') => ({
    name,
    value: values[name],
    onChange: (text: string) => set(name, text),
  });
  return (
    <Page title={say('new')} about={say('new_about')} back={{ to: '/purchases', label: say('back') }}>
      <Form
        className="flex flex-col gap-4"
        problems={receive.problems}
        failure={receive.failure ?? receive.problems['lines']}
        onSend={() => receive.run()}
      >
        <Panel title={say('facts')}>
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            <TextBox {...field('supplier')} label={say('supplier')} required maxLength={200} autoComplete="organization" />
            <TextBox {...field('reference')} label={say('reference')} hint={say('reference_hint')} maxLength={100} autoComplete="off" />
            <TextBox {...field('received_on')} label={say('received_on')} type="date" required />
            {places.length > 1 && (
              <Choice
                name="location_id"
                label={say('place')}
                value={values.location_id}
                onChange={(id) => set('location_id', id)}
                options={places.map((each) => ({ id: each.id, label: each.name }))}
              />
            )}
            <MoneyBox {...field('tax')} label={say('tax')} hint={say('tax_hint')} />
            <TextBox {...field('note')} label={say('note')} maxLength={500} />
          </div>
        </Panel>
        <Panel title={say('goods')} flush>
          <div className="px-4 pb-3">
            <VariantPicker onPick={(found) => set('lines', withMore(lines, found))} />
          </div>
          {lines.length === 0 ? (
            <p className="border-t border-line px-4 py-8 text-center text-ink-2">{say('no_lines')}</p>
          ) : (
            <BillLines
              lines={lines}
              problems={receive.problems}
              change={change}
              onRemove={(id) =>
                set(
                  'lines',
                  lines.filter((each) => each.variant_id !== id),
                )
              }
            />
          )}
          {lines.length > 0 && <Totals bill={values} />}
        </Panel>
        <div className="flex flex-wrap justify-end gap-2">
          {isDirty && (
            <Button variant="tertiary" onPress={discard}>
              {say('start_over')}
            </Button>
          )}
          <Button type="submit" isPending={receive.busy} isDisabled={lines.length === 0}>
            {say('post')}
          </Button>
        </div>
      </Form>
    </Page>
  );
}

/** Scanned again, it is one more. */
function withMore(lines: readonly BoughtLine[], found: FoundVariantAnswer): readonly BoughtLine[] {
  const there = lines.find((each) => each.variant_id === found.id);
  if (!there) return [...lines, { ...lineOf(found, '1'), cost: '' }];
  return lines.map((each) => (each === there ? { ...each, quantity: `${(Number(each.quantity) || 0) + 1}` } : each));
}

function bodyOf(bill: Bill): object {
  const { supplier, reference, received_on, location_id, tax, note, lines } = bill;
  return {
    supplier: supplier.trim(),
    ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
    ...(received_on === '' ? {} : { received_on }),
    ...(location_id === '' ? {} : { location_id }),
    ...(tax.trim() === '' ? {} : { tax: typedAmount(tax) }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    lines: lines.map((line) => ({
      variant_id: line.variant_id,
      quantity: Number(line.quantity) || 0,
      unit_cost: line.cost.trim() === '' ? '–' : typedAmount(line.cost),
    })),
  };
}

interface BillLinesProps {
  readonly lines: readonly BoughtLine[];
  readonly problems: Readonly<Record<string, string>>;
  readonly change: (id: string, next: Partial<BoughtLine>) => void;
  readonly onRemove: (id: string) => void;
}

function BillLines({ lines, problems, change, onRemove }: BillLinesProps) {
  const say = useWords(purchasesWords);
  const format = useFormat();
  return (
    <LinesTable
      label={say('goods')}
      lines={lines}
      quantityLabel={say('quantity')}
      quantityOf={(line) => say('quantity_of', { name: line.name })}
      onType={(id, quantity) => change(id, { quantity })}
      onRemove={onRemove}
      after={[
        {
          label: say('unit_cost'),
          cell: (line, index) => (
            <NumberField
              value={line.cost}
              label={say('cost_of', { name: line.name })}
              inputMode="decimal"
              width="w-24"
              isWrong={problems[`lines.${index}.unit_cost`] !== undefined}
              onType={(cost) => change(line.variant_id, { cost })}
            />
          ),
        },
        {
          label: say('line_total'),
          cell: (line) => {
            const total = lineTotal(line.quantity, line.cost);
            return <span className="whitespace-nowrap">{total === undefined ? '–' : format.money(total)}</span>;
          },
        },
      ]}
      problemOf={(index) =>
        ['quantity', 'unit_cost', 'variant_id'].map((field) => problems[`lines.${index}.${field}`]).find((each) => each !== undefined)
      }
    />
  );
}

function Totals({ bill }: { readonly bill: Bill }) {
  const say = useWords(purchasesWords);
  const format = useFormat();
  const goods = sumOf(bill.lines.map((line) => lineTotal(line.quantity, line.cost)));
  return (
    <dl className="ml-auto grid w-full max-w-xs grid-cols-2 gap-y-1 border-t border-line px-4 py-3 tabular-nums">
      <dt className="text-ink-2">{say('sum')}</dt>
      <dd className="text-right">{format.money(goods)}</dd>
      <dt className="text-ink-2">{say('tax')}</dt>
      <dd className="text-right">{format.money(sumOf([bill.tax]))}</dd>
      <dt className="font-semibold">{say('total')}</dt>
      <dd className="text-right font-semibold">{format.money(sumOf([goods, bill.tax]))}</dd>
    </dl>
  );
}

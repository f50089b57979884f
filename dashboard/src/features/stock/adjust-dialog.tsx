/** Changes how many there are of one variant, with a reason: a correction, a count, an arrival, a loss. A correction can be undone by its opposite. */
import type { adjusted, counted } from '@parley/contract/api/stock.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { Problem, post } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { typedAmount } from '../../speech/typed-amount.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Form, MoneyBox, Submit, TextBox } from '../../ui/form.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { locationsQuery, stockTouches } from './stock-queries.ts';
import { stockWords } from './stock-words.ts';

export interface AdjustedVariant {
  readonly id: string;
  readonly name: string;
  /** Free units, null where it is not counted yet. */
  readonly available: number | null;
}

interface AdjustDialogProps {
  readonly variant: AdjustedVariant;
  /** Where; absent: it is asked for when there are several places. */
  readonly locationId?: string;
  readonly onClose: () => void;
}

type Values = Readonly<Record<string, string>>;
const reasons = ['adjustment', 'count', 'purchase', 'opening', 'write_off'] as const;
type Reason = (typeof reasons)[number];

export function AdjustDialog({ variant, locationId, onClose }: AdjustDialogProps) {
  const say = useWords(stockWords);
  const isNew = variant.available === null;
  const [reason, setReason] = useState<Reason>(isNew ? 'opening' : 'adjustment');
  const { data: places = [] } = useQuery(locationsQuery);
  const act = useAdjust(variant, reason, onClose);
  const adds = reason === 'adjustment' || reason === 'purchase' || reason === 'opening';
  const label = reason === 'count' ? 'quantity_counted' : reason === 'write_off' ? 'quantity_lost' : 'quantity_change';
  return (
    <Dialog title={`${say('adjust_title')}: ${variant.name}`} open onClose={onClose} size="sm">
      <Form
        problems={act.problems}
        failure={act.failure}
        onSend={(values) => act.run({ ...values, location_id: locationId ?? values['location_id'] ?? '' })}
      >
        {variant.available !== null && <p className="text-ink-2 tabular-nums">{say('free_now', { n: variant.available })}</p>}
        <Choice
          name="reason"
          label={say('why')}
          value={reason}
          onChange={(next) => setReason(next as Reason)}
          options={reasons.map((id) => ({ id, label: say(`why_${id}`) }))}
        />
        {locationId === undefined && places.length > 1 && (
          <Choice
            name="location_id"
            label={say('place')}
            initial={places.find((each) => each.is_default)?.id}
            options={places.map((each) => ({ id: each.id, label: each.name }))}
          />
        )}
        <TextBox
          name="quantity"
          label={say(label)}
          {...(reason === 'adjustment' ? { hint: say('quantity_change_hint') } : {})}
          required
          autoFocus
          // Number pads of phones have no minus.
          inputMode={reason === 'adjustment' ? 'text' : 'numeric'}
          autoComplete="off"
        />
        {adds && <MoneyBox name="unit_cost" label={say('unit_cost')} hint={say('unit_cost_hint')} />}
        <TextBox name="note" label={say(reason === 'write_off' ? 'note_why' : 'note')} required={reason === 'write_off'} maxLength={200} />
        <Submit busy={act.busy}>{say('save')}</Submit>
      </Form>
    </Dialog>
  );
}

interface Done {
  readonly onHand: number;
  /** How many more there are; undefined where it cannot be undone by its opposite. */
  readonly by: number | undefined;
}

function useAdjust(variant: AdjustedVariant, reason: Reason, onClose: () => void) {
  const say = useWords(stockWords);
  const back = useAct<{ readonly by: number; readonly at: string }>({
    send: ({ by, at }) =>
      post('/inventory/adjustments', { ...adjustmentOf(variant.id, -by, at), reason: 'adjustment', note: say('undo_note') }),
    touches: stockTouches,
    done: () => tellDone(say('undone')),
  });
  return useAct<Values, Done>(
    {
      send: (values) => {
        const quantity = wholeNumber(values['quantity'] ?? '');
        if (quantity === undefined) throw new Problem(400, 'request.invalid', '', { quantity: say('whole_number') });
        return send(variant.id, reason, quantity, values);
      },
      touches: stockTouches,
      done: ({ onHand, by }, values) => {
        const undo = by === undefined ? {} : { undo: { label: say('undo'), act: () => back.run({ by, at: values['location_id'] ?? '' }) } };
        tellDone(say('adjusted', { name: variant.name, n: onHand }), undo);
        onClose();
      },
    },
    true,
  );
}

function adjustmentOf(variantId: string, quantity: number, at: string) {
  return { variant_id: variantId, quantity, ...(at === '' ? {} : { location_id: at }) };
}

async function send(variantId: string, reason: Reason, quantity: number, values: Values): Promise<Done> {
  const { note = '', unit_cost = '', location_id: at = '' } = values;
  const place = at === '' ? {} : { location_id: at };
  const noted = note === '' ? {} : { note };
  if (reason === 'count') {
    const body = { ...place, ...noted, lines: [{ variant_id: variantId, counted: quantity }] };
    const { lines } = await post<z.infer<typeof counted>>('/inventory/counts', body);
    return { onHand: lines[0]?.counted ?? quantity, by: undefined };
  }
  if (reason === 'write_off') {
    const body = { ...place, variant_id: variantId, quantity: Math.abs(quantity), reason: note };
    return { onHand: (await post<z.infer<typeof adjusted>>('/inventory/write-offs', body)).on_hand, by: undefined };
  }
  const cost = unit_cost === '' || quantity < 0 ? {} : { unit_cost: typedAmount(unit_cost) };
  const body = { ...adjustmentOf(variantId, quantity, at), reason, ...noted, ...cost };
  return { onHand: (await post<z.infer<typeof adjusted>>('/inventory/adjustments', body)).on_hand, by: quantity };
}

/** `−3`, `+12`, `1,200`; undefined for anything else. */
export function wholeNumber(text: string): number | undefined {
  const bare = text.replace(/[\s\u00a0,]/g, '').replace('−', '-');
  return /^[+-]?\d{1,9}$/.test(bare) ? Number(bare) : undefined;
}

/** Fields of what delivery costs and where orders are picked up; they belong into a Form that reads them with selling-values. */
import { useState } from 'react';
import { useWords } from '../../speech/speech.ts';
import { Choice, MoneyBox, TextBox, Toggle } from '../../ui/form.tsx';
import { rules } from './selling-values.ts';
import type { Merchant } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

interface FieldsProps {
  readonly merchant: Merchant;
  readonly may: boolean;
}

export function DeliveryFields({ merchant, may }: FieldsProps) {
  const say = useWords(settingsWords);
  const { delivery } = merchant.settings;
  const [rule, setRule] = useState(delivery.kind);
  const money = (word: string): string => `${word} (${merchant.currency})`;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Choice
        name="rule"
        label={say('delivery_price')}
        value={rule}
        onChange={setRule}
        disabled={!may}
        options={rules.map((id) => ({ id, label: say(`rule_${id}`) }))}
        className="sm:col-span-2"
      />
      {rule === 'free_above' && (
        <MoneyBox name="threshold" label={money(say('free_from'))} initial={delivery.threshold} required disabled={!may} />
      )}
      {rule === 'flat' && <MoneyBox name="amount" label={money(say('flat_price'))} initial={delivery.amount} required disabled={!may} />}
      {rule === 'free_above' && (
        <MoneyBox
          name="amount"
          label={money(say('price_below'))}
          hint={say('price_below_hint')}
          initial={delivery.amount}
          disabled={!may}
        />
      )}
    </div>
  );
}

export function PickupFields({ merchant, may }: FieldsProps) {
  const say = useWords(settingsWords);
  const { pickup } = merchant.settings;
  const [offered, setOffered] = useState(pickup.offered);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <Toggle name="pickup_offered" label={say('pickup_offered')} on={offered} onChange={setOffered} disabled={!may} />
      </div>
      {/* Kept while it is off, so that switching it on again brings them back. */}
      <div className={`grid gap-4 sm:col-span-2 sm:grid-cols-2 ${offered ? '' : 'hidden'}`}>
        <TextBox name="pickup_address" label={say('address')} initial={pickup.address} rows={2} disabled={!may} className="sm:col-span-2" />
        <TextBox
          name="pickup_postal_code"
          label={say('postal_code')}
          initial={pickup.postal_code}
          disabled={!may}
          autoComplete="postal-code"
        />
        <TextBox name="pickup_hours" label={say('hours')} hint={say('hours_hint')} initial={pickup.hours} disabled={!may} />
      </div>
    </div>
  );
}

/** How orders reach people and are paid: delivery price, pickup, cash on delivery, gateways in their order, the time for returns. */
import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { patch } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Choice, Form, MoneyBox, Submit, TextBox, Toggle } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type Merchant, merchantQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

export function SellingPage() {
  const say = useWords(settingsWords);
  const merchant = useQuery(merchantQuery);
  return (
    <Page title={say('selling')} about={say('selling_about')}>
      {merchant.isPending ? (
        <Waiting />
      ) : merchant.isError ? (
        <Failure error={merchant.error} retry={() => void merchant.refetch()} />
      ) : (
        <SellingForm merchant={merchant.data} />
      )}
    </Page>
  );
}

type Values = Readonly<Record<string, string>>;
const rules = ['courier', 'flat', 'free_above'] as const;
const gateways = ['razorpay', 'paystack', 'stripe'] as const;

function deliveryOf(kind: string, { amount = '', threshold = '' }: Values): unknown {
  if (kind === 'flat') return { kind, amount };
  return kind === 'free_above' ? { kind, threshold, ...(amount === '' ? {} : { amount }) } : { kind: 'courier' };
}

const given = (name: string, value: string | undefined): Values => (value === undefined || value === '' ? {} : { [name]: value });

function SellingForm({ merchant }: { readonly merchant: Merchant }) {
  const say = useWords(settingsWords);
  const may = mayDo(useMe(), managing);
  const { delivery, pickup, cod, returns, payments } = merchant.settings;
  const [rule, setRule] = useState(delivery.kind);
  const save = useAct(
    { send: (settings: unknown) => patch('/merchant', { settings }), touches: [['settings']], done: () => tellDone(say('saved')) },
    true,
  );
  const send = (values: Values): void => {
    const chosen = [values['first_gateway'], ...gateways].filter((name) => gateways.some((each) => each === name));
    save.run({
      delivery: deliveryOf(rule, values),
      pickup: {
        offered: values['pickup_offered'] === 'true',
        ...given('address', values['pickup_address']),
        ...given('postal_code', values['pickup_postal_code']),
        ...given('hours', values['pickup_hours']),
      },
      cod: { offered: values['cod_offered'] === 'true', ...given('max', values['cod_max']) },
      returns: { window_days: Number(values['window_days'] ?? 14) },
      payments: { gateways: values['first_gateway'] === 'all' ? [] : [...new Set(chosen)] },
    });
  };
  // The server names fields by their place; the form by theirs.
  const problems = Object.fromEntries(
    Object.entries(save.problems).map(([field, message]) => [
      field.replace(/^settings\.(?:delivery\.)?/, '').replaceAll('.', '_'),
      message,
    ]),
  );
  return (
    <Form onSend={send} problems={problems} failure={save.failure}>
      <Panel title={say('delivery')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Choice
            name="rule"
            label={say('delivery_price')}
            value={rule}
            onChange={setRule}
            disabled={!may}
            options={rules.map((id) => ({ id, label: say(`rule_${id}`) }))}
          />
          {rule === 'free_above' && (
            <MoneyBox name="threshold" label={say('free_from')} initial={delivery.threshold} required disabled={!may} />
          )}
          {rule !== 'courier' && (
            <MoneyBox
              name="amount"
              label={say(rule === 'flat' ? 'flat_price' : 'price_below')}
              hint={rule === 'flat' ? '' : say('price_below_hint')}
              initial={delivery.amount}
              required={rule === 'flat'}
              disabled={!may}
            />
          )}
        </div>
      </Panel>
      <Panel title={say('pickup')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <div className="sm:col-span-2">
            <Toggle name="pickup_offered" label={say('pickup_offered')} initial={pickup.offered} disabled={!may} />
          </div>
          <TextBox
            name="pickup_address"
            label={say('address')}
            initial={pickup.address}
            rows={2}
            disabled={!may}
            className="sm:col-span-2"
          />
          <TextBox
            name="pickup_postal_code"
            label={say('postal_code')}
            initial={pickup.postal_code}
            disabled={!may}
            autoComplete="postal-code"
          />
          <TextBox name="pickup_hours" label={say('hours')} hint={say('hours_hint')} initial={pickup.hours} disabled={!may} />
        </div>
      </Panel>
      <Panel title={say('payment')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Choice
            name="first_gateway"
            label={say('gateway')}
            hint={say('gateway_hint')}
            initial={payments.gateways[0] ?? 'all'}
            disabled={!may}
            options={[{ id: 'all', label: say('gateway_all') }, ...gateways.map((id) => ({ id, label: say(`kind_${id}`) }))]}
          />
          <div className="self-center">
            <Toggle name="cod_offered" label={say('cod_offered')} initial={cod.offered} disabled={!may} />
          </div>
          <MoneyBox name="cod_max" label={say('cod_max')} hint={say('cod_max_hint')} initial={cod.max} disabled={!may} />
          <TextBox
            name="window_days"
            label={say('return_days')}
            hint={say('return_days_hint')}
            initial={String(returns.window_days)}
            inputMode="numeric"
            disabled={!may}
          />
        </div>
      </Panel>
      {may && (
        <div>
          <Submit busy={save.busy}>{say('save')}</Submit>
        </div>
      )}
    </Form>
  );
}

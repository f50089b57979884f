/** How orders reach people and are paid: delivery price, pickup, cash on delivery, gateways in their order, the time for returns. */
import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { patch } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Choice, Form, MoneyBox, Submit, TextBox, Toggle } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { DeliveryFields, PickupFields } from './delivery-fields.tsx';
import { codOf, deliveryOf, formProblems, gatewayNames, gatewaysOf, NO_FAVOURITE, pickupOf, takenBy } from './selling-values.ts';
import { type Merchant, merchantQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

export function SellingPage() {
  const say = useWords(settingsWords);
  const merchant = useQuery(merchantQuery);
  return (
    <Page title={say('selling')} about={say('selling_about')}>
      <Loaded query={merchant}>{(data) => <SellingForm merchant={data} />}</Loaded>
    </Page>
  );
}

interface PartProps {
  readonly merchant: Merchant;
  readonly may: boolean;
}

function SellingForm({ merchant }: { readonly merchant: Merchant }) {
  const say = useWords(settingsWords);
  const may = mayDo(useMe(), managing);
  const save = useAct(
    { send: (settings: unknown) => patch('/merchant', { settings }), touches: [['settings']], done: () => tellDone(say('saved')) },
    true,
  );
  const send = (values: Readonly<Record<string, string>>, form: FormData): void =>
    save.run({
      delivery: deliveryOf(values),
      pickup: pickupOf(values),
      cod: codOf(values),
      returns: { window_days: Number(values['window_days'] ?? 14) },
      payments: {
        gateways: gatewaysOf(merchant.settings.payments.gateways, form.getAll('taken').map(String), values['favourite'] ?? NO_FAVOURITE),
      },
    });
  return (
    <Form onSend={send} problems={formProblems(save.problems)} failure={save.failure}>
      <Panel title={say('delivery')}>
        <DeliveryFields merchant={merchant} may={may} />
      </Panel>
      <Panel title={say('pickup')}>
        <PickupFields merchant={merchant} may={may} />
      </Panel>
      <Panel title={say('payment')} about={say('gateway_hint')}>
        <PaymentFields merchant={merchant} may={may} />
      </Panel>
      <Panel title={say('returns')}>
        <TextBox
          name="window_days"
          label={say('return_days')}
          hint={say('return_days_hint')}
          initial={String(merchant.settings.returns.window_days)}
          inputMode="numeric"
          required
          disabled={!may}
          className="max-w-xs"
        />
      </Panel>
      {may && (
        <div>
          <Submit busy={save.busy}>{say('save')}</Submit>
        </div>
      )}
    </Form>
  );
}

function PaymentFields({ merchant, may }: PartProps) {
  const say = useWords(settingsWords);
  const { cod, payments } = merchant.settings;
  const [taken, setTaken] = useState<readonly string[]>(takenBy(payments.gateways));
  const [atDoor, setAtDoor] = useState(cod.offered);
  const turn = (name: string, on: boolean): void => setTaken(on ? [...taken, name] : taken.filter((each) => each !== name));
  return (
    <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 text-sm font-medium">{say('gateways_taken')}</legend>
        {gatewayNames.map((name) => (
          <Toggle
            key={name}
            name="taken"
            value={name}
            label={say(`kind_${name}`)}
            on={taken.includes(name)}
            // Without any the list would mean all of them.
            disabled={!may || (taken.length === 1 && taken.includes(name))}
            onChange={(on) => turn(name, on)}
          />
        ))}
        {taken.length === 1 && taken[0] !== undefined && <input type="hidden" name="taken" value={taken[0]} />}
      </fieldset>
      <Choice
        name="favourite"
        label={say('gateway')}
        initial={payments.gateways[0] ?? NO_FAVOURITE}
        disabled={!may}
        options={[{ id: NO_FAVOURITE, label: say('gateway_all') }, ...gatewayNames.map((id) => ({ id, label: say(`kind_${id}`) }))]}
      />
      <div className="sm:col-span-2">
        <Toggle name="cod_offered" label={say('cod_offered')} on={atDoor} onChange={setAtDoor} disabled={!may} />
      </div>
      <div className={atDoor ? '' : 'hidden'}>
        <MoneyBox
          name="cod_max"
          label={`${say('cod_max')} (${merchant.currency})`}
          hint={say('cod_max_hint')}
          initial={cod.max}
          disabled={!may}
        />
      </div>
    </div>
  );
}

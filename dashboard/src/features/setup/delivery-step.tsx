/** How orders reach people: the courier where we know one for the country, a price of one's own, or pickup. */
import { useQuery } from '@tanstack/react-query';
import { patch } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Form, Submit } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { kinds } from '../settings/connection-kinds.ts';
import { DeliveryFields, PickupFields } from '../settings/delivery-fields.tsx';
import { deliveryOf, formProblems, pickupOf } from '../settings/selling-values.ts';
import { connectionsQuery, type Merchant, merchantQuery } from '../settings/settings-queries.ts';
import { settingsWords } from '../settings/settings-words.ts';
import { Account } from './account.tsx';
import { hasCourier } from './setup-progress.ts';
import { stepWords } from './step-words.ts';

export function DeliveryStep() {
  const me = useMe();
  const { data: merchant } = useQuery(merchantQuery);
  const { data: connections } = useQuery(connectionsQuery);
  if (!merchant || !connections) return <Waiting />;
  const courier = kinds.find(({ kind }) => kind === 'shiprocket');
  return (
    <div className="flex flex-col gap-4">
      <OwnDelivery merchant={merchant} />
      {courier && hasCourier(me.merchant.country) && (
        <Account kind={courier} connection={connections.find(({ kind }) => kind === 'shiprocket')} />
      )}
    </div>
  );
}

function OwnDelivery({ merchant }: { readonly merchant: Merchant }) {
  const say = useWords(stepWords);
  const saySettings = useWords(settingsWords);
  const save = useAct(
    {
      send: (settings: unknown) => patch('/merchant', { settings }),
      touches: [['settings']],
      done: () => tellDone(saySettings('saved')),
    },
    true,
  );
  return (
    <Panel title={say('delivery_title')} about={say('delivery_about')}>
      <Form
        onSend={(values) => save.run({ delivery: deliveryOf(values), pickup: pickupOf(values) })}
        problems={formProblems(save.problems)}
        failure={save.failure}
      >
        <DeliveryFields merchant={merchant} may />
        <PickupFields merchant={merchant} may />
        <div>
          <Submit busy={save.busy}>{saySettings('save')}</Submit>
        </div>
      </Form>
    </Panel>
  );
}

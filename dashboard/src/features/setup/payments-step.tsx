/** Getting paid: the gateway that suits the country first, and cash on delivery. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { patch } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Toggle } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { useAct } from '../../ui/use-act.ts';
import { ConnectionChip } from '../settings/connection-chip.tsx';
import { kinds } from '../settings/connection-kinds.ts';
import { connectionsQuery, merchantQuery } from '../settings/settings-queries.ts';
import { settingsWords } from '../settings/settings-words.ts';
import { Account } from './account.tsx';
import { type GatewayKind, gatewaysFor } from './setup-progress.ts';
import { stepWords } from './step-words.ts';
import { PublicNeeded } from './whatsapp-step.tsx';

export function PaymentsStep() {
  const { merchant } = useMe();
  const { data } = useQuery(connectionsQuery);
  const offered = gatewaysFor(merchant.country);
  const [picked, setPicked] = useState<GatewayKind>();
  if (!data) return <Waiting />;
  const stateOf = (kind: GatewayKind) => data.find((each) => each.kind === kind)?.state ?? 'missing';
  const open = picked ?? offered.find((kind) => stateOf(kind) !== 'missing') ?? offered[0];
  const kind = kinds.find((each) => each.kind === open);
  return (
    <div className="flex flex-col gap-4">
      <PublicNeeded />
      <Gateways offered={offered} open={open} stateOf={stateOf} onPick={setPicked} />
      {kind && <Account key={kind.kind} kind={kind} connection={data.find((each) => each.kind === kind.kind)} />}
      <CashOnDelivery />
    </div>
  );
}

interface GatewaysProps {
  readonly offered: readonly GatewayKind[];
  readonly open: GatewayKind | undefined;
  readonly stateOf: (kind: GatewayKind) => Parameters<typeof ConnectionChip>[0]['state'];
  readonly onPick: (kind: GatewayKind) => void;
}

function Gateways({ offered, open, stateOf, onPick }: GatewaysProps) {
  const say = useWords(stepWords);
  const saySettings = useWords(settingsWords);
  return (
    <Panel title={say('payments_title')} about={say('payments_about')}>
      <div role="group" aria-label={say('payments_title')} className="grid gap-2 sm:grid-cols-3">
        {offered.map((kind, index) => (
          <button
            key={kind}
            type="button"
            aria-pressed={kind === open}
            onClick={() => onPick(kind)}
            className={`flex cursor-pointer flex-col items-start gap-1 rounded-lg border px-3 py-2.5 text-left ${kind === open ? 'border-leaf bg-leaf-soft' : 'border-line hover:bg-sunken'}`}
          >
            <span className="flex w-full flex-wrap items-center justify-between gap-2 font-medium">
              {saySettings(`kind_${kind}`)}
              {stateOf(kind) === 'missing' ? (
                index === 0 && <StatusChip tone="info">{say('fits')}</StatusChip>
              ) : (
                <ConnectionChip state={stateOf(kind)} />
              )}
            </span>
            <span className="text-sm text-ink-2">{saySettings(`about_${kind}`)}</span>
          </button>
        ))}
      </div>
    </Panel>
  );
}

function CashOnDelivery() {
  const say = useWords(stepWords);
  const { data: merchant } = useQuery(merchantQuery);
  const save = useAct({ send: (cod: unknown) => patch('/merchant', { settings: { cod } }), touches: [['settings', 'merchant']] });
  if (!merchant) return null;
  const { cod } = merchant.settings;
  return (
    <Panel>
      <div className="pt-2">
        <Toggle
          label={say('cod')}
          hint={say('cod_text')}
          on={cod.offered}
          disabled={save.busy}
          onChange={(offered) => save.run({ ...cod, offered })}
        />
      </div>
    </Panel>
  );
}

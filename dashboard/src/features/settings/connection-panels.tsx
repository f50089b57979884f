/** What connects one account: what to paste where on both sides, a real test, what is wrong when it fails. Secrets go in and never come out. */

import type { ConnectionKind, ConnectionView } from '@parley/contract/api/connections.ts';
import { useState } from 'react';
import { post, remove } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/page.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { adviceFor } from './connection-advice.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { type Kind, webhookAddress } from './connection-kinds.ts';
import { CopyLine } from './copy-line.tsx';
import { settingsWords } from './settings-words.ts';

interface PanelsProps {
  readonly kind: Kind;
  readonly connection: ConnectionView | undefined;
  readonly onWorking?: () => void;
}

export function ConnectionPanels({ kind, connection, onWorking }: PanelsProps) {
  const say = useWords(settingsWords);
  const me = useMe();
  const address = webhookAddress(kind, location.origin, me.merchant.slug);
  const test = useTest(kind.kind, onWorking);
  const isThere = connection !== undefined && connection.state !== 'missing';
  return (
    <div className="flex flex-col gap-4">
      {connection?.failure && <FailureNote kind={kind.kind} why={connection.failure} />}
      {address && (
        <Panel title={say('their_side')}>
          <div className="flex flex-col gap-3">
            <p className="max-w-2xl text-ink-2">{say(`steps_${kind.kind}` as Parameters<typeof say>[0])}</p>
            <CopyLine label={say('webhook')} text={address} />
          </div>
        </Panel>
      )}
      <Panel
        title={say('our_side')}
        actions={
          isThere && (
            <Button size="sm" variant="secondary" isPending={test.busy} onPress={() => test.run()}>
              {say('test')}
            </Button>
          )
        }
      >
        <ConnectionFields key={connection?.updated_at ?? 'new'} kind={kind} connection={connection} onSaved={() => test.run()} />
      </Panel>
      {isThere && <Disconnect kind={kind.kind} />}
    </div>
  );
}

/** Their words, and what usually helps. */
function FailureNote({ kind, why }: { readonly kind: ConnectionKind; readonly why: string }) {
  const say = useWords(settingsWords);
  const advice = adviceFor(kind, why);
  return (
    <div role="alert" className="rounded-xl bg-brick-soft px-4 py-3 text-brick">
      <p>{say('fails', { why })}</p>
      {advice && <p className="mt-1 text-ink">{say(`advice_${advice}`)}</p>}
    </div>
  );
}

function useTest(kind: ConnectionKind, onWorking?: () => void) {
  const say = useWords(settingsWords);
  return useAct({
    send: () => post<ConnectionView>(`/connections/${kind}/test`, {}),
    touches: [['settings', 'connections']],
    done: (view) => {
      if (view.state !== 'working') return;
      tellDone(say('test_works'));
      onWorking?.();
    },
  });
}

function Disconnect({ kind }: { readonly kind: ConnectionKind }) {
  const say = useWords(settingsWords);
  const [asks, setAsks] = useState(false);
  const drop = useAct({
    send: () => remove(`/connections/${kind}`),
    touches: [['settings', 'connections']],
    done: () => {
      setAsks(false);
      tellDone(say('disconnected'));
    },
  });
  return (
    <div>
      <Button size="sm" variant="danger-soft" onPress={() => setAsks(true)}>
        {say('disconnect')}
      </Button>
      <Confirm
        title={say('disconnect_ask')}
        act={say('disconnect')}
        open={asks}
        busy={drop.busy}
        onAct={() => drop.run()}
        onClose={() => setAsks(false)}
      >
        {say('disconnect_text')}
      </Confirm>
    </div>
  );
}

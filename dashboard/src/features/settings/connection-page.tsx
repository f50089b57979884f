/** One account: what to paste where on both sides, a real test, and what is wrong when it fails. Secrets go in and never come out. */
import { Button } from '@heroui/react';
import type { ConnectionKind, ConnectionView } from '@parley/contract/api/connections.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { post, put, remove } from '../../api.ts';
import { useMe } from '../../session.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { useWords } from '../../speech/speech.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { ConnectionChip } from './connection-chip.tsx';
import { type Kind, kinds, madeUpSecret, webhookAddress } from './connection-kinds.ts';
import { CopyLine } from './copy-line.tsx';
import { connectionsQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

export function ConnectionPage() {
  const say = useWords(settingsWords);
  const { kind: name } = useParams({ from: '/shell/settings/connections/$kind' });
  const connections = useQuery(connectionsQuery);
  const kind = kinds.find((each) => each.kind === name);
  if (!kind) return <NotFound />;
  const found = connections.data?.find((each) => each.kind === name);
  return (
    <Page
      title={say(`kind_${kind.kind}`)}
      about={say(`about_${kind.kind}`)}
      back={{ to: '/settings/connections', label: say('connections') }}
      marks={found && <ConnectionChip state={found.state} />}
    >
      {connections.isPending ? (
        <Waiting />
      ) : connections.isError ? (
        <Failure error={connections.error} retry={() => void connections.refetch()} />
      ) : (
        <ConnectionPanels kind={kind} connection={found} />
      )}
    </Page>
  );
}

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
      {connection?.failure && (
        <p role="alert" className="rounded-xl bg-brick-soft px-4 py-3 text-brick">
          {say('fails', { why: connection.failure })}
        </p>
      )}
      {address && (
        <Panel
          title={say('their_side')}
          about={say(`steps_${kind.kind === 'openai' || kind.kind === 'twilio' || kind.kind === 'cj' ? 'whatsapp' : kind.kind}`)}
        >
          <CopyLine label={say('webhook')} text={address} />
        </Panel>
      )}
      <Panel
        title={say('our_side')}
        actions={
          isThere && (
            <Button variant="secondary" isPending={test.busy} onPress={() => test.run()}>
              {say('test')}
            </Button>
          )
        }
      >
        <FieldsForm key={connection?.updated_at ?? 'new'} kind={kind} connection={connection} onSaved={() => test.run()} />
      </Panel>
      {isThere && <Disconnect kind={kind.kind} />}
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

interface FieldsFormProps {
  readonly kind: Kind;
  readonly connection: ConnectionView | undefined;
  readonly onSaved: () => void;
}

function FieldsForm({ kind, connection, onSaved }: FieldsFormProps) {
  const say = useWords(settingsWords);
  const [own] = useState(madeUpSecret);
  const known = connection?.fields ?? {};
  const isThere = connection !== undefined && connection.state !== 'missing';
  const save = useAct(
    {
      send: (fields: Readonly<Record<string, string>>) => put(`/connections/${kind.kind}`, fields),
      touches: [['settings', 'connections']],
      done: () => {
        tellDone(say('saved'));
        onSaved();
      },
    },
    true,
  );
  return (
    <Form
      problems={save.problems}
      failure={save.failure}
      onSend={(values) => save.run(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')))}
    >
      <p className="text-ink-2">{say(isThere ? 'secrets_again' : 'secrets_new')}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {kind.fields.map((field) => (
          <TextBox
            key={field.name}
            name={field.name}
            label={say(`field_${field.name}` as Parameters<typeof say>[0])}
            {...(field.made
              ? { hint: say('made_hint') }
              : field.secret && known[field.name]
                ? { hint: say('kept', { end: known[field.name] ?? '' }) }
                : {})}
            initial={field.made ? (isThere ? '' : own) : field.secret ? '' : known[field.name]}
            type={field.secret && !field.made ? 'password' : 'text'}
            required={!field.optional}
            autoComplete="off"
          />
        ))}
      </div>
      <div>
        <Submit busy={save.busy}>{say('save_and_test')}</Submit>
      </div>
    </Form>
  );
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
      <Button variant="danger" onPress={() => setAsks(true)}>
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

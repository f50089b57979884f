/** The places where stock lies: added, renamed, made the default, closed once they are empty. */

import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { patch, post, remove } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { InlineEdit } from '../../ui/inline-edit.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { linesWords } from './lines-words.ts';
import { type Location, locationsQuery } from './stock-queries.ts';

export function LocationsPage() {
  const say = useWords(linesWords);
  const mayManage = mayDo(useMe(), managing);
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(locationsQuery);
  return (
    <Page
      title={say('locations')}
      about={say('locations_about')}
      back={{ to: '/stock', label: say('stock') }}
      actions={mayManage && <Button onPress={() => setAdding(true)}>{say('add_place')}</Button>}
    >
      <Panel flush>
        {error && !data ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Waiting rows={3} />
        ) : (
          <ul className="divide-y divide-line">
            {data.map((place) => (
              <Row key={place.id} place={place} edits={mayManage} />
            ))}
          </ul>
        )}
      </Panel>
      {adding && <AddPlace onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Row({ place, edits }: { readonly place: Location; readonly edits: boolean }) {
  const say = useWords(linesWords);
  const [closing, setClosing] = useState(false);
  const touches = [['stock']];
  const change = useAct<object>({ send: (body) => patch(`/inventory/locations/${place.id}`, body), touches });
  const close = useAct(
    {
      send: () => remove(`/inventory/locations/${place.id}`),
      touches,
      done: () => {
        setClosing(false);
        tellDone(say('place_closed', { name: place.name }));
      },
    },
    true,
  );
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-2.5">
      <span className="min-w-0 grow font-medium">
        {edits ? (
          <InlineEdit
            value={place.name}
            label={say('place_name_of', { name: place.name })}
            width="w-56"
            onSave={(name) => change.run({ name })}
          />
        ) : (
          place.name
        )}
        {Object.values(change.problems).map((problem) => (
          <span key={problem} role="alert" className="block text-sm font-normal text-brick">
            {problem}
          </span>
        ))}
      </span>
      {place.is_default && <StatusChip tone="good">{say('default')}</StatusChip>}
      {edits && !place.is_default && (
        <>
          <Button size="sm" variant="tertiary" isPending={change.busy} onPress={() => change.run({ is_default: true })}>
            {say('make_default')}
          </Button>
          <Button size="sm" variant="tertiary" onPress={() => setClosing(true)}>
            {say('close')}
          </Button>
        </>
      )}
      <Confirm
        title={say('close_title', { name: place.name })}
        open={closing}
        busy={close.busy}
        act={say('close')}
        onAct={() => close.run()}
        onClose={() => setClosing(false)}
      >
        {close.failure ?? say('close_text')}
      </Confirm>
    </li>
  );
}

function AddPlace({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(linesWords);
  const add = useAct<Readonly<Record<string, string>>, Location>(
    {
      send: ({ name }) => post('/inventory/locations', { name }),
      touches: [['stock']],
      done: ({ name }) => {
        tellDone(say('place_added', { name }));
        onClose();
      },
    },
    true,
  );
  return (
    <Dialog title={say('add_place')} open onClose={onClose} size="sm">
      <Form onSend={add.run} problems={add.problems} failure={add.failure}>
        <TextBox name="name" label={say('place_name')} required autoFocus maxLength={80} autoComplete="off" />
        <Submit busy={add.busy}>{say('add_place')}</Submit>
      </Form>
    </Dialog>
  );
}

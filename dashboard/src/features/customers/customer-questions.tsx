/** What is asked before something about a customer changes; merging and erasing end in the person's own code. */
import type { ContactAnswer, ContactDetailAnswer, ContactExport } from '@parley/contract/api/contacts.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { getPage, patch, post } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { CodeDialog, Dialog } from '../../ui/dialog.tsx';
import { Choice, Form, Submit, TextBox, Toggle } from '../../ui/form.tsx';
import { SearchBox } from '../../ui/list-tools.tsx';
import { tellDone } from '../../ui/told.tsx';
import { uiWords } from '../../ui/ui-words.ts';
import { useAct } from '../../ui/use-act.ts';
import { customerQuery, touchedByCustomers } from './customers-queries.ts';
import { customersWords } from './customers-words.ts';

export type CustomerQuestion = 'edit' | 'set_consent' | 'merge' | 'export_one' | 'erase';
interface QuestionProps {
  readonly who: ContactDetailAnswer;
  readonly onClose: () => void;
}

export function CustomerQuestions({ who, asked, onClose }: QuestionProps & { readonly asked: CustomerQuestion | undefined }) {
  switch (asked) {
    case 'edit':
      return <EditQuestion who={who} onClose={onClose} />;
    case 'set_consent':
      return <ConsentQuestion who={who} onClose={onClose} />;
    case 'merge':
      return <MergeQuestion who={who} onClose={onClose} />;
    case 'export_one':
      return <ExportNow who={who} onClose={onClose} />;
    case 'erase':
      return <EraseQuestion who={who} onClose={onClose} />;
    default:
      return null;
  }
}

function EditQuestion({ who, onClose }: QuestionProps) {
  const say = useWords(customersWords);
  const ui = useWords(uiWords);
  const client = useQueryClient();
  const takeBack = async (): Promise<void> => {
    const { name, note, labels } = who;
    await patch(`/contacts/${who.id}`, { ...(name === null ? {} : { name }), note, labels });
    await client.invalidateQueries({ queryKey: ['customers'] });
  };
  const act = useAct<Readonly<Record<string, string>>, ContactDetailAnswer>(
    {
      send: ({ name, note = '', labels = '' }) =>
        patch(`/contacts/${who.id}`, {
          ...(name ? { name } : {}),
          note: note === '' ? null : note,
          labels: labels
            .split(',')
            .map((label) => label.trim())
            .filter(Boolean),
        }),
      touches: touchedByCustomers,
      done: () => {
        tellDone(say('saved'), { undo: { label: ui('undo'), act: takeBack } });
        onClose();
      },
    },
    true,
  );
  return (
    <Dialog title={say('edit')} open onClose={onClose} size="sm">
      <Form onSend={act.run} problems={act.problems} failure={act.failure}>
        <TextBox name="name" label={say('name')} initial={who.name ?? ''} maxLength={120} autoFocus autoComplete="off" />
        <TextBox name="labels" label={say('labels')} hint={say('labels_hint')} initial={who.labels.join(', ')} autoComplete="off" />
        <TextBox name="note" label={say('note')} rows={4} initial={who.note ?? ''} maxLength={2000} />
        <Submit busy={act.busy}>{say('save')}</Submit>
      </Form>
    </Dialog>
  );
}

function ConsentQuestion({ who, onClose }: QuestionProps) {
  const say = useWords(customersWords);
  const act = useAct<Readonly<Record<string, string>>, ContactDetailAnswer>(
    {
      send: ({ wants, source, note = '' }) => post(`/contacts/${who.id}/consent`, { wants_marketing: wants === 'true', source, note }),
      touches: [['customers']],
      done: () => {
        tellDone(say('saved'));
        onClose();
      },
    },
    true,
  );
  const sources = (['counter', 'by_phone', 'form', 'mail', 'chat', 'other'] as const).map((word) => ({
    id: word === 'by_phone' ? 'phone' : word,
    label: say(word),
  }));
  return (
    <Dialog title={say('set_consent')} open onClose={onClose} size="sm">
      <Form onSend={act.run} problems={act.problems} failure={act.failure}>
        <Toggle name="wants" label={say('wants')} initial={who.consent === 'yes'} />
        <Choice name="source" label={say('source')} options={sources} initial="counter" required />
        <TextBox name="note" label={say('note')} maxLength={500} autoComplete="off" />
        <Submit busy={act.busy}>{say('save')}</Submit>
      </Form>
    </Dialog>
  );
}

function MergeQuestion({ who, onClose }: QuestionProps) {
  const say = useWords(customersWords);
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [other, setOther] = useState<ContactAnswer>();
  const find = useCallback((next: string) => setText(next), []);
  const { data } = useQuery({
    queryKey: ['customers', 'to-merge', text],
    enabled: text !== '',
    queryFn: ({ signal }) => getPage<ContactAnswer>('/contacts', { search: text, limit: 6 }, signal),
  });
  const act = useAct<string, ContactDetailAnswer>(
    {
      send: (code) => post(`/contacts/${who.id}/merge`, { other_id: other?.id }, { code }),
      // Not the record that is gone: nobody shall ask for it again.
      touches: [['customers', 'list'], ['orders'], ['chats'], ['home']],
      done: (kept) => {
        client.setQueryData(customerQuery(kept.id).queryKey, kept);
        tellDone(say('merged'));
        onClose();
        void navigate({ to: '/customers/$id', params: { id: kept.id } });
      },
    },
    true,
  );
  if (other)
    return <CodeDialog open onClose={onClose} onCode={act.run} busy={act.busy} failure={act.failure} enrolled={me.two_factor.enabled} />;
  return (
    <Dialog title={say('merge')} open onClose={onClose} size="sm">
      <p className="mb-3 text-ink-2">{say('merge_text')}</p>
      <SearchBox value={text} label={say('search')} onChange={find} />
      <ul className="mt-2 divide-y divide-line">
        {data?.data
          .filter(({ id }) => id !== who.id)
          .map((each) => (
            <li key={each.id}>
              <button
                type="button"
                onClick={() => setOther(each)}
                aria-label={say('merge_pick', { name: each.name ?? each.phone ?? say('nobody') })}
                className="flex w-full cursor-pointer justify-between gap-3 px-1 py-2 text-left hover:bg-sunken"
              >
                <span className="truncate">{each.name ?? say('nobody')}</span>
                <span className="text-ink-2 tabular-nums">{each.phone}</span>
              </button>
            </li>
          ))}
      </ul>
    </Dialog>
  );
}

/** A file of everything kept about them, to hand over. */
function ExportNow({ who, onClose }: QuestionProps) {
  const say = useWords(customersWords);
  const act = useAct({
    send: (): Promise<ContactExport> => post(`/contacts/${who.id}/export`, {}),
    done: (all) => {
      const url = URL.createObjectURL(new Blob([JSON.stringify(all, null, 2)], { type: 'application/json' }));
      const link = Object.assign(document.createElement('a'), { href: url, download: `customer-${who.id}.json` });
      link.click();
      URL.revokeObjectURL(url);
      tellDone(say('exported'));
    },
  });
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    act.run();
    onClose();
  });
  return null;
}

function EraseQuestion({ who, onClose }: QuestionProps) {
  const say = useWords(customersWords);
  const me = useMe();
  const navigate = useNavigate();
  const [sure, setSure] = useState(false);
  const act = useAct<string>(
    {
      send: (code) => post(`/contacts/${who.id}/erase`, {}, { code }),
      touches: touchedByCustomers,
      done: () => {
        tellDone(say('erased'));
        void navigate({ to: '/customers', search: {} });
      },
    },
    true,
  );
  if (sure)
    return <CodeDialog open onClose={onClose} onCode={act.run} busy={act.busy} failure={act.failure} enrolled={me.two_factor.enabled} />;
  return (
    <Confirm title={say('erase')} open act={say('erase_go')} onAct={() => setSure(true)} onClose={onClose}>
      {say('erase_text')}
    </Confirm>
  );
}

/** The fields of one account: filled in, saved whole and tested at once. What we make up can be copied; what is secret is never shown again. */

import type { ConnectionView } from '@parley/contract/api/connections.ts';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { put } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type Kind, type KindField, madeUpSecret, sandboxValues } from './connection-kinds.ts';
import { isSandbox } from './sandbox.ts';
import { settingsWords } from './settings-words.ts';
import { useCopy } from './use-copy.ts';

interface ConnectionFieldsProps {
  readonly kind: Kind;
  readonly connection: ConnectionView | undefined;
  readonly onSaved: () => void;
}

export function ConnectionFields({ kind, connection, onSaved }: ConnectionFieldsProps) {
  const say = useWords(settingsWords);
  const [made] = useState(madeUpSecret);
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>();
  const known = connection?.fields ?? {};
  const isThere = connection !== undefined && connection.state !== 'missing';
  const save = useAct(
    {
      send: (fields: Readonly<Record<string, string>>) => put(`/connections/${kind.kind}`, fields),
      touches: [['settings', 'connections']],
      // What the test says is told next.
      done: onSaved,
    },
    true,
  );
  const initialOf = ({ name, secret, made: isMade }: KindField): string | undefined =>
    filled?.[name] ?? (isMade ? (isThere ? '' : made) : secret ? '' : known[name]);
  return (
    <Form
      key={filled ? 'filled' : 'empty'}
      problems={save.problems}
      failure={save.failure}
      onSend={(values) => save.run(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')))}
    >
      {!isThere && isSandbox() && (
        <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg bg-turmeric-soft px-3 py-2 text-turmeric">
          <p className="text-sm">{say('sandbox_takes_any')}</p>
          <Button size="sm" variant="secondary" onPress={() => setFilled(sandboxValues(kind))}>
            {say('sandbox_fill')}
          </Button>
        </div>
      )}
      <p className="text-ink-2">{say(isThere ? 'secrets_again' : 'secrets_new')}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {kind.fields.map((field) =>
          field.made ? (
            <MadeBox key={field.name} field={field} initial={initialOf(field) ?? ''} kept={known[field.name]} />
          ) : (
            <TextBox
              key={field.name}
              name={field.name}
              label={say(`field_${field.name}` as Parameters<typeof say>[0])}
              {...(field.secret && known[field.name] ? { hint: say('kept', { end: known[field.name] ?? '' }) } : {})}
              initial={initialOf(field)}
              type={field.secret ? 'password' : 'text'}
              required={!field.optional}
              autoComplete={field.secret ? 'new-password' : 'off'}
            />
          ),
        )}
      </div>
      <div>
        <Submit busy={save.busy}>{say('save_and_test')}</Submit>
      </div>
    </Form>
  );
}

interface MadeBoxProps {
  readonly field: KindField;
  readonly initial: string;
  readonly kept: string | undefined;
}

/** A secret that both sides must know: ours to make up, theirs to be told. */
function MadeBox({ field: { name }, initial, kept }: MadeBoxProps) {
  const say = useWords(settingsWords);
  const [value, setValue] = useState(initial);
  const [copied, copy] = useCopy();
  return (
    <div className="flex items-start gap-2">
      <TextBox
        name={name}
        label={say(`field_${name}` as Parameters<typeof say>[0])}
        hint={value === '' && kept ? say('kept_made', { end: kept }) : say('made_hint')}
        value={value}
        onChange={setValue}
        required
        autoComplete="off"
      />
      {value === '' ? (
        <Button variant="secondary" className="mt-6 shrink-0" onPress={() => setValue(madeUpSecret())}>
          {say('make_new')}
        </Button>
      ) : (
        <Button
          variant="secondary"
          isIconOnly
          aria-label={say(copied ? 'copied' : 'copy')}
          className="mt-6 shrink-0"
          onPress={() => copy(value)}
        >
          {copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
        </Button>
      )}
    </div>
  );
}

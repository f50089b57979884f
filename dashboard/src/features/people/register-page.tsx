/** Opening a shop: the few things nobody else can know, then straight on to the guided path. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Form, Submit, TextBox, Toggle } from '../../ui/form.tsx';
import { useAct } from '../../ui/use-act.ts';
import { OpenPage } from './open-page.tsx';
import { openWords } from './open-words.ts';
import { useEnter } from './use-enter.ts';

/** A name as an address: `Asha's Café` → `ashas-cafe`. */
function addressOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

export function RegisterPage() {
  const say = useWords(openWords);
  const { enter, busy, failure } = useEnter('/setup?step=shop');
  const [name, setName] = useState('');
  const [typed, setTyped] = useState<string>();
  const [same, setSame] = useState(true);
  const subdomain = typed ?? addressOf(name);
  const register = useAct(
    {
      send: (values: Readonly<Record<string, string>>) => post('/auth/register', values),
      done: (_answer, { email, password }) => void enter('/auth/login', { email, password }),
    },
    true,
  );
  return (
    <OpenPage title={say('register')} about={say('register_about')}>
      <Form
        problems={register.problems}
        failure={register.failure ?? failure}
        onSend={({ shop: _shop, same: _same, ...values }) =>
          register.run({ ...values, name, subdomain, whatsapp_number: same ? (values['phone'] ?? '') : (values['whatsapp_number'] ?? '') })
        }
      >
        <TextBox
          name="name"
          label={say('shop_name')}
          hint={say('shop_name_hint')}
          value={name}
          onChange={setName}
          required
          autoFocus
          autoComplete="organization"
          maxLength={120}
        />
        <TextBox
          name="subdomain"
          label={say('subdomain')}
          hint={say('subdomain_hint', { address: `${location.host}/${subdomain === '' ? '…' : subdomain}` })}
          value={subdomain}
          onChange={(text) => setTyped(text.toLowerCase())}
          required
          autoComplete="off"
          maxLength={40}
        />
        <TextBox name="email" type="email" label={say('your_email')} required autoComplete="email" />
        <TextBox name="phone" type="tel" label={say('phone')} hint={say('phone_hint')} required autoComplete="tel" />
        <Toggle label={say('whatsapp_same')} on={same} onChange={setSame} />
        {!same && <TextBox name="whatsapp_number" type="tel" label={say('whatsapp')} required autoComplete="tel" />}
        <TextBox name="password" type="password" label={say('password')} hint={say('password_hint')} required autoComplete="new-password" />
        <Submit busy={register.busy || busy}>{say('open')}</Submit>
      </Form>
      <Link to="/sign-in" search={{}} className="text-leaf hover:underline">
        {say('have_account')}
      </Link>
    </OpenPage>
  );
}

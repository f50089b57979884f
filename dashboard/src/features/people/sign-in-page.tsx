/** Signing in with email and password, and the code of the second factor where the person has one. */

import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { OpenPage } from './open-page.tsx';
import { signInWords } from './sign-in-words.ts';
import { useEnter } from './use-enter.ts';

interface Demo {
  readonly email: string;
  readonly password: string;
  readonly merchants: readonly { readonly name: string; readonly email: string }[];
}

/** The sandbox names its demo account in the page itself. */
function demoAccount(): Demo | undefined {
  const text = document.querySelector<HTMLMetaElement>('meta[name="parley-demo"]')?.content;
  return text ? (JSON.parse(text) as Demo) : undefined;
}

export function SignInPage() {
  const say = useWords(signInWords);
  const { to } = useSearch({ from: '/sign-in' });
  const [asksCode, setAsksCode] = useState(false);
  const { enter, busy, error, problems, failure } = useEnter(to, ({ code }) => {
    if (code !== 'auth.two_factor_required' || asksCode) return false;
    setAsksCode(true);
    return true;
  });
  const demo = demoAccount();
  const wrong = error instanceof Problem && error.code === 'auth.invalid_credentials';
  const send = ({ email = '', password = '', code }: Readonly<Record<string, string>>): void =>
    void enter('/auth/login', { email, password, ...(code ? { code } : {}) });
  return (
    <OpenPage title={say('title')}>
      <Form onSend={send} failure={wrong ? say('wrong') : failure} problems={problems}>
        <TextBox name="email" type="email" label={say('email')} required autoFocus autoComplete="username" />
        <TextBox name="password" type="password" label={say('password')} required autoComplete="current-password" />
        {asksCode && (
          <TextBox
            name="code"
            label={say('code')}
            hint={say('code_hint')}
            required
            autoFocus
            inputMode="numeric"
            autoComplete="one-time-code"
          />
        )}
        <Submit busy={busy}>{say('enter')}</Submit>
      </Form>
      <nav className="flex flex-wrap justify-between gap-2">
        <Link to="/forgot" className="text-leaf hover:underline">
          {say('forgot')}
        </Link>
        <Link to="/register" className="text-leaf hover:underline">
          {say('register')}
        </Link>
      </nav>
      {demo && (
        <section className="rounded-xl bg-turmeric-soft px-4 py-3 text-turmeric">
          <p className="text-sm">{say('demo')}</p>
          <p className="my-2 text-sm text-ink">
            <code>{demo.email}</code> · <code>{demo.password}</code>
          </p>
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              variant="secondary"
              isDisabled={busy}
              onPress={() => void enter('/auth/login', { email: demo.email, password: demo.password })}
            >
              {say('demo_use')}
            </Button>
            {demo.merchants
              .filter((other) => other.email !== demo.email)
              .map(({ name, email }) => (
                <Button
                  key={email}
                  size="sm"
                  variant="tertiary"
                  isDisabled={busy}
                  onPress={() => void enter('/auth/login', { email, password: demo.password })}
                >
                  {name}
                </Button>
              ))}
          </div>
        </section>
      )}
    </OpenPage>
  );
}

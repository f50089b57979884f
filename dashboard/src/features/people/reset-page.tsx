/** A new password by the link of a message: used once, and signed in with it. */
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../speech/speech.ts';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { OpenPage } from './open-page.tsx';
import { openWords } from './open-words.ts';
import { signInWords } from './sign-in-words.ts';
import { useEnter } from './use-enter.ts';

export function ResetPage() {
  const say = useWords(openWords);
  const sayCode = useWords(signInWords);
  const { token } = useSearch({ from: '/reset' });
  const [asksCode, setAsksCode] = useState(false);
  const { enter, busy, problems, failure } = useEnter('/', (problem) => {
    if (problem.code !== 'auth.two_factor_required' || asksCode) return false;
    setAsksCode(true);
    return true;
  });
  const again = (
    <Link to="/forgot" className="text-leaf hover:underline">
      {say('again')}
    </Link>
  );
  if (token === '') {
    return (
      <OpenPage title={say('reset')} about={say('token_missing')}>
        {again}
      </OpenPage>
    );
  }
  return (
    <OpenPage title={say('reset')} about={say('reset_about')}>
      <Form
        onSend={({ password = '', code }) => void enter('/auth/password/reset', { token, password, ...(code ? { code } : {}) })}
        problems={problems}
        failure={failure}
      >
        <TextBox
          name="password"
          type="password"
          label={say('new_password')}
          hint={say('password_hint')}
          required
          autoFocus
          autoComplete="new-password"
        />
        {asksCode && (
          <TextBox
            name="code"
            label={sayCode('code')}
            hint={sayCode('code_hint')}
            required
            inputMode="numeric"
            autoComplete="one-time-code"
          />
        )}
        <Submit busy={busy}>{say('keep')}</Submit>
      </Form>
      {failure && again}
    </OpenPage>
  );
}

/** A lost password: asks for the email and says the same whether or not it is known. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { useAct } from '../../ui/use-act.ts';
import { OpenPage } from './open-page.tsx';
import { openWords } from './open-words.ts';

export function ForgotPage() {
  const say = useWords(openWords);
  const [mail, setMail] = useState<'queued' | 'off'>();
  const ask = useAct(
    {
      send: (email: string) => post<{ readonly mail: 'queued' | 'off' }>('/auth/password/forgot', { email }),
      done: (answer) => setMail(answer.mail),
    },
    true,
  );
  return (
    <OpenPage title={say('forgot')} about={mail === undefined ? say('forgot_about') : ''}>
      {mail === undefined ? (
        <Form onSend={({ email = '' }) => ask.run(email)} problems={ask.problems} failure={ask.failure}>
          <TextBox name="email" type="email" label={say('your_email')} required autoFocus autoComplete="username" />
          <Submit busy={ask.busy}>{say('send_link')}</Submit>
        </Form>
      ) : (
        <p role="status">{say(mail === 'queued' ? 'sent' : 'sent_no_mail')}</p>
      )}
      <Link to="/sign-in" search={{}} className="text-leaf hover:underline">
        {say('sign_in')}
      </Link>
    </OpenPage>
  );
}

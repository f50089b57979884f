/** An invitation: who invites, to which shop and role; a name and a password make it an account. */
import type { inviteView } from '@parley/contract/api/people.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { z } from 'zod';
import { get } from '../../api.ts';
import { shellWords } from '../../shell/shell-words.ts';
import { useWords } from '../../speech/speech.ts';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { Waiting } from '../../ui/states.tsx';
import { OpenPage } from './open-page.tsx';
import { openWords } from './open-words.ts';
import { useEnter } from './use-enter.ts';

type Invite = z.infer<typeof inviteView>;

export function InvitePage() {
  const say = useWords(openWords);
  const sayRole = useWords(shellWords);
  const { token } = useSearch({ from: '/invite' });
  const invite = useQuery({
    queryKey: ['invite', token],
    retry: false,
    queryFn: ({ signal }) => get<Invite>('/auth/invite', { token }, signal),
  });
  const { enter, busy, problems, failure } = useEnter('/');
  if (invite.isPending) return <Waiting />;
  if (invite.isError) {
    return (
      <OpenPage title={say('invitation')} about={say('invite_over')}>
        <Link to="/sign-in" search={{}} className="text-leaf hover:underline">
          {say('sign_in')}
        </Link>
      </OpenPage>
    );
  }
  const { merchant, invited_by: by, role, name, email } = invite.data;
  return (
    <OpenPage title={say('invite', { shop: merchant.name })} about={say('invite_about', { by, role: sayRole(`role_${role}`) })}>
      <Form
        onSend={({ name: given, password = '', phone }) =>
          void enter('/auth/accept-invite', { token, password, ...(given ? { name: given } : {}), ...(phone ? { phone } : {}) })
        }
        problems={problems}
        failure={failure}
      >
        <TextBox name="email" type="email" label={say('your_email')} initial={email} disabled autoComplete="username" />
        <TextBox name="name" label={say('name')} initial={name} required autoComplete="name" maxLength={120} />
        <TextBox name="phone" type="tel" label={say('phone')} autoComplete="tel" />
        <TextBox
          name="password"
          type="password"
          label={say('password')}
          hint={say('password_hint')}
          required
          autoFocus
          autoComplete="new-password"
        />
        <Submit busy={busy}>{say('join')}</Submit>
      </Form>
    </OpenPage>
  );
}

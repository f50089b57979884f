/** One's own account: the password, the second factor with its recovery codes, and where one is signed in. */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, post, remove } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { SecondFactor } from './second-factor.tsx';
import { sessionsQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

export function SecurityPage() {
  const say = useWords(settingsWords);
  return (
    <Page title={say('security')} about={say('security_about')}>
      <div className="flex flex-col gap-4">
        <SecondFactor />
        <Password />
        <Sessions />
      </div>
    </Page>
  );
}

function Password() {
  const say = useWords(settingsWords);
  // A new round empties the fields; what was refused stays to be mended.
  const [round, setRound] = useState(0);
  const change = useAct(
    {
      send: async (values: unknown) => {
        try {
          return await post('/auth/password', values);
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== 'auth.invalid_credentials') throw error;
          throw new Problem(error.status, error.code, error.message, { current_password: say('password_wrong') });
        }
      },
      touches: [['settings', 'sessions']],
      done: () => {
        setRound(round + 1);
        tellDone(say('password_changed'));
      },
    },
    true,
  );
  return (
    <Panel title={say('password')} about={say('password_about')}>
      <Form
        key={round}
        onSend={(values) => change.run(values)}
        problems={change.problems}
        failure={change.failure}
        className="grid gap-4 sm:grid-cols-2"
      >
        <TextBox name="current_password" type="password" label={say('current_password')} required autoComplete="current-password" />
        <TextBox name="new_password" type="password" label={say('new_password')} required autoComplete="new-password" />
        <div className="sm:col-span-2">
          <Submit busy={change.busy}>{say('change_password')}</Submit>
        </div>
      </Form>
    </Panel>
  );
}

function Sessions() {
  const say = useWords(settingsWords);
  const format = useFormat();
  const sessions = useQuery(sessionsQuery);
  const end = useAct({ send: (id: string) => remove(`/auth/sessions/${id}`), touches: [['settings', 'sessions']] });
  const endAll = useAct({
    send: () => remove<{ readonly ended: number }>('/auth/sessions'),
    touches: [['settings', 'sessions']],
    done: ({ ended }) => tellDone(say('sessions_ended', { n: ended })),
  });
  return (
    <Panel
      title={say('sessions')}
      flush
      actions={
        (sessions.data?.length ?? 0) > 1 && (
          <Button size="sm" variant="secondary" isPending={endAll.busy} onPress={() => endAll.run()}>
            {say('end_others')}
          </Button>
        )
      }
    >
      <Loaded query={sessions} rows={2}>
        {(data) => (
          <ul className="divide-y divide-line border-t border-line">
            {data.map((session) => (
              <li key={session.id} className="flex flex-wrap items-center gap-3 px-4 py-3">
                <span className="min-w-0 grow">
                  <span className="block truncate font-medium">{session.device}</span>
                  <span className="block text-sm text-ink-2">{say('used', { time: format.ago(session.last_used_at) })}</span>
                </span>
                {session.current ? (
                  <StatusChip tone="good">{say('this_one')}</StatusChip>
                ) : (
                  <Button size="sm" variant="tertiary" onPress={() => end.run(session.id)}>
                    {say('end')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}

/** The second factor: scan, prove, keep the recovery codes; renew them or switch it off with a code. */

import type { recoveryCodesAnswer, twoFactorEnrolled } from '@parley/contract/api/two-factor.ts';
import { useState } from 'react';
import type { z } from 'zod';
import { post, remove } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { CodeDialog, Dialog } from '../../ui/dialog.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { CopyLine } from './copy-line.tsx';
import { settingsWords } from './settings-words.ts';
import { useCopy } from './use-copy.ts';

type Enrolled = z.infer<typeof twoFactorEnrolled>;
type Codes = z.infer<typeof recoveryCodesAnswer>;
const touches = [['me']] as const;

export function SecondFactor() {
  const say = useWords(settingsWords);
  const { two_factor: factor } = useMe();
  const [enrolled, setEnrolled] = useState<Enrolled>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [asks, setAsks] = useState<'renew' | 'off'>();
  const [copied, copy] = useCopy();
  const enrol = useAct({ send: () => post<Enrolled>('/auth/two-factor', {}), done: setEnrolled });
  const show = (answer: Codes): void => {
    setEnrolled(undefined);
    setAsks(undefined);
    setCodes(answer.recovery_codes);
  };
  const confirm = useAct({ send: (code: string) => post<Codes>('/auth/two-factor/confirm', { code }), touches, done: show }, true);
  const renew = useAct({ send: (code: string) => post<Codes>('/auth/two-factor/recovery-codes', {}, { code }), touches, done: show }, true);
  const off = useAct(
    {
      send: (code: string) => remove('/auth/two-factor', { code }),
      touches,
      done: () => {
        setAsks(undefined);
        tellDone(say('factor_off_done'));
      },
    },
    true,
  );
  const act = asks === 'renew' ? renew : off;
  return (
    <Panel
      title={say('factor')}
      about={say('factor_about')}
      actions={<StatusChip tone={factor.enabled ? 'good' : 'attention'}>{say(factor.enabled ? 'factor_on' : 'factor_off')}</StatusChip>}
    >
      <div className="flex flex-wrap gap-2">
        {factor.enabled ? (
          <>
            <Button variant="secondary" onPress={() => setAsks('renew')}>
              {say('new_codes')}
            </Button>
            <Button variant="tertiary" onPress={() => setAsks('off')}>
              {say('switch_off')}
            </Button>
          </>
        ) : (
          <Button isPending={enrol.busy} onPress={() => enrol.run()}>
            {say('switch_on')}
          </Button>
        )}
      </div>
      <Dialog title={say('switch_on')} open={enrolled !== undefined} onClose={() => setEnrolled(undefined)}>
        {enrolled && (
          <Form onSend={({ code = '' }) => confirm.run(code)} problems={confirm.problems} failure={confirm.failure}>
            <p className="text-ink-2">{say('scan')}</p>
            <img
              src={enrolled.qr}
              alt={say('qr_of', { what: say('factor') })}
              width={196}
              height={196}
              className="self-center rounded-lg bg-white"
            />
            <CopyLine label={say('or_type')} text={enrolled.secret} />
            <TextBox name="code" label={say('code_now')} required inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
            <Submit busy={confirm.busy}>{say('confirm')}</Submit>
          </Form>
        )}
      </Dialog>
      <Dialog title={say('recovery_title')} open={codes !== undefined} onClose={() => setCodes(undefined)}>
        {codes && (
          <div className="flex flex-col gap-3">
            <p className="text-ink-2">{say('recovery_text')}</p>
            <ul className="grid gap-x-6 gap-y-1 rounded-lg bg-sunken p-3 font-mono text-sm sm:grid-cols-2">
              {codes.map((code) => (
                <li key={code}>{code}</li>
              ))}
            </ul>
            <div className="flex flex-wrap gap-2">
              <Button onPress={() => setCodes(undefined)}>{say('kept_them')}</Button>
              <Button variant="secondary" onPress={() => copy(codes.join('\n'))}>
                <span aria-live="polite">{say(copied ? 'copied' : 'copy_all')}</span>
              </Button>
            </div>
          </div>
        )}
      </Dialog>
      <CodeDialog
        open={asks !== undefined}
        onClose={() => setAsks(undefined)}
        text={say(asks === 'off' ? 'off_text' : 'renew_text')}
        onCode={act.run}
        busy={act.busy}
        failure={act.failure}
        enrolled
      />
    </Panel>
  );
}

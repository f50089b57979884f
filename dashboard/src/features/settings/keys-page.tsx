/** Keys by which programs act for the shop: made with a role and scopes, shown once, ended at once. */
import { Checkbox } from '@heroui/react';
import type { ApiKeyView } from '@parley/contract/api/api-keys.ts';
import { givenRoles } from '@parley/contract/values/role.ts';
import { scopeRooms } from '@parley/contract/values/scope.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { post, remove } from '../../api.ts';
import { shellWords } from '../../shell/shell-words.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Form, Submit, TextBox } from '../../ui/form.tsx';
import { Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { useAct } from '../../ui/use-act.ts';
import { CopyLine } from './copy-line.tsx';
import { keysQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

const touches = [['settings', 'keys']] as const;
/** The one who may least comes first. */
const roles = givenRoles.toReversed();
const DAY_MS = 86_400_000;

export function KeysPage() {
  const say = useWords(settingsWords);
  const { page = 1 } = useSearch({ from: '/shell/settings/keys' });
  const navigate = useNavigate();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string>();
  const keys = useQuery(keysQuery(page));
  const button = <Button onPress={() => setMaking(true)}>{say('new_key')}</Button>;
  return (
    <Page title={say('keys')} about={say('keys_about')} actions={keys.data?.data.length ? button : undefined}>
      <Panel flush>
        <Loaded query={keys}>
          {({ data, pagination }) =>
            data.length === 0 ? (
              <Empty title={say('no_keys')} text={say('no_keys_text')}>
                {button}
              </Empty>
            ) : (
              <>
                <KeyTable rows={data} />
                <Pager
                  pagination={pagination}
                  onPage={(next) => void navigate({ to: '/settings/keys', search: next > 1 ? { page: next } : {} })}
                />
              </>
            )
          }
        </Loaded>
      </Panel>
      <NewKey
        open={making}
        onClose={() => setMaking(false)}
        onMade={(key) => {
          setMaking(false);
          setMade(key);
        }}
      />
      <Dialog title={say('key_made')} open={made !== undefined} onClose={() => setMade(undefined)}>
        <p className="mb-3 text-ink-2">{say('key_once')}</p>
        <CopyLine label={say('key')} text={made ?? ''} />
      </Dialog>
    </Page>
  );
}

function KeyTable({ rows }: { readonly rows: readonly ApiKeyView[] }) {
  const say = useWords(settingsWords);
  const sayRole = useWords(shellWords);
  const format = useFormat();
  const [ending, setEnding] = useState<ApiKeyView>();
  const end = useAct({ send: (id: string) => remove(`/api-keys/${id}`), touches, done: () => setEnding(undefined) });
  return (
    <>
      <DataTable
        label={say('keys')}
        rows={rows}
        idOf={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: say('name'),
            place: 'title',
            cell: (row) => (
              <span>
                <span className="block font-medium">{row.name}</span>
                <code className="text-sm text-ink-2">…{row.last_four}</code>
              </span>
            ),
          },
          { key: 'role', label: say('role'), cell: (row) => sayRole(`role_${row.role}`) },
          {
            key: 'scopes',
            label: say('scopes'),
            wideOnly: true,
            cell: (row) => (row.scopes.length === 0 ? say('all_of_role') : row.scopes.join(', ')),
          },
          { key: 'used', label: say('last_used'), cell: (row) => (row.last_used_at ? format.ago(row.last_used_at) : say('never')) },
          {
            key: 'ends',
            label: say('expires'),
            cell: (row) =>
              row.expired ? (
                <StatusChip tone="bad">{say('expired_key')}</StatusChip>
              ) : row.expires_at ? (
                format.date(row.expires_at)
              ) : (
                say('never_ends')
              ),
          },
          {
            key: 'acts',
            label: '',
            place: 'end',
            align: 'right',
            cell: (row) => (
              <Button size="sm" variant="tertiary" onPress={() => setEnding(row)}>
                {say('end')}
              </Button>
            ),
          },
        ]}
      />
      <Confirm
        title={say('end_key', { name: ending?.name ?? '' })}
        act={say('end')}
        open={ending !== undefined}
        busy={end.busy}
        onAct={() => ending && end.run(ending.id)}
        onClose={() => setEnding(undefined)}
      >
        {say('end_key_text')}
      </Confirm>
    </>
  );
}

interface NewKeyProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onMade: (key: string) => void;
}

function NewKey({ open, onClose, onMade }: NewKeyProps) {
  const say = useWords(settingsWords);
  const sayRole = useWords(shellWords);
  const make = useAct(
    { send: (values: unknown) => post<{ readonly key: string }>('/api-keys', values), touches, done: ({ key }) => onMade(key) },
    true,
  );
  const send = ({ name, role, days = '0' }: Readonly<Record<string, string>>, form: FormData): void =>
    make.run({
      name,
      role,
      scopes: form.getAll('scope'),
      ...(days === '0' ? {} : { expires_at: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }),
    });
  return (
    <Dialog title={say('new_key')} open={open} onClose={onClose} size="lg">
      <Form onSend={send} problems={make.problems} failure={make.failure}>
        <TextBox name="name" label={say('name')} hint={say('key_name_hint')} required autoFocus autoComplete="off" maxLength={120} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Choice
            name="role"
            label={say('role')}
            initial="viewer"
            required
            options={roles.map((id) => ({ id, label: sayRole(`role_${id}`) }))}
          />
          <Choice
            name="days"
            label={say('expires')}
            initial="90"
            required
            options={['30', '90', '365', '0'].map((id) => ({
              id,
              label: id === '0' ? say('never_ends') : say('in_days', { n: Number(id) }),
            }))}
          />
        </div>
        <fieldset>
          <legend className="text-sm font-medium">{say('scopes')}</legend>
          <p className="mb-2 text-sm text-ink-2">{say('scopes_hint')}</p>
          <div className="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-4">
            {scopeRooms.flatMap((room) =>
              (['read', 'write'] as const).map((way) => (
                <Checkbox key={`${room}:${way}`} name="scope" value={`${room}:${way}`}>
                  <Checkbox.Content>
                    <Checkbox.Control>
                      <Checkbox.Indicator />
                    </Checkbox.Control>
                    <code className="text-sm">{`${room}:${way}`}</code>
                  </Checkbox.Content>
                </Checkbox>
              )),
            )}
          </div>
        </fieldset>
        <Submit busy={make.busy}>{say('make_key')}</Submit>
      </Form>
    </Dialog>
  );
}

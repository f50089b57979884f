/** Who works here: invite, give another role, send an invitation again, let go. */
import { Dropdown } from '@heroui/react';
import type { StaffInvited, StaffView } from '@parley/contract/api/people.ts';
import { givenRoles, type Role } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { patch, post, remove } from '../../api.ts';
import { useMe } from '../../session.ts';
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
import { Loaded } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { CopyLine } from './copy-line.tsx';
import { staffQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

const touches = [['settings', 'staff']] as const;

export function PeoplePage() {
  const say = useWords(settingsWords);
  const { page = 1 } = useSearch({ from: '/shell/settings/people' });
  const navigate = useNavigate();
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<StaffInvited>();
  const staff = useQuery(staffQuery(page));
  return (
    <Page title={say('people')} about={say('people_about')} actions={<Button onPress={() => setInviting(true)}>{say('invite')}</Button>}>
      <Panel flush>
        <Loaded query={staff}>
          {({ data, pagination }) => (
            <>
              <StaffTable rows={data} onInvited={setInvited} />
              <Pager
                pagination={pagination}
                onPage={(next) => void navigate({ to: '/settings/people', search: next > 1 ? { page: next } : {} })}
              />
            </>
          )}
        </Loaded>
      </Panel>
      <InviteDialog
        open={inviting}
        onClose={() => setInviting(false)}
        onInvited={(made) => {
          setInviting(false);
          setInvited(made);
        }}
      />
      <Dialog title={say('invited_title')} open={invited !== undefined} onClose={() => setInvited(undefined)}>
        {invited && (
          <div className="flex flex-col gap-3">
            <p className="text-ink-2">{say(invited.mail === 'queued' ? 'invited_mail' : 'invited_no_mail', { email: invited.email })}</p>
            <CopyLine label={say('invite_link')} text={invited.link} />
          </div>
        )}
      </Dialog>
    </Page>
  );
}

function StaffTable({ rows, onInvited }: { readonly rows: readonly StaffView[]; readonly onInvited: (made: StaffInvited) => void }) {
  const say = useWords(settingsWords);
  const sayRole = useWords(shellWords);
  const format = useFormat();
  return (
    <DataTable
      label={say('people')}
      rows={rows}
      idOf={({ id }) => id}
      columns={[
        {
          key: 'name',
          label: say('name'),
          place: 'title',
          cell: (row) => (
            <span className="block min-w-0">
              <span className="block truncate font-medium">{row.name}</span>
              <span className="block truncate text-sm text-ink-2">{row.email}</span>
            </span>
          ),
        },
        { key: 'role', label: say('role'), cell: (row) => sayRole(`role_${row.role}`) },
        {
          key: 'state',
          label: say('state'),
          cell: (row) =>
            row.state === 'active' ? (
              <StatusChip tone={row.two_factor ? 'good' : 'quiet'}>{say(row.two_factor ? 'with_factor' : 'active')}</StatusChip>
            ) : (
              <StatusChip tone={row.state === 'invited' ? 'info' : 'attention'}>{say(row.state)}</StatusChip>
            ),
        },
        { key: 'seen', label: say('last_seen'), wideOnly: true, cell: (row) => (row.last_seen_at ? format.ago(row.last_seen_at) : '–') },
        { key: 'acts', label: '', place: 'end', align: 'right', cell: (row) => <StaffActs row={row} onInvited={onInvited} /> },
      ]}
    />
  );
}

function StaffActs({ row, onInvited }: { readonly row: StaffView; readonly onInvited: (made: StaffInvited) => void }) {
  const say = useWords(settingsWords);
  const sayRole = useWords(shellWords);
  const me = useMe();
  const [asks, setAsks] = useState(false);
  const change = useAct({
    send: (role: Role) => patch(`/staff/${row.id}`, { role }),
    touches,
    done: (_answer, role) =>
      tellDone(say('role_changed', { name: row.name, role: sayRole(`role_${role}`) }), {
        undo: { label: say('undo'), act: () => change.run(row.role) },
      }),
  });
  const resend = useAct({ send: () => post<StaffInvited>(`/staff/${row.id}/resend`, {}), touches, done: onInvited });
  const drop = useAct({ send: () => remove(`/staff/${row.id}`), touches, done: () => setAsks(false) });
  if (row.id === me.id) return <span className="text-sm text-ink-2">{say('you')}</span>;
  const act = (key: string): void => {
    if (key === 'resend') resend.run();
    else if (key === 'drop') setAsks(true);
    else change.run(key as Role);
  };
  return (
    <>
      <Dropdown>
        <Dropdown.Trigger
          aria-label={say('acts_of', { name: row.name })}
          className="grid size-9 cursor-pointer place-items-center rounded-lg hover:bg-sunken"
        >
          <Ellipsis size={18} aria-hidden="true" />
        </Dropdown.Trigger>
        <Dropdown.Popover placement="bottom end">
          <Dropdown.Menu aria-label={say('acts_of', { name: row.name })} onAction={(key) => act(String(key))}>
            {[
              ...(row.state === 'active'
                ? givenRoles
                    .filter((role) => role !== row.role && (me.role === 'owner' || role !== 'owner'))
                    .map((role) => ({ id: role as string, label: say('make', { role: sayRole(`role_${role}`) }) }))
                : [{ id: 'resend', label: say('resend') }]),
              { id: 'drop', label: say(row.state === 'active' ? 'let_go' : 'withdraw') },
            ].map(({ id, label }) => (
              <Dropdown.Item key={id} id={id} textValue={label}>
                {label}
              </Dropdown.Item>
            ))}
          </Dropdown.Menu>
        </Dropdown.Popover>
      </Dropdown>
      <Confirm
        title={say('let_go_ask', { name: row.name })}
        act={say(row.state === 'active' ? 'let_go' : 'withdraw')}
        open={asks}
        busy={drop.busy}
        onAct={() => drop.run()}
        onClose={() => setAsks(false)}
      >
        {say('let_go_text')}
      </Confirm>
    </>
  );
}

interface InviteDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onInvited: (made: StaffInvited) => void;
}

function InviteDialog({ open, onClose, onInvited }: InviteDialogProps) {
  const say = useWords(settingsWords);
  const sayRole = useWords(shellWords);
  const me = useMe();
  const invite = useAct({ send: (values: unknown) => post<StaffInvited>('/staff', values), touches, done: onInvited }, true);
  return (
    <Dialog title={say('invite')} open={open} onClose={onClose}>
      <Form onSend={(values) => invite.run(values)} problems={invite.problems} failure={invite.failure}>
        <TextBox name="name" label={say('name')} required autoFocus autoComplete="off" maxLength={120} />
        <TextBox name="email" type="email" label={say('email')} required autoComplete="off" />
        <Choice
          name="role"
          label={say('role')}
          hint={say('role_hint')}
          initial="agent"
          required
          options={givenRoles.filter((role) => me.role === 'owner' || role !== 'owner').map((id) => ({ id, label: sayRole(`role_${id}`) }))}
        />
        <Submit busy={invite.busy}>{say('invite')}</Submit>
      </Form>
    </Dialog>
  );
}

/** The frame of the settings: which subjects there are for this role, and the one that is open. */
import { managing, type Role } from '@parley/contract/values/role.ts';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Problem } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Failure } from '../../ui/states.tsx';
import { settingsWords } from './settings-words.ts';

interface Subject {
  readonly to:
    | '/settings'
    | `/settings/${'selling' | 'printing' | 'connections' | 'storefront' | 'people' | 'security' | 'keys' | 'audit'}`;
  readonly word: 'shop' | 'selling' | 'printing' | 'connections' | 'storefront' | 'people' | 'security' | 'keys' | 'audit';
  /** Undefined: everybody. */
  readonly roles?: readonly Role[];
}

const subjects: readonly Subject[] = [
  { to: '/settings', word: 'shop' },
  { to: '/settings/selling', word: 'selling' },
  { to: '/settings/printing', word: 'printing' },
  { to: '/settings/storefront', word: 'storefront' },
  { to: '/settings/connections', word: 'connections', roles: managing },
  { to: '/settings/people', word: 'people', roles: managing },
  { to: '/settings/security', word: 'security' },
  { to: '/settings/keys', word: 'keys', roles: ['owner'] },
  { to: '/settings/audit', word: 'audit', roles: managing },
];

export function SettingsFrame() {
  const say = useWords(settingsWords);
  const me = useMe();
  const row = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    // On a phone the subjects stand in a row wider than the screen: the open one is brought into sight, sideways only.
    const open = row.current?.querySelector<HTMLElement>('[data-status="active"]');
    if (open) row.current?.scrollTo({ left: open.offsetLeft - (row.current.clientWidth - open.clientWidth) / 2 });
  }, [path]);
  const here = subjects.findLast(({ to }) => path.startsWith(to));
  const isMine = here?.roles === undefined || mayDo(me, here.roles);
  return (
    <div className="mx-auto max-w-6xl lg:grid lg:grid-cols-[11rem_1fr] lg:pl-8">
      <nav
        ref={row}
        aria-label={say('settings')}
        className="relative flex gap-1 overflow-x-auto px-4 pt-3 [scrollbar-width:none] lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:px-0 lg:pt-7"
      >
        {subjects
          .filter(({ roles }) => roles === undefined || mayDo(me, roles))
          .map(({ to, word }) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: to === '/settings' }}
              activeProps={{ className: 'bg-sunken font-medium text-ink' }}
              inactiveProps={{ className: 'text-ink-2 hover:bg-sunken' }}
              className="flex min-h-9 items-center rounded-lg px-3 text-sm whitespace-nowrap"
            >
              {say(word)}
            </Link>
          ))}
      </nav>
      <div className="min-w-0">{isMine ? <Outlet /> : <Failure error={new Problem(403, 'auth.forbidden', '')} />}</div>
    </div>
  );
}

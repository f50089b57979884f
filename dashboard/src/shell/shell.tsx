/** The frame around every page: rail on wide screens, bar at the thumb on narrow ones, search and the person's menu. Knows no domain. */
import { Toast } from '@heroui/react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Ellipsis, Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useLive } from '../live.ts';
import { mayDo, useMe } from '../session.ts';
import { useWords } from '../speech/speech.ts';
import { AccountMenu } from './account-menu.tsx';
import { atTheThumb, type Place, places } from './nav.ts';
import { shellWords } from './shell-words.ts';

const Palette = lazy(() => import('./palette.tsx'));

export function Shell() {
  const me = useMe();
  const say = useWords(shellWords);
  const [finding, setFinding] = useState(false);
  useLive();
  useFindKey(() => setFinding(true));
  const mine = places.filter((place) => mayDo(me, place.roles));
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_1fr] print:block">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        {say('skip')}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-2 border-r border-line bg-sunken px-3 py-4 md:flex print:hidden">
        <ShopName />
        <FindButton onPress={() => setFinding(true)} />
        <nav aria-label={say('main')} className="flex grow flex-col gap-0.5 overflow-y-auto">
          {mine.map((place) => (
            <RailLink key={place.to} place={place} />
          ))}
        </nav>
        <AccountMenu placement="top start" />
      </aside>
      <div className="min-w-0">
        <header className="sticky top-0 z-30 flex items-center justify-between gap-2 border-b border-line bg-paper/90 px-4 py-2 backdrop-blur md:hidden print:hidden">
          <ShopName />
          <div className="flex items-center gap-1">
            <button
              type="button"
              className="grid size-10 cursor-pointer place-items-center rounded-lg"
              aria-label={say('find')}
              onClick={() => setFinding(true)}
            >
              <Search size={20} aria-hidden="true" />
            </button>
            <AccountMenu placement="bottom end" compact />
          </div>
        </header>
        <OfflineBar />
        <main id="content" tabIndex={-1} className="outline-none">
          <Outlet />
        </main>
      </div>
      <ThumbBar mine={mine} />
      {finding && (
        <Suspense fallback={null}>
          <Palette places={mine} onClose={() => setFinding(false)} />
        </Suspense>
      )}
      <Toast.Provider placement="bottom" />
    </div>
  );
}

function ShopName() {
  const me = useMe();
  return (
    <Link to="/" className="flex min-w-0 items-center gap-2 px-2 py-1 font-semibold">
      <span aria-hidden="true" className="grid size-7 shrink-0 place-items-center rounded-lg bg-leaf text-sm text-on-leaf">
        {me.merchant.name.slice(0, 1).toUpperCase()}
      </span>
      <span className="truncate">{me.merchant.name}</span>
    </Link>
  );
}

function FindButton({ onPress }: { readonly onPress: () => void }) {
  const say = useWords(shellWords);
  return (
    <button
      type="button"
      onClick={onPress}
      className="flex min-h-9 cursor-pointer items-center gap-2 rounded-lg border border-line bg-surface px-2.5 text-sm text-ink-2 hover:text-ink"
    >
      <Search size={15} aria-hidden="true" />
      <span className="grow truncate text-left">{say('find')}</span>
      <kbd className="rounded border border-line px-1 text-xs">⌘K</kbd>
    </button>
  );
}

function RailLink({ place }: { readonly place: Place }) {
  const say = useWords(shellWords);
  const Icon = place.icon;
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === '/' }}
      activeProps={{ className: 'bg-surface font-semibold text-ink shadow-xs' }}
      inactiveProps={{ className: 'text-ink-2 hover:bg-surface/60 hover:text-ink' }}
      className="flex min-h-9 items-center gap-2.5 rounded-lg px-2.5"
    >
      <Icon size={17} aria-hidden="true" />
      {say(place.word)}
    </Link>
  );
}

function ThumbBar({ mine }: { readonly mine: readonly Place[] }) {
  const say = useWords(shellWords);
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setOpen(false), [path]);
  const near = mine.filter(({ word }) => atTheThumb.includes(word));
  const far = mine.filter(({ word }) => !atTheThumb.includes(word));
  const look = 'flex min-h-14 flex-1 cursor-pointer flex-col items-center justify-center gap-0.5 text-xs';
  return (
    <div className="fixed inset-x-0 bottom-0 z-40 md:hidden print:hidden">
      {open && <button type="button" aria-label={say('more')} className="fixed inset-0 -z-10 bg-black/30" onClick={() => setOpen(false)} />}
      {open && (
        <nav aria-label={say('more')} className="grid grid-cols-3 gap-1 rounded-t-xl border-t border-line bg-surface p-3">
          {far.map((place) => (
            <Link
              key={place.to}
              to={place.to}
              className="flex min-h-16 flex-col items-center justify-center gap-1 rounded-lg text-sm hover:bg-sunken"
            >
              <place.icon size={20} aria-hidden="true" />
              {say(place.word)}
            </Link>
          ))}
        </nav>
      )}
      <nav aria-label={say('main')} className="flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]">
        {near.map((place) => (
          <Link
            key={place.to}
            to={place.to}
            activeOptions={{ exact: place.to === '/' }}
            activeProps={{ className: 'text-leaf font-semibold' }}
            inactiveProps={{ className: 'text-ink-2' }}
            className={look}
          >
            <place.icon size={20} aria-hidden="true" />
            {say(place.word)}
          </Link>
        ))}
        <button type="button" aria-expanded={open} className={`${look} text-ink-2`} onClick={() => setOpen(!open)}>
          <Ellipsis size={20} aria-hidden="true" />
          {say('more')}
        </button>
      </nav>
    </div>
  );
}

const onlineSource = (changed: () => void): (() => void) => {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
};

function OfflineBar() {
  const say = useWords(shellWords);
  const online = useSyncExternalStore(onlineSource, () => navigator.onLine);
  if (online) return null;
  return (
    <p role="status" className="bg-turmeric-soft px-4 py-2 text-center text-sm text-turmeric">
      {say('offline')}
    </p>
  );
}

/** ⌘K, Ctrl K, and / where nothing is being typed. */
function useFindKey(open: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]') !== null;
      const isFind = (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) || (event.key === '/' && !typing);
      if (!isFind) return;
      event.preventDefault();
      open();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  });
}

/** The frame around every page: rail on wide screens, bar at the thumb on narrow ones, search and the person's menu; printers in need are heard everywhere. */
import { Toast } from '@heroui/react';
import { Link, Outlet } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useLive } from '../live.ts';
import { useMe } from '../session.ts';
import { useWords } from '../speech/speech.ts';
import { AccountMenu } from './account-menu.tsx';
import { useMyPlaces } from './my-places.ts';
import type { Place } from './nav.ts';
import { OfflineBar } from './offline-bar.tsx';
import { shellWords } from './shell-words.ts';
import { ThumbBar } from './thumb-bar.tsx';
import { WaitingBadge } from './waiting-badge.tsx';
import { useWaitingChats } from './waiting-chats.ts';

const Palette = lazy(() => import('./palette.tsx'));
const PrintAlarm = lazy(async () => ({ default: (await import('../features/printing/print-alarm.tsx')).PrintAlarm }));

const wideScreen = matchMedia('(min-width: 768px)');
const onWidth = (changed: () => void): (() => void) => {
  wideScreen.addEventListener('change', changed);
  return () => wideScreen.removeEventListener('change', changed);
};

export function Shell() {
  const say = useWords(shellWords);
  const [finding, setFinding] = useState(false);
  const wide = useSyncExternalStore(onWidth, () => wideScreen.matches);
  const waiting = useWaitingChats();
  useLive();
  useFindKey(() => setFinding(true));
  const mine = useMyPlaces();
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
            <RailLink key={place.to} place={place} waiting={place.word === 'chats' ? waiting : 0} />
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
      <ThumbBar mine={mine} waiting={waiting} />
      {mine.some((place) => place.word === 'print') && (
        <Suspense fallback={null}>
          <PrintAlarm />
        </Suspense>
      )}
      {finding && (
        <Suspense fallback={null}>
          <Palette places={mine} onClose={() => setFinding(false)} />
        </Suspense>
      )}
      <Toast.Provider placement={wide ? 'bottom end' : 'bottom'} className="max-md:bottom-20" />
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

function RailLink({ place, waiting }: { readonly place: Place; readonly waiting: number }) {
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
      <span className="grow truncate">{say(place.word)}</span>
      <WaitingBadge count={waiting} />
    </Link>
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

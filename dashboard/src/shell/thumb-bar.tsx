/** The places at the thumb on a narrow screen, and the sheet with all others. */
import { Link, useRouterState } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../speech/speech.ts';
import { atTheThumb, type Place } from './nav.ts';
import { shellWords } from './shell-words.ts';
import { WaitingBadge } from './waiting-badge.tsx';

interface ThumbBarProps {
  readonly mine: readonly Place[];
  readonly waiting: number;
}

export function ThumbBar({ mine, waiting }: ThumbBarProps) {
  const say = useWords(shellWords);
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const more = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (open) sheet.current?.querySelector('a')?.focus();
  }, [open]);
  const onKey = (event: React.KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    more.current?.focus();
  };
  const near = mine.filter(({ word }) => atTheThumb.includes(word));
  const far = mine.filter(({ word }) => !atTheThumb.includes(word));
  const isFar = far.some(({ to }) => path === to || path.startsWith(`${to}/`));
  const look = 'flex min-h-14 flex-1 cursor-pointer flex-col items-center justify-center gap-0.5 text-xs';
  return (
    <div className="fixed inset-x-0 bottom-0 z-40 md:hidden print:hidden" onKeyDown={onKey}>
      {/* A tap beside the sheet closes it; with the keyboard Escape does. */}
      {open && <div aria-hidden="true" className="fixed inset-0 -z-10 bg-black/30" onClick={() => setOpen(false)} />}
      {open && (
        <nav
          ref={sheet}
          id="more-places"
          aria-label={say('more')}
          className="grid grid-cols-3 gap-1 rounded-t-xl border-t border-line bg-surface p-3"
        >
          {far.map((place) => (
            <Link
              key={place.to}
              to={place.to}
              activeProps={{ className: 'bg-sunken font-semibold text-leaf' }}
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
            <span className="relative">
              <place.icon size={20} aria-hidden="true" />
              <span className="absolute -top-2 left-3">
                <WaitingBadge count={place.word === 'chats' ? waiting : 0} />
              </span>
            </span>
            {say(place.word)}
          </Link>
        ))}
        <button
          ref={more}
          type="button"
          aria-expanded={open}
          aria-controls={open ? 'more-places' : undefined}
          className={`${look} ${isFar ? 'font-semibold text-leaf' : 'text-ink-2'}`}
          onClick={() => setOpen(!open)}
        >
          <Ellipsis size={20} aria-hidden="true" />
          {say('more')}
        </button>
      </nav>
    </div>
  );
}

/** The frame of every page inside the shell: title, actions, content; and the panels content stands in. Knows no domain. */
import { Link, type LinkProps } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  readonly title: string;
  /** One quiet line under the title. */
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly to: NonNullable<LinkProps['to']>; readonly label: string };
  /** Chips beside the title. */
  readonly marks?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, about, actions, back, marks, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-4 pb-28 md:px-8 md:pt-6 md:pb-16">
      {back && (
        <Link to={back.to} className="-ml-1 mb-1 inline-flex min-h-8 items-center gap-0.5 text-sm text-ink-2 hover:text-ink print:hidden">
          <ChevronLeft size={16} aria-hidden="true" />
          {back.label}
        </Link>
      )}
      <header className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-3 md:mb-6">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-xl font-semibold tracking-tight text-balance md:text-2xl">{title}</h1>
            {marks}
          </div>
          {about && <p className="mt-0.5 text-ink-2">{about}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title?: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  /** Content that brings its own edges, such as a table. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A card with a heading. Panels never stand inside panels. */
export function Panel({ title, about, actions, flush = false, className = '', children }: PanelProps) {
  return (
    <section className={`rounded-xl border border-line bg-surface ${className}`} {...(title ? { 'aria-label': title } : {})}>
      {(title || actions) && (
        <div className={`flex flex-wrap items-start justify-between gap-2 px-4 pt-3 ${flush ? 'pb-3' : 'pb-1'}`}>
          <div className="min-w-0">
            {title && <h2 className="text-lg font-semibold">{title}</h2>}
            {about && <p className="text-sm text-ink-2">{about}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      <div className={flush ? '' : `px-4 pb-4 ${title || actions ? 'pt-2' : 'pt-4'}`}>{children}</div>
    </section>
  );
}

/** Label and value pairs. */
export function Facts({ items }: { readonly items: readonly (readonly [label: string, value: ReactNode] | false | undefined)[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-2">
      {items.map(
        (item) =>
          item && (
            <div key={item[0]} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-2">{item[0]}</dt>
              <dd className="min-w-0 text-right break-words tabular-nums sm:text-left">{item[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** The frame of pages that open without being signed in. */
import { type ReactNode, useEffect } from 'react';

export function OpenPage({ title, about, children }: { readonly title: string; readonly about?: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-5 px-5 py-10">
      <div>
        <p className="mb-6 flex items-center gap-2 text-lg font-semibold">
          <img src="/assets/icon.svg" alt="" className="size-7" />
          Parley
        </p>
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {about && <p className="mt-1 text-ink-2">{about}</p>}
      </div>
      {children}
    </main>
  );
}

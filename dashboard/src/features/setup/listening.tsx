/** Something is waited for and comes by itself. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface ListeningProps {
  readonly icon: LucideIcon;
  readonly hint?: string;
  readonly children: ReactNode;
}

export function Listening({ icon: Icon, hint, children }: ListeningProps) {
  return (
    <div className="flex items-start gap-3 rounded-lg bg-sunken px-3 py-2.5">
      <Icon size={18} aria-hidden="true" className="mt-0.5 shrink-0 animate-pulse text-leaf" />
      <div>
        <p className="font-medium">{children}</p>
        {hint && <p className="mt-0.5 text-sm text-ink-2">{hint}</p>}
      </div>
    </div>
  );
}

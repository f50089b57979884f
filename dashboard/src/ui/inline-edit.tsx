/** A figure or a name that is changed where it stands: press it, type, Enter keeps it, Escape leaves it. */
import { Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';

interface InlineEditProps {
  /** What is typed over. */
  readonly value: string;
  /** What is seen while nobody types; default the value. */
  readonly children?: ReactNode;
  /** For those who cannot see it: `Price of Filter coffee`. */
  readonly label: string;
  readonly onSave: (value: string) => void;
  readonly inputMode?: 'text' | 'decimal' | 'numeric';
  readonly align?: 'right';
  /** Emptying it is a change too. */
  readonly mayBeEmpty?: boolean;
  readonly width?: string;
}

export function InlineEdit(props: InlineEditProps) {
  const [open, setOpen] = useState(false);
  if (open) return <Typed {...props} close={() => setOpen(false)} />;
  const { value, children, label, align } = props;
  return (
    <button
      type="button"
      onClick={() => setOpen(true)}
      className={`group relative -mx-2 inline-flex min-h-8 cursor-text items-center rounded-md px-2 hover:bg-sunken ${align === 'right' ? 'text-right' : 'max-w-[calc(100%+1rem)] text-left'}`}
    >
      {/* Beside what is seen, so that both are the button's name. */}
      <span className="sr-only">{`${label}: `}</span>
      <span className={`tabular-nums ${align === 'right' ? 'whitespace-nowrap' : 'min-w-4 break-words'}`}>
        {children ?? (value === '' ? '–' : value)}
      </span>
      <Pencil
        size={12}
        aria-hidden="true"
        className={`absolute top-1/2 -translate-y-1/2 text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 ${align === 'right' ? '-left-2' : '-right-2'}`}
      />
    </button>
  );
}

function Typed({
  value,
  label,
  onSave,
  inputMode,
  align,
  mayBeEmpty,
  width = 'w-28',
  close,
}: InlineEditProps & { readonly close: () => void }) {
  const [text, setText] = useState(value);
  const keep = (): void => {
    const next = text.trim();
    if (next !== value && (next !== '' || mayBeEmpty)) onSave(next);
    close();
  };
  return (
    <input
      // It was pressed to type.
      autoFocus
      aria-label={label}
      value={text}
      inputMode={inputMode ?? 'text'}
      autoComplete="off"
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          // Not the form around it.
          event.preventDefault();
          event.currentTarget.blur();
        }
        if (event.key === 'Escape') {
          event.stopPropagation();
          close();
        }
      }}
      className={`${width} -mx-2 min-h-8 max-w-full rounded-md border border-leaf bg-surface px-2 tabular-nums outline-none ${align === 'right' ? 'text-right' : ''}`}
    />
  );
}

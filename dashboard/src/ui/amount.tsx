/** Money as a figure: exact, in the reader's locale, never broken over two lines. */
import { useFormat } from '../speech/format.ts';

interface AmountProps {
  /** Decimal string of the API. */
  readonly value: string;
  readonly currency?: string | undefined;
  readonly className?: string;
}

export function Amount({ value, currency, className = '' }: AmountProps) {
  const format = useFormat();
  return <span className={`whitespace-nowrap tabular-nums ${className}`}>{format.money(value, currency)}</span>;
}

/** One big figure with what it is, and a word on how it moved. */
export function Figure({
  label,
  children,
  note,
}: {
  readonly label: string;
  readonly children: React.ReactNode;
  readonly note?: React.ReactNode;
}) {
  return (
    <div className="min-w-0">
      <div className="text-sm text-ink-2">{label}</div>
      <div className="text-2xl font-semibold tracking-tight tabular-nums">{children}</div>
      {note && <div className="text-sm text-ink-2">{note}</div>}
    </div>
  );
}

/** How far something has come, as a bar with its figure. */

interface ProgressProps {
  readonly label: string;
  /** 0 to 1; undefined: under way, nobody knows how far. */
  readonly part: number | undefined;
  /** The figure in words: `1,200 of 10,000`. */
  readonly text?: string;
  readonly quiet?: boolean;
}

export function Progress({ label, part, text, quiet = false }: ProgressProps) {
  const percent = part === undefined ? undefined : Math.round(Math.min(1, Math.max(0, part)) * 100);
  return (
    <div className="flex flex-col gap-1">
      {!quiet && (
        <div className="flex justify-between gap-3 text-sm">
          <span>{label}</span>
          <span className="text-ink-2 tabular-nums">{text ?? (percent === undefined ? '' : `${percent} %`)}</span>
        </div>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === undefined ? {} : { 'aria-valuenow': percent })}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={`h-full rounded-full bg-leaf transition-[width] duration-150 ${percent === undefined ? 'w-1/3 animate-pulse' : ''}`}
          style={percent === undefined ? {} : { width: `${percent}%` }}
        />
      </div>
    </div>
  );
}

/** Chooses days: a period by name, or any two days. What is chosen lives in the address of whoever uses it. */
import { useId } from 'react';
import { useFormat } from '../speech/format.ts';
import { useReader, useWords } from '../speech/speech.ts';
import { isDay, nameOf, type Range, rangeNames, rangeOf, soFar } from './days.ts';
import { rangeWords } from './range-words.ts';

const field = 'min-h-9 rounded-lg border border-line bg-surface px-2 text-sm text-ink tabular-nums';

export function RangeBar({ range, onChange }: { readonly range: Range; readonly onChange: (range: Range) => void }) {
  const say = useWords(rangeWords);
  const { country } = useReader();
  const today = useFormat().day();
  const id = useId();
  const name = nameOf(range, today, country);
  const pick = (next: Partial<Range>): void => {
    const changed = { ...range, ...next };
    if (!isDay(changed.from) || !isDay(changed.to)) return;
    // The other end follows, so that no range ever stands backwards.
    if (changed.from <= changed.to) onChange(changed);
    else onChange(next.from === undefined ? { from: changed.to, to: changed.to } : { from: changed.from, to: changed.from });
  };
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <select
        aria-label={say('period')}
        className={`${field} cursor-pointer font-medium`}
        value={name ?? ''}
        onChange={(event) => {
          const chosen = rangeNames.find((each) => each === event.target.value);
          if (chosen) onChange(soFar(rangeOf(chosen, today, country), today));
        }}
      >
        {rangeNames.map((each) => (
          <option key={each} value={each}>
            {say(each)}
          </option>
        ))}
        {name === undefined && <option value="">{say('custom')}</option>}
      </select>
      <span className="inline-flex items-center gap-1.5">
        <label htmlFor={`${id}f`} className="sr-only">
          {say('from')}
        </label>
        <input id={`${id}f`} type="date" className={field} value={range.from} onChange={(event) => pick({ from: event.target.value })} />
        <span aria-hidden="true" className="text-ink-2">
          –
        </span>
        <label htmlFor={`${id}t`} className="sr-only">
          {say('to')}
        </label>
        <input id={`${id}t`} type="date" className={field} value={range.to} onChange={(event) => pick({ to: event.target.value })} />
      </span>
    </div>
  );
}

/** `1 – 20 Nov 2026`, in the reader's order of words. */
export function useRangeText(): (range: Range) => string {
  const { language, country } = useReader();
  const format = new Intl.DateTimeFormat(language.includes('-') ? language : `${language}-${country}`, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return ({ from, to }) => format.formatRange(new Date(from), new Date(to));
}

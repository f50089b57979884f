/** Amounts by age as bars of one colour, each with its figure beside it: read without the bars, too. */
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { reportsWords } from './reports-words.ts';

interface AgeBarsProps {
  readonly ages: readonly { readonly days: string; readonly amount: string; readonly note: string }[];
}

export function AgeBars({ ages }: AgeBarsProps) {
  const say = useWords(reportsWords);
  const format = useFormat();
  const most = Math.max(...ages.map(({ amount }) => Number(amount)), 0);
  return (
    <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-2">
      {ages.map(({ days, amount, note }) => (
        <div key={days} className="col-span-3 grid grid-cols-subgrid items-center">
          <dt className="whitespace-nowrap">{say('age_days', { days: days.replace('-', '–') })}</dt>
          <dd aria-hidden="true" className="h-2.5 rounded-full bg-sunken">
            {Number(amount) > 0 && (
              <div className="h-full min-w-1 rounded-full bg-leaf" style={{ width: `${(Number(amount) / most) * 100}%` }} />
            )}
          </dd>
          <dd className="text-right" title={format.money(amount)}>
            <Amount value={amount} className="font-medium" />
            <span className="block text-xs text-ink-2">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

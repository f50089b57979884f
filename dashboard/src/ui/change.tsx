/** How a figure moved against the period before, told in words; the colour only repeats it. */
import { useFormat } from '../speech/format.ts';
import { useWords } from '../speech/speech.ts';
import { rangeWords } from './range-words.ts';

/** From here on it is told as so many times as much. */
const TOO_MANY = 5;

interface ChangeProps {
  /** Decimal strings. */
  readonly now: string;
  readonly before: string;
  /** Whether more of it is good news; costs are not. */
  readonly moreIsGood?: boolean | undefined;
}

/** Nothing where there was nothing to compare with. */
export function Change({ now, before, moreIsGood }: ChangeProps) {
  const say = useWords(rangeWords);
  const format = useFormat();
  const [a, b] = [Number(now), Number(before)];
  if (b === 0) return null;
  const part = (a - b) / Math.abs(b);
  if (part === 0) return <span className="text-ink-2">{say('same')}</span>;
  // A percentage of more than a few hundred says nothing to anybody.
  const isManifold = part >= TOO_MANY - 1;
  const tone = moreIsGood === undefined ? 'text-ink-2' : part > 0 === moreIsGood ? 'text-leaf' : 'text-brick';
  return (
    <span className={`whitespace-nowrap ${tone}`}>
      {isManifold
        ? say('times', { times: format.number(Math.round(part + 1)) })
        : say(part > 0 ? 'up' : 'down', { percent: format.percent(Math.abs(part)) })}
    </span>
  );
}

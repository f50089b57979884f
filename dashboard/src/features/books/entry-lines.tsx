/** The lines of an entry while it is written: account, debit, credit, and how far the two sides are apart. Enter adds a line. */

import { Plus, X } from 'lucide-react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { typedAmount } from '../../speech/typed-amount.ts';
import { Button } from '../../ui/button.tsx';
import { AccountCombo } from './account-combo.tsx';
import type { Account } from './books-queries.ts';
import { negated, sum, unscaled } from './decimals.ts';
import { journalWords } from './journal-words.ts';

export interface DraftLine {
  readonly key: number;
  readonly account: string;
  readonly debit: string;
  readonly credit: string;
}

export const emptyLine = (key: number): DraftLine => ({ key, account: '', debit: '', credit: '' });

/** As the API takes them; lines nobody filled are left out. */
export function sentLines(lines: readonly DraftLine[]) {
  return lines
    .filter((line) => line.account !== '' || line.debit !== '' || line.credit !== '')
    .map(({ account, debit, credit }) => ({
      ...(account === '' ? {} : { account_id: account }),
      ...(debit === '' ? {} : { debit: typedAmount(debit) }),
      ...(credit === '' ? {} : { credit: typedAmount(credit) }),
    }));
}

/** Debits − credits. */
export function differenceOf(lines: readonly DraftLine[]): string {
  const side = (name: 'debit' | 'credit'): bigint => sum(lines.map((line) => typedAmount(line[name])));
  return unscaled(side('debit') - side('credit'));
}

interface EntryLinesProps {
  readonly accounts: readonly Account[];
  readonly lines: readonly DraftLine[];
  readonly onChange: (lines: readonly DraftLine[]) => void;
  /** `lines.0.debit` → what is wrong; numbered as they are sent. */
  readonly problems: Readonly<Record<string, string>>;
  /** A difference is fine here: the opening account takes it. */
  readonly mayDiffer?: boolean;
}

export function EntryLines({ accounts, lines, onChange, problems, mayDiffer = false }: EntryLinesProps) {
  const say = useWords(journalWords);
  const add = (): void => onChange([...lines, emptyLine(Math.max(...lines.map(({ key }) => key)) + 1)]);
  const change = (key: number, next: Partial<DraftLine>): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...next } : line)));
  const sent = lines.filter((line) => line.account !== '' || line.debit !== '' || line.credit !== '');
  const problemOf = (line: DraftLine, fields: readonly string[]): string | undefined => {
    const index = sent.indexOf(line);
    return fields.map((field) => problems[`lines.${index}${field}`]).find((each) => each !== undefined);
  };
  return (
    <div>
      <div className="mb-1 hidden grid-cols-[1fr_9rem_9rem_2.5rem] gap-2 text-sm text-ink-2 sm:grid" aria-hidden="true">
        <span>{say('account')}</span>
        <span className="text-right">{say('debit')}</span>
        <span className="text-right">{say('credit')}</span>
      </div>
      <ol className="flex flex-col gap-3 sm:gap-2">
        {lines.map((line, index) => (
          <li key={line.key} className="grid grid-cols-[1fr_1fr_2.5rem] items-start gap-2 sm:grid-cols-[1fr_9rem_9rem_2.5rem]">
            <div className="col-span-3 sm:col-span-1">
              <AccountCombo
                label={`${say('line', { n: index + 1 })}: ${say('account')}`}
                accounts={accounts}
                value={line.account}
                onChange={(account) => change(line.key, { account })}
                problem={problemOf(line, ['', '.account_id', '.account_code'])}
                required={line.debit !== '' || line.credit !== ''}
                autoFocus={index > 1 && index === lines.length - 1}
              />
            </div>
            {(['debit', 'credit'] as const).map((side) => (
              <SideBox
                key={side}
                label={`${say('line', { n: index + 1 })}: ${say(side)}`}
                placeholder={say(side)}
                value={line[side]}
                problem={problemOf(line, [`.${side}`])}
                onChange={(value) => change(line.key, side === 'debit' ? { debit: value, credit: '' } : { credit: value, debit: '' })}
                onEnter={(box) => (index === lines.length - 1 ? add() : nextLine(box)?.focus())}
              />
            ))}
            <Button
              isIconOnly
              size="sm"
              variant="ghost"
              aria-label={say('remove_line', { n: index + 1 })}
              isDisabled={lines.length <= (mayDiffer ? 1 : 2)}
              onPress={() => onChange(lines.filter(({ key }) => key !== line.key))}
            >
              <X size={16} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ol>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <Button size="sm" variant="secondary" onPress={add}>
          <Plus size={16} aria-hidden="true" />
          {say('add_line')}
        </Button>
        <Difference lines={lines} mayDiffer={mayDiffer} />
      </div>
    </div>
  );
}

/** The account of the line below. */
function nextLine(box: HTMLElement): HTMLElement | null | undefined {
  return box.closest('li')?.nextElementSibling?.querySelector('input');
}

interface SideBoxProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onEnter: (box: HTMLElement) => void;
}

function SideBox({ label, placeholder, value, problem, onChange, onEnter }: SideBoxProps) {
  return (
    <div>
      <input
        aria-label={label}
        aria-invalid={problem !== undefined}
        placeholder={placeholder}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Sending is what the button is for.
          event.preventDefault();
          onEnter(event.currentTarget);
        }}
        className="min-h-9 w-full rounded-lg border border-line bg-sunken px-2.5 text-right tabular-nums placeholder:text-ink-2 aria-invalid:border-brick sm:placeholder:text-transparent"
      />
      {problem && <p className="mt-1 text-sm text-brick">{problem}</p>}
    </div>
  );
}

function Difference({ lines, mayDiffer }: { readonly lines: readonly DraftLine[]; readonly mayDiffer: boolean }) {
  const say = useWords(journalWords);
  const format = useFormat();
  const difference = differenceOf(lines);
  const isEven = difference === '0';
  if (lines.every(({ debit, credit }) => debit === '' && credit === '')) return <p role="status" />;
  const amount = format.money(negated(difference).startsWith('-') ? difference : negated(difference));
  return (
    <p role="status" className={`text-right font-medium tabular-nums ${isEven ? 'text-leaf' : mayDiffer ? 'text-ink-2' : 'text-turmeric'}`}>
      {isEven ? say('even') : say(difference.startsWith('-') ? 'too_much_credit' : 'too_much_debit', { amount })}
    </p>
  );
}

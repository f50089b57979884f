/** What stands around a statement of some days: its days, its tabs, the ways to take it along. It knows no figure. */
import type { ReactNode } from 'react';
import { addressOf } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import type { Range } from '../../ui/days.ts';
import { Page } from '../../ui/page.tsx';
import { CsvButton, PaperHead, PrintButton } from '../../ui/paper.tsx';
import { RangeBar, useRangeText } from '../../ui/range-bar.tsx';
import { BooksTabs } from './books-tabs.tsx';
import { booksWords } from './books-words.ts';

interface StatementFrameProps {
  readonly name: 'profit_loss' | 'tax' | 'trial_balance';
  /** Of the API; the file is the same statement. */
  readonly path: string;
  readonly range: Range;
  readonly onRange: (range: Range) => void;
  readonly note?: string;
  readonly children: ReactNode;
}

export function StatementFrame({ name, path, range, onRange, note, children }: StatementFrameProps) {
  const say = useWords(booksWords);
  const rangeText = useRangeText();
  const days = rangeText(range);
  return (
    <Page
      title={say(name)}
      about={note === undefined ? days : `${days} · ${note}`}
      actions={
        <>
          <PrintButton />
          <CsvButton href={addressOf(path, { ...range, format: 'csv' })} />
        </>
      }
    >
      <BooksTabs />
      <PaperHead text={`${say(name)} · ${days}`} />
      <div className="mb-4">
        <RangeBar range={range} onChange={onRange} />
      </div>
      {children}
    </Page>
  );
}

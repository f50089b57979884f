/** A financial statement as an accountant writes it: names left, figures right, a line over each sum and two under the last. */
import type { ReactNode } from 'react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Change } from '../../ui/change.tsx';
import { rangeWords } from '../../ui/range-words.ts';
import { isNothing } from './decimals.ts';
import { Drill } from './drill.tsx';

export interface StatementLine {
  readonly key: string;
  readonly name: string;
  readonly code?: string;
  readonly amount: string;
  readonly before?: string | undefined;
  /** Where its entries are listed, in the API's words. */
  readonly drill?: string | undefined;
  readonly moreIsGood?: boolean;
}
export interface StatementSection {
  readonly title: string;
  readonly lines: readonly StatementLine[];
  readonly total?: StatementLine;
  /** What stands between this section and the next, such as the gross profit. */
  readonly result?: StatementLine;
  readonly isLast?: boolean;
}

interface StatementTableProps {
  readonly label: string;
  readonly sections: readonly StatementSection[];
  /** Headings of the columns of figures; with two of them, the second is compared with. */
  readonly columns: readonly string[];
  readonly changeLabel?: string;
}

export function StatementTable({ label, sections, columns, changeLabel }: StatementTableProps) {
  const compares = columns.length > 1;
  return (
    <table className="w-full border-collapse" aria-label={label}>
      <thead>
        <tr className="text-sm text-ink-2">
          <th scope="col" className="sr-only">
            {label}
          </th>
          {columns.map((column, index) => (
            <th key={column} scope="col" className={`pb-2 pl-3 text-right font-medium ${index > 0 ? 'max-sm:hidden' : ''}`}>
              {column}
            </th>
          ))}
          {compares && (
            <th scope="col" className="pb-2 pl-4 text-right font-medium max-md:hidden">
              {changeLabel}
            </th>
          )}
        </tr>
      </thead>
      {sections.map((section) => (
        <tbody key={section.title}>
          <tr>
            <th scope="rowgroup" colSpan={columns.length + 2} className="pt-5 pb-1 text-left text-base font-semibold">
              {section.title}
            </th>
          </tr>
          {section.lines.map((line) => (
            <Line key={line.key} line={line} compares={compares} look="line" />
          ))}
          {section.total && <Line line={section.total} compares={compares} look="total" />}
          {section.result && <Line line={section.result} compares={compares} look={section.isLast ? 'last' : 'result'} />}
        </tbody>
      ))}
    </table>
  );
}

const figureLooks = {
  line: '',
  total: 'border-t border-ink-3 font-medium',
  result: 'border-t border-ink-3 font-semibold',
  last: 'border-t border-ink-3 border-b-4 [border-bottom-style:double] font-semibold',
} as const;

/** Where there is no room for the column. */
function BeforeNote({ value }: { readonly value: string }) {
  const say = useWords(rangeWords);
  const format = useFormat();
  return <span className="block text-xs font-normal text-ink-2 sm:hidden">{say('before', { value: format.money(value) })}</span>;
}

interface LineProps {
  readonly line: StatementLine;
  readonly compares: boolean;
  readonly look: keyof typeof figureLooks;
}

function Line({ line, compares, look }: LineProps) {
  const { name, code, amount, before, drill, moreIsGood } = line;
  const strong = look === 'line' ? '' : look === 'total' ? 'font-medium' : 'font-semibold pt-3';
  const figure = `py-1.5 pl-3 text-right align-baseline ${figureLooks[look]} ${look === 'result' || look === 'last' ? 'pt-3' : ''}`;
  const shown: ReactNode = <Amount value={amount} />;
  return (
    <tr className={look === 'line' ? 'hover:bg-sunken/60' : ''}>
      <th scope="row" className={`py-1.5 text-left align-baseline font-normal ${strong} ${look === 'line' ? 'pl-4' : ''}`}>
        {name}
        {code !== undefined && <span className="ml-2 text-xs text-ink-2 tabular-nums">{code}</span>}
      </th>
      <td className={figure}>
        {drill === undefined ? shown : <Drill path={drill}>{shown}</Drill>}
        {compares && before !== undefined && <BeforeNote value={before} />}
      </td>
      {compares && <td className={`${figure} text-ink-2 max-sm:hidden`}>{before !== undefined && <Amount value={before} />}</td>}
      {compares && (
        <td className="py-1.5 pl-4 text-right align-baseline text-sm max-md:hidden">
          {before !== undefined && !isNothing(before) && (
            <Change now={amount} before={before} {...(moreIsGood === undefined ? {} : { moreIsGood })} />
          )}
        </td>
      )}
    </tr>
  );
}

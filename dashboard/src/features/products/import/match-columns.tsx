/** Shows what a file holds, lets columns be matched by hand, checks it without changing anything, and starts the import. */

import type { CsvMapping, ProductColumn } from '@parley/contract/api/product-csv.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWords } from '../../../speech/speech.ts';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/page.tsx';
import { Failure, useReason, Waiting } from '../../../ui/states.tsx';
import { useAct } from '../../../ui/use-act.ts';
import { columnWords } from './column-words.ts';
import { columnOrder, neededColumns, type Preview, previewFile, startImport } from './import-queries.ts';
import { CheckResult } from './import-run.tsx';
import { importWords } from './import-words.ts';

interface MatchProps {
  readonly file: File;
  readonly onOther: () => void;
  readonly onStarted: (id: string) => void;
}

/** Reading a file is heavy work for the server: it is asked once the choosing rests. */
const RESTS_MS = 1_000;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), RESTS_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What was asked for should be seen. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'start' });

export function MatchColumns({ file, onOther, onStarted }: MatchProps) {
  const say = useWords(importWords);
  const [mapping, setMapping] = useState<CsvMapping>({});
  const read = useSettled(mapping);
  const [check, setCheck] = useState<string>();
  const preview = useQuery({
    queryKey: ['import-preview', file.name, file.size, file.lastModified, read],
    queryFn: () => previewFile(file, read),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const begin = useAct<boolean, { readonly id: string }>({
    send: (isDryRun) => startImport(file, mapping, isDryRun),
    touches: [['products', 'imports']],
    done: ({ id }, isDryRun) => (isDryRun ? setCheck(id) : onStarted(id)),
  });
  const reason = useReason(preview.error);
  const other = (
    <Button size="sm" variant="tertiary" onPress={onOther}>
      {say('other_file')}
    </Button>
  );
  if (preview.error && !preview.data)
    return (
      <Panel title={file.name} actions={other} flush>
        <Failure error={preview.error} />
      </Panel>
    );
  if (!preview.data)
    return (
      <Panel title={say('reading')} flush>
        <Waiting rows={5} />
      </Panel>
    );
  const found = preview.data;
  const facts = [say(`format_${found.format}`), say('rows', { n: found.row_count }), say('product_count', { n: found.product_count })];
  // Shown at once; the rows below follow once the choosing rests.
  const matched: Readonly<Record<string, string | null>> = { ...found.mapping, ...mapping };
  const missing = neededColumns.filter((column) => (matched[column] ?? null) === null);
  return (
    <>
      <Panel title={say('found', { file: file.name })} about={facts.join(' · ')} actions={other}>
        <Sample preview={found} />
      </Panel>
      <Matching
        preview={found}
        matched={matched}
        onChange={(column, header) => {
          setMapping({ ...mapping, [column]: header });
          setCheck(undefined);
        }}
      />
      {check !== undefined && (
        <div ref={intoView} className="flex scroll-mt-20 flex-col gap-4">
          <CheckResult id={check} />
        </div>
      )}
      <div className="sticky bottom-16 z-20 flex flex-wrap justify-end gap-2 rounded-xl border border-line bg-surface px-4 py-3 shadow-lg md:bottom-4">
        {preview.error && (
          <p role="alert" className="mr-auto text-brick">
            {reason}
          </p>
        )}
        {Object.values(begin.problems).map((problem) => (
          <p key={problem} role="alert" className="mr-auto text-brick">
            {problem}
          </p>
        ))}
        <Button
          variant={check === undefined ? 'primary' : 'secondary'}
          isPending={begin.busy}
          isDisabled={missing.length > 0}
          onPress={() => begin.run(true)}
        >
          {say('check')}
        </Button>
        <Button
          variant={check === undefined ? 'secondary' : 'primary'}
          isDisabled={begin.busy || missing.length > 0}
          onPress={() => begin.run(false)}
        >
          {say('start')}
        </Button>
      </div>
    </>
  );
}

function Sample({ preview }: { readonly preview: Preview }) {
  const sayColumn = useWords(columnWords);
  const say = useWords(importWords);
  const columns = columnOrder.filter((column) => preview.rows.some(({ cells }) => (cells[column] ?? '') !== ''));
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={say('sample')}>
      <table className="text-sm">
        <thead>
          <tr className="border-b border-line text-ink-2">
            <th scope="col" className="py-1.5 pr-4 text-right font-medium">
              {say('row')}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="py-1.5 pr-4 text-left font-medium whitespace-nowrap">
                {sayColumn(`col_${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map(({ row, cells }) => (
            <tr key={row} className="border-b border-line last:border-0">
              <td className="py-1.5 pr-4 text-right text-ink-2 tabular-nums">{row}</td>
              {columns.map((column) => (
                <td key={column} className="max-w-64 truncate py-1.5 pr-4">
                  {cells[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MatchingProps {
  readonly preview: Preview;
  readonly matched: Readonly<Record<string, string | null>>;
  readonly onChange: (column: ProductColumn, header: string | null) => void;
}

/** Matched and needed columns first; the rest on demand. */
function Matching({ preview, matched, onChange }: MatchingProps) {
  const sayColumn = useWords(columnWords);
  const say = useWords(importWords);
  const [isWhole, setIsWhole] = useState(false);
  const isMatched = (column: ProductColumn): boolean => (matched[column] ?? null) !== null;
  const shown = columnOrder.filter((column) => isWhole || isMatched(column) || neededColumns.includes(column));
  return (
    <Panel title={say('columns')} about={say('columns_about')}>
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {shown.map((column) => {
          const isMissing = neededColumns.includes(column) && !isMatched(column);
          return (
            <label key={column} className="grid grid-cols-[1fr_1fr] items-center gap-2">
              <span>
                {sayColumn(`col_${column}`)}
                {isMissing && <span className="ml-1 text-sm text-brick">{say('needed')}</span>}
              </span>
              <select
                value={matched[column] ?? ''}
                aria-invalid={isMissing}
                onChange={(event) => onChange(column, event.target.value === '' ? null : event.target.value)}
                className={`min-h-9 w-full rounded-lg border bg-surface px-2 outline-none focus:border-leaf ${isMissing ? 'border-brick' : 'border-line'}`}
              >
                <option value="">{say('not_there')}</option>
                {preview.headers.map((header) => (
                  <option key={header} value={header}>
                    {header}
                  </option>
                ))}
              </select>
            </label>
          );
        })}
      </div>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-2 text-sm text-ink-2">
        <span className="min-w-0 break-words">
          {preview.unused_headers.length > 0 && say('unused', { columns: preview.unused_headers.join(', ') })}
        </span>
        {!isWhole && shown.length < columnOrder.length && (
          <Button size="sm" variant="tertiary" onPress={() => setIsWhole(true)}>
            {say('show_all')}
          </Button>
        )}
      </div>
    </Panel>
  );
}

/** Brings products in from a file: drop, match columns, check, run; a run has an address of its own and survives a reload. */

import type { CsvImportAnswer } from '@parley/contract/api/product-csv.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../../../speech/format.ts';
import { useWords } from '../../../speech/speech.ts';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { FileDrop } from '../../../ui/file-drop.tsx';
import { Pager } from '../../../ui/list-tools.tsx';
import { Page, Panel } from '../../../ui/page.tsx';
import { Failure, Waiting } from '../../../ui/states.tsx';
import { StatusChip } from '../../../ui/status-chip.tsx';
import { importsQuery } from './import-queries.ts';
import { ImportRun } from './import-run.tsx';
import { importWords } from './import-words.ts';
import { MatchColumns } from './match-columns.tsx';
import { downloadTemplate, exampleRows } from './template.ts';

const route = getRouteApi('/shell/products/import');

export function ImportPage() {
  const say = useWords(importWords);
  const { run } = route.useSearch();
  const navigate = route.useNavigate();
  const [file, setFile] = useState<File>();
  const open = (id: string): void => {
    setFile(undefined);
    void navigate({ search: { run: id } });
  };
  return (
    <Page title={say('title')} about={say('about')} back={{ to: '/products', label: say('products') }}>
      <div className="flex flex-col gap-4">
        {run !== undefined ? (
          <ImportRun id={run} />
        ) : file ? (
          <MatchColumns key={`${file.name} ${file.lastModified}`} file={file} onOther={() => setFile(undefined)} onStarted={open} />
        ) : (
          <Begin onFile={setFile} />
        )}
        <Earlier />
      </div>
    </Page>
  );
}

function Begin({ onFile }: { readonly onFile: (file: File) => void }) {
  const say = useWords(importWords);
  return (
    <>
      <FileDrop
        title={say('drop')}
        hint={say('drop_hint')}
        choose={say('choose')}
        accept={['text/csv', '.csv', 'text/plain', 'application/vnd.ms-excel']}
        onFiles={([first]) => first && onFile(first)}
      />
      <Panel
        title={say('how')}
        about={say('how_text')}
        actions={
          <Button size="sm" variant="secondary" onPress={downloadTemplate}>
            <Download size={15} aria-hidden="true" />
            {say('template')}
          </Button>
        }
        flush
      >
        {/* Wider than a phone: it scrolls by keyboard too. */}
        <div className="overflow-x-auto px-4 pb-4" tabIndex={0} role="region" aria-label={say('how')}>
          <table className="text-sm whitespace-nowrap">
            <thead>
              <tr className="border-b border-line">
                {exampleRows[0]?.map((name) => (
                  <th key={name} scope="col" className="py-1.5 pr-4 text-left font-medium">
                    <code>{name}</code>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {exampleRows.slice(1).map((row) => (
                <tr key={row.join()} className="border-b border-line text-ink-2 last:border-0">
                  {row.map((cell, index) => (
                    <td key={`${exampleRows[0]?.[index]}`} className="py-1.5 pr-4">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </>
  );
}

function Earlier() {
  const say = useWords(importWords);
  const { page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(importsQuery(page));
  const columns = useEarlierColumns();
  return (
    <Panel title={say('earlier')} flush>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Waiting rows={3} />
      ) : data.data.length === 0 ? (
        <p className="px-4 pb-4 text-ink-2">{say('earlier_none')}</p>
      ) : (
        <>
          <DataTable label={say('earlier')} columns={columns} rows={data.data} idOf={(row) => row.id} />
          <Pager pagination={data.pagination} onPage={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })} />
        </>
      )}
    </Panel>
  );
}

function useEarlierColumns(): readonly Column<CsvImportAnswer>[] {
  const say = useWords(importWords);
  const format = useFormat();
  const tones = { running: 'info', done: 'good', failed: 'bad' } as const;
  const figure = (key: 'added' | 'updated' | 'refused', value: (row: CsvImportAnswer) => number): Column<CsvImportAnswer> => ({
    key,
    label: say(key),
    align: 'right',
    cell: (row) => (
      <span className="tabular-nums">
        <span className="md:hidden">{say(key)} </span>
        {format.number(value(row))}
      </span>
    ),
  });
  return [
    {
      key: 'file',
      label: say('file'),
      place: 'title',
      cell: (row) => (
        <Link to="/products/import" search={{ run: row.id }} className="font-medium break-all hover:underline">
          {row.file_name}
        </Link>
      ),
    },
    { key: 'when', label: say('when'), cell: (row) => <span className="whitespace-nowrap text-ink-2">{format.time(row.created_at)}</span> },
    figure('added', (row) => row.products_added),
    figure('updated', (row) => row.products_updated),
    figure('refused', (row) => row.products_refused),
    {
      key: 'state',
      label: say('state'),
      place: 'end',
      cell: (row) => (
        <span className="inline-flex gap-1">
          {row.dry_run && <StatusChip>{say('dry')}</StatusChip>}
          <StatusChip tone={tones[row.state]}>{say(`state_${row.state}`)}</StatusChip>
        </span>
      ),
    },
  ];
}

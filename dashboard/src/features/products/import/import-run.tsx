/** How an import stands, and how it ended: its progress, what was added and changed, what was refused and why, which pictures failed. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { addressOf } from '../../../api.ts';
import { useFormat } from '../../../speech/format.ts';
import { useWords } from '../../../speech/speech.ts';
import { Figure } from '../../../ui/amount.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { LinkButton, OutsideButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/page.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Failure, Waiting } from '../../../ui/states.tsx';
import { type ImportDetail, importQuery } from './import-queries.ts';
import { importWords } from './import-words.ts';

export function ImportRun({ id }: { readonly id: string }) {
  const say = useWords(importWords);
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(importQuery(id));
  const isRunning = data?.state === 'running';
  useEffect(() => {
    // What was imported shows in the lists at once.
    if (data && !isRunning && !data.dry_run)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'products' && queryKey[1] !== 'imports' });
  }, [client, data, isRunning]);
  if (error && !data)
    return (
      <Panel flush>
        <Failure error={error} retry={() => void refetch()} />
      </Panel>
    );
  if (!data)
    return (
      <Panel flush>
        <Waiting rows={4} />
      </Panel>
    );
  if (data.dry_run) return <CheckResult id={id} />;
  if (isRunning) return <Running run={data} />;
  return (
    <>
      <Panel title={say(data.state === 'failed' ? 'failed' : 'done')} about={data.file_name}>
        {data.state === 'failed' && (
          <p role="alert" className="mb-4 rounded-lg bg-brick-soft px-3 py-2 text-brick">
            {[data.failure, say('failed_text')].filter(Boolean).join(' ')}
          </p>
        )}
        <Counts run={data} words={['added', 'updated', 'refused']} />
        {data.whatsapp_catalog_updated && <p className="mt-3 text-sm text-ink-2">{say('whatsapp')}</p>}
        <div className="mt-4 flex flex-wrap gap-2">
          <LinkButton to="/products" variant="primary">
            {say('see_products')}
          </LinkButton>
          <LinkButton to="/products/import" search={{}}>
            {say('again')}
          </LinkButton>
        </div>
      </Panel>
      <Refusals run={data} />
      <PictureReport run={data} />
    </>
  );
}

/** What a check found, without having changed anything. */
export function CheckResult({ id }: { readonly id: string }) {
  const say = useWords(importWords);
  const { data, error } = useQuery(importQuery(id));
  if (error && !data)
    return (
      <Panel flush>
        <Failure error={error} />
      </Panel>
    );
  if (!data || data.state === 'running') return <Running run={data} />;
  return (
    <>
      <Panel title={say('checked')} about={data.file_name}>
        {data.state === 'failed' && (
          <p role="alert" className="mb-4 rounded-lg bg-brick-soft px-3 py-2 text-brick">
            {data.failure ?? say('failed')}
          </p>
        )}
        <Counts run={data} words={['would_add', 'would_update', 'would_refuse']} />
        {data.products_refused === 0 && data.state === 'done' && <p className="mt-3 text-leaf">{say('nothing_refused')}</p>}
      </Panel>
      <Refusals run={data} />
    </>
  );
}

function Running({ run }: { readonly run: ImportDetail | undefined }) {
  const say = useWords(importWords);
  const name = run?.file_name ?? '';
  return (
    <Panel>
      <div className="flex flex-col gap-3 pt-2">
        <Progress
          label={say(run?.dry_run === false ? 'running' : 'checking', { file: name })}
          part={run && run.rows_total > 0 ? run.rows_done / run.rows_total : undefined}
          {...(run && run.rows_total > 0 ? { text: say('progress', { done: run.rows_done, total: run.rows_total }) } : {})}
        />
        {run?.dry_run === false && <p className="text-sm text-ink-2">{say('leave')}</p>}
      </div>
    </Panel>
  );
}

type CountWord = 'added' | 'updated' | 'refused' | 'would_add' | 'would_update' | 'would_refuse';

function Counts({ run, words }: { readonly run: ImportDetail; readonly words: readonly [CountWord, CountWord, CountWord] }) {
  const say = useWords(importWords);
  const format = useFormat();
  const counts = [run.products_added, run.products_updated, run.products_refused];
  return (
    <div className="grid grid-cols-3 gap-4">
      {words.map((word, index) => (
        <Figure key={word} label={say(word)}>
          <span className={index === 2 && (counts[index] ?? 0) > 0 ? 'text-brick' : ''}>{format.number(counts[index] ?? 0)}</span>
        </Figure>
      ))}
    </div>
  );
}

function Refusals({ run }: { readonly run: ImportDetail }) {
  const say = useWords(importWords);
  if (run.refusals.length === 0) return null;
  type Refusal = ImportDetail['refusals'][number];
  const columns: readonly Column<Refusal>[] = [
    { key: 'row', label: say('row'), cell: (each) => <span className="tabular-nums">{`${say('row')} ${each.row}`}</span>, place: 'end' },
    { key: 'column', label: say('column'), cell: (each) => <code className="text-sm">{each.column}</code> },
    { key: 'why', label: say('why'), cell: (each) => each.message, place: 'title' },
  ];
  return (
    <Panel
      title={say('refusals')}
      about={say('refusals_about')}
      actions={
        <OutsideButton href={addressOf(`/products/imports/${run.id}/refused.csv`)} size="sm" download>
          <Download size={15} aria-hidden="true" />
          {say('refused_file')}
        </OutsideButton>
      }
      flush
    >
      <div className="max-h-96 overflow-y-auto">
        <DataTable
          label={say('refusals')}
          columns={columns}
          rows={run.refusals}
          idOf={(each) => `${each.row} ${each.column} ${each.message}`}
        />
      </div>
    </Panel>
  );
}

function PictureReport({ run }: { readonly run: ImportDetail }) {
  const say = useWords(importWords);
  const { waiting, done, failed } = run.pictures;
  if (waiting + done + failed === 0) return null;
  return (
    <Panel title={say('pictures')}>
      <div className="flex flex-col gap-2">
        {waiting > 0 && <Progress label={say('pictures_waiting', { n: waiting })} part={(done + failed) / (waiting + done + failed)} />}
        {done > 0 && <p>{say('pictures_done', { n: done })}</p>}
        {failed > 0 && <p className="text-brick">{say('pictures_failed', { n: failed })}</p>}
        {run.picture_failures.length > 0 && (
          <ul className="max-h-80 divide-y divide-line overflow-y-auto text-sm">
            {run.picture_failures.map((each) => (
              <li key={`${each.product_id} ${each.url}`} className="py-2">
                <Link to="/products/$id" params={{ id: each.product_id }} className="font-medium hover:underline">
                  {each.name}
                </Link>
                <span className="block break-all text-ink-2">{each.url}</span>
                <span className="text-brick">{each.message}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

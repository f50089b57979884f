/** Pages and revenue by day, and what each printer printed. The days live in the address. */
import type { PrintFigures } from '@parley/contract/api/print-figures.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { addDays } from '../../ui/days.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { RangeBar } from '../../ui/range-bar.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { PrintTabs } from './print-tabs.tsx';
import { printerWords } from './printer-words.ts';
import { figuresQuery } from './printing-queries.ts';

const route = getRouteApi('/shell/print/figures');

export function FiguresPage() {
  const say = useWords(printerWords);
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const to = search.to ?? format.day();
  const range = { from: search.from ?? addDays(to, -13), to };
  const { data, error, refetch } = useQuery(figuresQuery(range.from, range.to));
  return (
    <Page title={say('figures')} about={say('figures_about')}>
      <PrintTabs />
      <div className="mb-4">
        <RangeBar range={range} onChange={(next) => void navigate({ search: next, replace: true })} />
      </div>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Waiting rows={8} />
      ) : (
        <div className="flex flex-col gap-4">
          <div className="grid grid-cols-3 gap-4 sm:max-w-xl">
            <Figure label={say('pages_short')}>{format.number(data.pages)}</Figure>
            <Figure label={say('jobs_short')}>{format.number(data.jobs)}</Figure>
            <Figure label={say('revenue')}>{format.money(data.revenue, data.currency)}</Figure>
          </div>
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <Panel title={say('by_day')} flush>
              <Days figures={data} />
            </Panel>
            <Panel title={say('by_printer')} flush>
              <Printers figures={data} />
            </Panel>
          </div>
        </div>
      )}
    </Page>
  );
}

const cell = 'px-4 py-1.5 text-right tabular-nums whitespace-nowrap';
const head = 'px-4 py-1.5 text-sm font-medium text-ink-2';

function Days({ figures }: { readonly figures: PrintFigures }) {
  const say = useWords(printerWords);
  const format = useFormat();
  const most = Math.max(1, ...figures.days.map(({ pages }) => pages));
  return (
    <table className="w-full border-collapse">
      <thead className="border-b border-line">
        <tr>
          <th scope="col" className={`${head} text-left`}>
            {say('day')}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {say('pages_short')}
          </th>
          <th scope="col" className={`${head} text-right max-sm:hidden`}>
            {say('jobs_short')}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {say('revenue')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figures.days.toReversed().map(({ day, pages, jobs, revenue }) => (
          <tr key={day} className="border-b border-line last:border-0">
            <th scope="row" className="px-4 py-1.5 text-left font-normal whitespace-nowrap">
              {format.date(`${day}T12:00:00Z`)}
            </th>
            <td className={`${cell} w-1/2`}>
              <span className="flex items-center justify-end gap-2">
                {/* The figure beside it says the same. */}
                <span aria-hidden="true" className="h-2.5 rounded-sm bg-leaf" style={{ width: `${(pages / most) * 70}%` }} />
                {format.number(pages)}
              </span>
            </td>
            <td className={`${cell} max-sm:hidden`}>{format.number(jobs)}</td>
            <td className={cell}>
              <Amount value={revenue} currency={figures.currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Printers({ figures }: { readonly figures: PrintFigures }) {
  const say = useWords(printerWords);
  const format = useFormat();
  if (figures.printers.length === 0) return <p className="border-t border-line px-4 py-8 text-center text-ink-2">{say('nothing')}</p>;
  return (
    <table className="w-full border-collapse">
      <thead className="border-b border-line">
        <tr>
          <th scope="col" className={`${head} text-left`}>
            {say('printer')}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {say('pages_short')}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {say('jobs_short')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figures.printers.map(({ id, name, pages, jobs }) => (
          <tr key={id ?? 'hand'} className="border-b border-line last:border-0">
            <th scope="row" className="px-4 py-1.5 text-left font-normal break-words">
              {name ?? say('by_hand')}
            </th>
            <td className={cell}>{format.number(pages)}</td>
            <td className={cell}>{format.number(jobs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

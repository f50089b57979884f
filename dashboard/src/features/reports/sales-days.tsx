/** Net sales day by day, or month by month where days would be too many: the chart, and the same figures as a table beside it. */
import { lazy, Suspense } from 'react';
import { useFormat } from '../../speech/format.ts';
import { localeOf, useReader, useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { daysIn, eachDay, type Range, rangeBefore } from '../../ui/days.ts';
import { Panel } from '../../ui/page.tsx';
import { scaled, unscaled } from '../books/decimals.ts';
import { Drill } from '../books/drill.tsx';
import type { SalesRow } from './reports-queries.ts';
import { reportsWords } from './reports-words.ts';

const SalesChart = lazy(() => import('./sales-chart.tsx'));

/** More bars than this are thinner than a finger. */
const MOST_DAYS = 62;

export interface ChartPoint {
  readonly key: string;
  readonly label: string;
  readonly net: string;
  /** Of the same place in the period before; undefined where that is shorter. */
  readonly before: string | undefined;
}

interface SalesDaysProps {
  readonly range: Range;
  readonly now: readonly SalesRow[];
  readonly before: readonly SalesRow[];
}

export function SalesDays({ range, now, before }: SalesDaysProps) {
  const say = useWords(reportsWords);
  const format = useFormat();
  const points = usePoints(range, now, before);
  const isByMonth = daysIn(range) > MOST_DAYS;
  const title = say(isByMonth ? 'by_month' : 'by_day');
  const drillOf = (key: string): string =>
    isByMonth ? `/reports/profit-loss?from=${key}-01&to=${key}-31` : `/reports/sales/orders?from=${key}&to=${key}`;
  return (
    <Panel title={title} about={say('chart_hint')}>
      <div className="grid gap-4 lg:grid-cols-[1fr_19rem]">
        <Suspense fallback={<div className="h-72 animate-pulse rounded-lg bg-sunken" />}>
          <SalesChart points={points} label={title} nowLabel={say('this_period')} beforeLabel={say('before')} money={format.money} />
        </Suspense>
        <div className="max-h-72 overflow-y-auto rounded-lg focus-visible:outline-2" tabIndex={0} role="region" aria-label={title}>
          <table className="w-full border-collapse text-sm">
            <thead className="sticky top-0 bg-surface">
              <tr className="border-b border-line text-ink-2">
                <th scope="col" className="py-1 text-left font-medium">
                  {say(isByMonth ? 'month' : 'day')}
                </th>
                <th scope="col" className="py-1 pl-3 text-right font-medium">
                  {say('net')}
                </th>
                <th scope="col" className="py-1 pl-3 text-right font-medium">
                  {say('before')}
                </th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.key} className="border-b border-line last:border-0">
                  <th scope="row" className="py-1 text-left font-normal whitespace-nowrap">
                    {point.label}
                  </th>
                  <td className="py-1 pl-3 text-right">
                    {isByMonth ? (
                      <Amount value={point.net} />
                    ) : (
                      <Drill path={drillOf(point.key)}>
                        <Amount value={point.net} />
                      </Drill>
                    )}
                  </td>
                  <td className="py-1 pl-3 text-right text-ink-2">{point.before === undefined ? '–' : <Amount value={point.before} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Panel>
  );
}

function usePoints(range: Range, now: readonly SalesRow[], before: readonly SalesRow[]): readonly ChartPoint[] {
  const { language, country } = useReader();
  const isByMonth = daysIn(range) > MOST_DAYS;
  const locale = localeOf(language, country);
  const label = new Intl.DateTimeFormat(
    locale,
    isByMonth ? { month: 'short', year: '2-digit', timeZone: 'UTC' } : { day: 'numeric', month: 'short', timeZone: 'UTC' },
  );
  const keys = (of: Range): readonly string[] => {
    const days = eachDay(of);
    return isByMonth ? [...new Set(days.map((day) => day.slice(0, 7)))] : days;
  };
  const sums = (rows: readonly SalesRow[]): ReadonlyMap<string, bigint> => {
    const found = new Map<string, bigint>();
    for (const { key, net } of rows) {
      const place = isByMonth ? key.slice(0, 7) : key;
      found.set(place, (found.get(place) ?? 0n) + (scaled(net) ?? 0n));
    }
    return found;
  };
  const [nowSums, beforeSums] = [sums(now), sums(before)];
  const earlier = keys(rangeBefore(range));
  return keys(range).map((key, index) => {
    const old = earlier[index];
    return {
      key,
      label: label.format(new Date(`${isByMonth ? `${key}-01` : key}T00:00:00Z`)),
      net: unscaled(nowSums.get(key) ?? 0n),
      before: old === undefined ? undefined : unscaled(beforeSums.get(old) ?? 0n),
    };
  });
}

/** The chart itself, in a chunk of its own: one colour for this period, grey for the one before; hover and arrow keys tell the figures. */
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { localeOf, useReader } from '../../speech/speech.ts';
import type { ChartPoint } from './sales-days.tsx';

interface SalesChartProps {
  readonly points: readonly ChartPoint[];
  readonly label: string;
  readonly nowLabel: string;
  readonly beforeLabel: string;
  readonly money: (decimal: string) => string;
}

const tick = { fill: 'var(--ink-2)', fontSize: 12 } as const;

export default function SalesChart({ points, label, nowLabel, beforeLabel, money }: SalesChartProps) {
  const { language, country } = useReader();
  const short = new Intl.NumberFormat(localeOf(language, country), { notation: 'compact', maximumFractionDigits: 1 });
  // Pixels alone are drawn from these numbers; every figure that is read comes from the decimals themselves.
  const data = points.map((point) => ({
    ...point,
    height: Number(point.net),
    earlier: point.before === undefined ? null : Number(point.before),
  }));
  return (
    <div className="h-72 min-w-0">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer title={label}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="label" tick={tick} tickLine={false} axisLine={{ stroke: 'var(--line)' }} minTickGap={24} />
          <YAxis tick={tick} tickLine={false} axisLine={false} width={48} tickFormatter={(value: number) => short.format(value)} />
          <Tooltip
            cursor={{ fill: 'var(--sunken)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as ChartPoint | undefined;
              if (!active || !point) return null;
              return (
                <div className="rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-lg">
                  <p className="font-medium">{point.label}</p>
                  <p className="tabular-nums">
                    {nowLabel}: {money(point.net)}
                  </p>
                  {point.before !== undefined && (
                    <p className="text-ink-2 tabular-nums">
                      {beforeLabel}: {money(point.before)}
                    </p>
                  )}
                </div>
              );
            }}
          />
          <Bar dataKey="height" fill="var(--leaf)" radius={[3, 3, 0, 0]} maxBarSize={36} isAnimationActive={false} />
          <Line dataKey="earlier" stroke="var(--ink-3)" strokeWidth={2} dot={false} activeDot={{ r: 3 }} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

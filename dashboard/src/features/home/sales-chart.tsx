/** Bars of fourteen days: today in colour, the others in grey, readable axes, by mouse and keyboard. Loaded only where it is shown. */
import type { DashboardStats } from '@parley/contract/api/dashboard.ts';
import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormat } from '../../speech/format.ts';
import { localeOf, useReader } from '../../speech/speech.ts';

interface SalesChartProps {
  readonly days: DashboardStats['days'];
  readonly currency: string;
  readonly label: string;
  readonly ordersWord: string;
}

interface Point {
  readonly day: string;
  /** For the height alone; what is read comes from `amount`. */
  readonly height: number;
  readonly amount: string;
  readonly orders: number;
}

export function SalesChart({ days, currency, label, ordersWord }: SalesChartProps) {
  const { language, country } = useReader();
  const locale = localeOf(language, country);
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const compact = new Intl.NumberFormat(locale, {
    notation: 'compact',
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 1,
  });
  const points: readonly Point[] = days.map(({ day, amount, orders }) => ({ day, height: Number(amount), amount, orders }));
  const axis = { fontSize: 12, fill: 'var(--ink-2)' };
  return (
    <figure aria-label={label} className="m-0 h-56">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={[...points]} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            tick={axis}
            interval="preserveStartEnd"
            minTickGap={24}
            tickFormatter={(day: string) => short.format(new Date(`${day}T00:00:00Z`))}
          />
          <YAxis width={56} tickLine={false} axisLine={false} tick={axis} tickFormatter={(value: number) => compact.format(value)} />
          <Tooltip
            cursor={{ fill: 'var(--sunken)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as Point | undefined;
              return active && point ? <Told point={point} currency={currency} ordersWord={ordersWord} /> : null;
            }}
          />
          <Bar dataKey="height" radius={[4, 4, 0, 0]} isAnimationActive={false} maxBarSize={40}>
            {points.map(({ day }, index) => (
              <Cell
                key={day}
                fill={index === points.length - 1 ? 'var(--leaf)' : 'var(--ink-3)'}
                fillOpacity={index === points.length - 1 ? 1 : 0.45}
              />
            ))}
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}

function Told({ point, currency, ordersWord }: { readonly point: Point; readonly currency: string; readonly ordersWord: string }) {
  const format = useFormat();
  return (
    <div className="rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-lg">
      <div className="text-ink-2">{format.date(`${point.day}T12:00:00Z`)}</div>
      <div className="font-semibold tabular-nums">{format.money(point.amount, currency)}</div>
      <div className="text-ink-2 tabular-nums">
        {ordersWord}: {point.orders}
      </div>
    </div>
  );
}

/** What happened to an order, from the rooms that know: its own events, its payments, the stock it moved. Pure: puts them in order, in words. */
import type { Money } from '@parley/contract/values/money.ts';
import type { OrderDetail } from '../../domains/orders/index.ts';
import type { PaymentView } from '../../domains/payments/index.ts';
import { say, sayCode } from './words.ts';

export interface TimelineRow {
  /** The same after every reload, so that a new row is known as new. */
  readonly key: string;
  readonly kind: 'event' | 'money' | 'stock';
  readonly at: Date;
  readonly title: string;
  readonly amount?: Money;
  readonly detail?: string;
  readonly actor?: string;
}

export interface Moved {
  readonly name: string;
  readonly quantity: number;
  readonly at: Date;
}

/** Oldest first. A payment stands where the order took note of it: the gateway's clock is another one, and cut to seconds. */
export function timelineOf(
  order: Pick<OrderDetail, 'timeline'>,
  payments: readonly PaymentView[],
  moved: readonly Moved[],
): readonly TimelineRow[] {
  const open = new Map<string, PaymentView>(payments.map((payment) => [payment.id, payment]));
  const events = order.timeline.map((event, index): TimelineRow => {
    const id = event.detail['payment_id'];
    const payment = typeof id === 'string' ? open.get(id) : undefined;
    if (payment !== undefined) open.delete(payment.id);
    if (payment !== undefined) return { ...moneyRow(payment), at: event.at };
    return {
      key: `event-${index}`,
      kind: 'event',
      at: event.at,
      actor: event.actor,
      title: sayCode('event', event.kind),
      ...detailOf(event.detail),
    };
  });
  const rows: TimelineRow[] = [...events, ...[...open.values()].map(moneyRow), ...stockRows(moved)];
  return rows.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function moneyRow(payment: PaymentView): TimelineRow {
  return {
    key: `payment-${payment.id}`,
    kind: 'money',
    at: payment.capturedAt,
    amount: payment.amount,
    title: sayCode('event.payment', payment.verdict),
    ...(payment.method === undefined ? {} : { detail: payment.method.toUpperCase() }),
  };
}

/** One row a moment and direction: an order of ten lines moves stock once. */
function stockRows(moved: readonly Moved[]): TimelineRow[] {
  const groups = Map.groupBy(moved, (each) => `${each.at.getTime()}${each.quantity < 0 ? '-' : '+'}`);
  return [...groups].flatMap(([key, lines]) => {
    const [first] = lines;
    if (first === undefined) return [];
    const title = first.quantity < 0 ? say('event.stock.out') : say('event.stock.in');
    return [{ key: `stock-${key}`, kind: 'stock' as const, at: first.at, title, detail: lines.map(lineOf).join(', ') }];
  });
}

function lineOf(each: Moved): string {
  return `${each.quantity < 0 ? '−' : '+'}${Math.abs(each.quantity)} ${each.name}`;
}

/** The words among an event's facts; ids say nothing to a reader. */
function detailOf(detail: Readonly<Record<string, unknown>>): { readonly detail?: string } {
  const texts = ['reason', 'detail', 'note', 'courier', 'awb'].flatMap((name) => {
    const value = detail[name];
    return typeof value === 'string' && value !== '' ? [value.replaceAll('_', ' ')] : [];
  });
  return texts.length === 0 ? {} : { detail: texts.join(' · ') };
}

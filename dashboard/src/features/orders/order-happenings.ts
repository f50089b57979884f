/** What happened to an order, from the rooms that know: its own events, money, stock, books, papers, the chat. Pure: puts them in order. */
import type { DashboardOrderDetail } from '@parley/contract/api/dashboard.ts';
import { type EventWord, orderEventWords } from './order-event-words.ts';
import type { OrderDetail } from './orders-queries.ts';
import { parcelWords } from './parcel-words.ts';

export type ParcelWord = keyof (typeof parcelWords)['en'];

export type Room = 'chat' | 'order' | 'money' | 'stock' | 'books' | 'paper' | 'parcel' | 'return';

export interface Happening {
  /** The same after every reload. */
  readonly key: string;
  readonly room: Room;
  readonly at: string;
  readonly word: EventWord;
  readonly number?: string;
  /** What the courier said of it. */
  readonly parcel?: ParcelWord;
  readonly amount?: string;
  readonly detail?: string;
  readonly by?: 'customer' | 'staff' | 'program';
  readonly link?: { readonly to: 'chat' | 'entry' | 'return' | 'paper'; readonly id: string };
}

/** Oldest first. Payments stand where the order took note of them: the gateway's clock is another one. */
export function happeningsOf(order: OrderDetail, around: DashboardOrderDetail | undefined): readonly Happening[] {
  const open = new Map(order.payments.map((payment) => [payment.id, payment]));
  const events = order.timeline.map((event, index): Happening => {
    const payment = open.get(String(event.detail['payment_id']));
    if (payment) {
      open.delete(payment.id);
      return { ...paymentRow(payment), at: event.at };
    }
    const parcel = parcelOf(event.kind);
    if (parcel) return { key: `event-${index}`, room: 'parcel', at: event.at, word: 'parcel', parcel, ...detailOf(event.detail) };
    return {
      key: `event-${index}`,
      room: roomOf(event.kind),
      at: event.at,
      word: wordOf(event.kind),
      ...byOf(event.actor),
      ...detailOf(event.detail),
    };
  });
  const all = [...events, ...[...open.values()].map(paymentRow), ...(around ? aroundRows(around) : [])];
  return all.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || rank(a) - rank(b));
}

const ranks: readonly Room[] = ['chat', 'order', 'money', 'stock', 'books', 'paper', 'parcel', 'return'];
const rank = ({ room }: Happening): number => ranks.indexOf(room);

function paymentRow(payment: OrderDetail['payments'][number]): Happening {
  return {
    key: `payment-${payment.id}`,
    room: 'money',
    at: payment.captured_at,
    word: wordOf(`payment.${payment.verdict}`),
    amount: payment.amount,
    detail: [payment.method?.toUpperCase(), payment.gateway].filter(Boolean).join(' · '),
  };
}

function aroundRows(around: DashboardOrderDetail): readonly Happening[] {
  const chat = around.thread_id === null ? {} : { link: { to: 'chat', id: around.thread_id } as const };
  return [
    ...around.messages.map(
      (each, index): Happening => ({ key: `message-${index}`, room: 'chat', at: each.at, word: 'message.in', ...chat }),
    ),
    ...stockRows(around),
    ...around.journal.map(
      (each): Happening => ({
        key: `entry-${each.id}`,
        room: 'books',
        at: each.at,
        word: 'journal',
        number: `${each.number}`,
        amount: each.amount,
        detail: each.description,
        link: { to: 'entry', id: each.id },
      }),
    ),
    ...around.documents.map(
      (each): Happening => ({
        key: `paper-${each.id}`,
        room: 'paper',
        at: each.at,
        word: each.kind === 'invoice' ? 'invoice' : 'credit_note',
        number: each.number,
        link: { to: 'paper', id: each.id },
      }),
    ),
    ...around.returns.map(
      (each): Happening => ({
        key: `return-${each.id}`,
        room: 'return',
        at: each.at,
        word: 'return',
        number: each.return_number,
        link: { to: 'return', id: each.id },
      }),
    ),
  ];
}

/** One row a moment and direction: an order of ten lines moves stock once. */
function stockRows({ stock }: DashboardOrderDetail): readonly Happening[] {
  const groups = Map.groupBy(stock, (each) => `${each.at}${each.quantity < 0 ? '-' : '+'}`);
  return [...groups].flatMap(([key, lines]) => {
    const [first] = lines;
    if (!first) return [];
    const detail = lines.map((each) => `${Math.abs(each.quantity)} × ${each.name}`).join(', ');
    return [
      { key: `stock-${key}`, room: 'stock', at: first.at, word: first.quantity < 0 ? 'stock.out' : 'stock.in', detail } satisfies Happening,
    ];
  });
}

function parcelOf(kind: string): ParcelWord | undefined {
  const state = kind.startsWith('parcel.') ? kind.slice('parcel.'.length) : '';
  return state in parcelWords.en ? (state as ParcelWord) : undefined;
}

function wordOf(kind: string): EventWord {
  return kind in orderEventWords.en ? (kind as EventWord) : 'other';
}

function roomOf(kind: string): Room {
  if (kind.startsWith('payment') || kind.startsWith('refund') || kind.startsWith('cod.') || kind === 'order.paid') return 'money';
  return ['order.processing', 'order.shipped', 'order.partly_shipped', 'shipment.failed'].includes(kind) ? 'parcel' : 'order';
}

function byOf(actor: string): Pick<Happening, 'by'> {
  if (actor.startsWith('staff')) return { by: 'staff' };
  if (actor.startsWith('program')) return { by: 'program' };
  return actor === 'customer' || actor.startsWith('customer') ? { by: 'customer' } : {};
}

/** The words among an event's facts; ids say nothing to a reader. */
function detailOf(detail: Readonly<Record<string, unknown>>): Pick<Happening, 'detail'> {
  const texts = ['reason', 'detail', 'note', 'courier', 'awb', 'reference'].flatMap((name) => {
    const value = detail[name];
    return typeof value === 'string' && value !== '' ? [value.replaceAll('_', ' ')] : [];
  });
  return texts.length === 0 ? {} : { detail: texts.join(' · ') };
}

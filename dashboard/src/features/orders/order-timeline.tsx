/** The order's story, from the first message to the parcel, with ways into the chat, the books, the papers. */
import type { DashboardOrderDetail } from '@parley/contract/api/dashboard.ts';
import { Link } from '@tanstack/react-router';
import { BookOpen, FileText, type LucideIcon, MessageCircle, PackageOpen, ShoppingBag, Truck, Undo2, Wallet } from 'lucide-react';
import { addressOf } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Panel } from '../../ui/page.tsx';
import { orderEventWords } from './order-event-words.ts';
import { type Happening, happeningsOf, type Room } from './order-happenings.ts';
import type { OrderDetail } from './orders-queries.ts';
import { parcelWords } from './parcel-words.ts';

const icons: Readonly<Record<Room, LucideIcon>> = {
  chat: MessageCircle,
  order: ShoppingBag,
  money: Wallet,
  stock: PackageOpen,
  books: BookOpen,
  paper: FileText,
  parcel: Truck,
  return: Undo2,
};
const looks: Partial<Readonly<Record<Room, string>>> = {
  money: 'bg-leaf-soft text-leaf',
  parcel: 'bg-sky-soft text-sky',
  return: 'bg-turmeric-soft text-turmeric',
};

interface OrderTimelineProps {
  readonly order: OrderDetail;
  readonly around: DashboardOrderDetail | undefined;
}

export function OrderTimeline({ order, around }: OrderTimelineProps) {
  const say = useWords(orderEventWords);
  const rows = happeningsOf(order, around);
  return (
    <Panel title={say('title')}>
      <ol className="relative">
        {rows.map((row, index) => (
          <TimelineRow key={row.key} row={row} currency={order.currency} isLast={index === rows.length - 1} />
        ))}
      </ol>
    </Panel>
  );
}

function TimelineRow({ row, currency, isLast }: { readonly row: Happening; readonly currency: string; readonly isLast: boolean }) {
  const say = useWords(orderEventWords);
  const format = useFormat();
  const Icon = icons[row.room];
  const parcel = useWords(parcelWords);
  const values = { number: row.number ?? '', state: row.parcel === undefined ? '' : parcel(row.parcel) };
  const title = say(row.word, values);
  return (
    <li className="flex gap-3">
      <div className="flex flex-col items-center" aria-hidden="true">
        <span className={`grid size-8 shrink-0 place-items-center rounded-full ${looks[row.room] ?? 'bg-sunken text-ink-2'}`}>
          <Icon size={16} />
        </span>
        {!isLast && <span className="w-px grow bg-line" />}
      </div>
      <div className="min-w-0 grow pb-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="min-w-0 pt-1 font-medium">
            <Linked link={row.link}>{title}</Linked>
          </span>
          {row.amount && <Amount value={row.amount} currency={currency} className="font-medium" />}
        </div>
        <p className="text-sm break-words text-ink-2">
          <time dateTime={row.at}>{format.time(row.at)}</time>
          {row.by && ` · ${say(`by_${row.by}`)}`}
          {row.detail && ` · ${row.detail}`}
        </p>
      </div>
    </li>
  );
}

const linkLook = 'underline decoration-line underline-offset-4 hover:decoration-ink';

function Linked({ link, children }: { readonly link: Happening['link']; readonly children: string }) {
  switch (link?.to) {
    case 'chat':
      return (
        <Link to="/chats/$id" params={{ id: link.id }} className={linkLook}>
          {children}
        </Link>
      );
    case 'return':
      return (
        <Link to="/returns/$id" params={{ id: link.id }} className={linkLook}>
          {children}
        </Link>
      );
    case 'entry':
      return (
        <Link to="/books/journal/$id" params={{ id: link.id }} className={linkLook}>
          {children}
        </Link>
      );
    case 'paper':
      return (
        <a href={addressOf(`/documents/${link.id}.pdf`)} target="_blank" rel="noreferrer" className={linkLook}>
          {children}
        </a>
      );
    default:
      return children;
  }
}

/** What made an entry, as links to the pages of the order, payment, purchase or return it came from. */
import { Link } from '@tanstack/react-router';
import { useWords } from '../../speech/speech.ts';
import type { Entry } from './books-queries.ts';
import { CauseChip } from './journal-page.tsx';
import { journalWords } from './journal-words.ts';

const look = 'underline decoration-line underline-offset-4 hover:text-leaf';
const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

export function CauseLinks({ entry }: { readonly entry: Entry }) {
  const say = useWords(journalWords);
  const { kind, id: cause } = entry.cause;
  const id = UUID.exec(cause)?.[0];
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <CauseChip kind={kind} />
      {entry.order_id !== null && (
        <Link to="/orders/$id" params={{ id: entry.order_id }} className={look}>
          {say('to_order')}
        </Link>
      )}
      {id !== undefined && (kind === 'payment' || kind === 'payment_fee') && (
        <Link to="/payments/$id" params={{ id }} className={look}>
          {say('to_payment')}
        </Link>
      )}
      {id !== undefined && kind === 'stock.purchase' && (
        <Link to="/purchases/$id" params={{ id }} className={look}>
          {say('to_purchase')}
        </Link>
      )}
      {id !== undefined && cause.startsWith('return:') && (
        <Link to="/returns/$id" params={{ id }} className={look}>
          {say('to_return')}
        </Link>
      )}
    </span>
  );
}

/** What a line is about: `payment:<id>` leads to its other entries. */
export function SubjectLink({ subject }: { readonly subject: string }) {
  const say = useWords(journalWords);
  const [kind = '', id = ''] = subject.split(':');
  const names: Readonly<Record<string, string>> = {
    payment: say('to_payment'),
    order: say('to_order'),
    purchase: say('to_purchase'),
    return: say('to_return'),
    refund: say('cause_refunds'),
    variant: say('cause_stock'),
  };
  return (
    <Link to="/books/journal" search={{ subject }} className="hover:text-leaf">
      {names[kind] ?? subject}
      {names[kind] !== undefined && <span className="ml-1 text-xs">…{id.slice(-6)}</span>}
    </Link>
  );
}

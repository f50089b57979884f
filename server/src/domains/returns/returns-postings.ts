/** What a return says in debits and credits: its credit note. Pure; the goods are for stock to post, the money for payments. */
import type { Posting, PostingLine } from '../books/index.ts';
import type { Credit } from './credit.ts';
import type { ReturnView } from './return.ts';
import { taxAccounts } from './sold-line.ts';

type Of = Pick<ReturnView, 'id' | 'number' | 'orderId' | 'orderNumber'>;

/** Debit sales returns (net) and the taxes that were owed · credit what the customer owes. */
export function creditNotePosting(of: Of, credit: Credit, actor: string): Posting {
  const taxLines = credit.taxes.map(
    (tax): PostingLine => ({ account: taxAccounts[tax.name], debit: tax.minor, subject: `tax:${tax.name}:${tax.rateBp}` }),
  );
  return {
    cause: { kind: 'credit_note', id: `return:${of.id}` },
    description: `Credit note for return ${of.number} of order ${of.orderNumber}`,
    currency: credit.total.currency,
    orderId: of.orderId,
    actor,
    lines: [
      // Of units that cost next to nothing, whole minor units of tax can be more than the unit: then the net is on the other side.
      {
        account: 'sales_returns',
        ...(credit.net.minor < 0n ? { credit: -credit.net.minor } : { debit: credit.net.minor }),
        subject: `return:${of.id}`,
      },
      ...taxLines,
      { account: 'receivable', credit: credit.total.minor, subject: `order:${of.orderId}` },
    ],
  };
}

/** What a return says in debits and credits: the credit note, and money that staff pay out by hand. Pure; goods are stock's to post. */
import type { Money } from '@parley/contract/values/money.ts';
import type { AccountRole, Posting, PostingLine } from '../books/index.ts';
import type { Credit } from './credit.ts';
import type { ReturnView } from './return.ts';

type Of = Pick<ReturnView, 'id' | 'number' | 'orderId' | 'orderNumber'>;

/** Debit sales returns (net) and the taxes that were owed · credit what the customer owes. */
export function creditNotePosting(of: Of, credit: Credit, actor: string): Posting {
  const taxLines = credit.taxes.map(
    (tax): PostingLine => ({ account: taxAccount(tax.name), debit: tax.minor, subject: `return:${of.id}` }),
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

/** Paid out by hand, where no gateway carried the payment (cash, cash on delivery). */
export function payoutPosting(of: Of, amount: Money, from: 'bank' | 'cash', actor: string): Posting {
  return {
    cause: { kind: 'return_payout', id: of.id },
    description: `Paid out for return ${of.number} of order ${of.orderNumber}`,
    currency: amount.currency,
    orderId: of.orderId,
    actor,
    lines: [
      { account: 'receivable', debit: amount.minor, subject: `order:${of.orderId}` },
      { account: from, credit: amount.minor, subject: `return:${of.id}` },
    ],
  };
}

const taxAccounts: Readonly<Record<string, AccountRole>> = {
  CGST: 'output_cgst',
  SGST: 'output_sgst',
  UTGST: 'output_sgst',
  IGST: 'output_igst',
};

function taxAccount(name: string): AccountRole {
  return taxAccounts[name.toUpperCase()] ?? 'output_tax';
}

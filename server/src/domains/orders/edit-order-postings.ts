/** What an order that shrank means in debits and credits: a credit of exactly what it no longer costs, tax by tax. Pure. */
import type { AccountRole, Posting, PostingLine } from '../books/index.ts';
import { accountOfTax, type SoldOrder } from './order-postings.ts';

/**
 * Debit what was sold (without tax) and each tax, credit what the customer owes. A tax may rise where delivery now comes with goods of
 * its rate alone. @param of.changeId names the change; it is credited once.
 */
export function lessPosting(before: SoldOrder, after: SoldOrder, of: { readonly changeId: string; readonly actor: string }): Posting {
  const owed = before.total.minor - after.total.minor;
  const taxes = new Map<string, { account: AccountRole; minor: bigint }>();
  for (const [order, sign] of [
    [before, 1n],
    [after, -1n],
  ] as const)
    for (const { name, rateBp, tax } of order.taxes) {
      const subject = `tax:${name}:${rateBp}`;
      const minor = (taxes.get(subject)?.minor ?? 0n) + sign * tax;
      taxes.set(subject, { account: accountOfTax[name], minor });
    }
  const net = [...taxes.values()].reduce((rest, each) => rest - each.minor, owed);
  return {
    cause: { kind: 'credit_note', id: `order_change:${of.changeId}` },
    description: `Credit of order ${before.orderNumber}: some of it was taken off`,
    currency: before.total.currency,
    orderId: before.id,
    actor: of.actor,
    lines: [
      ...lineOf('sales_returns', net),
      ...[...taxes].flatMap(([subject, { account, minor }]) => lineOf(account, minor, subject)),
      ...lineOf('receivable', -owed, `order:${before.id}`),
    ],
  };
}

/** Debit where positive, nothing for nothing. */
function lineOf(account: AccountRole, minor: bigint, subject?: string): readonly PostingLine[] {
  if (minor === 0n) return [];
  const about = subject === undefined ? {} : { subject };
  return [minor > 0n ? { account, debit: minor, ...about } : { account, credit: -minor, ...about }];
}

/** Says to the books what a sale, its undoing and its credits are, from the rows as they stand. Always the last step of a verb. */
import type { Tx } from '../../foundation/db/database.ts';
import type { Posting } from '../books/index.ts';
import { type OrderHead, withItems } from './order.store.ts';
import type { OrderItem, OrderView } from './order.ts';
import { missingCredit, soldOf } from './order-credit.ts';
import { creditPosting, salePosting } from './order-postings.ts';
import { taxesOf } from './order-tax.store.ts';
import type { OrdersDeps } from './orders-deps.ts';

type Deps = Pick<OrdersDeps, 'books'>;

/** Once for each order and revision; a repeat changes nothing. */
export async function postSale(
  deps: Deps,
  tx: Tx,
  order: OrderHead & { readonly items?: readonly OrderItem[] },
  by: { readonly actor: string; readonly revision?: string },
): Promise<void> {
  const items = order.items ?? (await withItems(tx, [order]))[0]?.items ?? [];
  await deps.books.post(tx, await saleOf(tx, { ...order, items }, by));
}

/** What `postSale` posts. */
export async function saleOf(tx: Tx, order: OrderView, by: { readonly actor: string; readonly revision?: string }): Promise<Posting> {
  return salePosting({ ...order, taxes: await taxesOf(tx, order.id) }, by.actor, by.revision);
}

const undone = new Set(['sale', 'credit_note']);

/** Takes back what is posted of the sale and of its credits. */
export async function reverseSale(
  deps: Deps,
  tx: Tx,
  order: Pick<OrderHead, 'id' | 'orderNumber'>,
  by: { readonly why: string; readonly actor: string },
): Promise<void> {
  const entries = await deps.books.entriesOfOrder(tx, order.id);
  const gone = new Set(entries.map((entry) => entry.reverses));
  for (const entry of entries.filter((each) => undone.has(each.cause.kind) && !gone.has(each.id)))
    await deps.books.reverse(tx, entry.cause, {
      cause: { kind: `${entry.cause.kind}_reversed`, id: entry.cause.id },
      description: `${entry.description}, taken back: ${by.why}`,
      actor: by.actor,
    });
}

export interface MoneyBack {
  /** Minor units that paid the order. */
  readonly kept: bigint;
  /** Of that, what goes back or has gone. */
  readonly going: bigint;
  /** Names the credit; the same cause is credited once. */
  readonly cause: string;
  readonly reason: string;
  readonly actor: string;
}

/** Credits what goes back and was not given up yet; nothing for an order that was cancelled, or whose return credited it. */
export async function creditMoneyBack(deps: Deps, tx: Tx, order: OrderHead, back: MoneyBack): Promise<void> {
  const balances = await deps.books.balancesOfOrder(tx, order.id);
  const amount = missingCredit({ ...back, sold: soldOf(balances) });
  if (amount > 0n) await deps.books.post(tx, creditPosting(order, balances, { ...back, amount }));
}

/** Issues the invoice of an order that was sold: once, under the next number, with everything on it as it is now. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { OrderStatus } from '../orders/index.ts';
import { composeInvoice, readLanguage } from './compose-document.ts';
import { documentsOfOrder, type StoredDocument } from './document.store.ts';
import type { DocumentsDeps } from './documents-deps.ts';
import { holdSeries } from './give-number.ts';

const SOLD: ReadonlySet<OrderStatus> = new Set(['confirmed', 'processing', 'shipped', 'delivered']);

/** The one that is there, or a new one. Refuses `order.not_found`, `order.wrong_state` for an order that nobody paid or confirmed. */
export async function issueInvoice(
  deps: DocumentsDeps,
  tx: Tx,
  orderId: OrderId,
  known?: readonly StoredDocument[],
): Promise<Result<StoredDocument>> {
  const before = invoiceAmong(known ?? (await documentsOfOrder(tx, orderId)));
  if (before) return ok(before);
  const found = await deps.orders.sold(tx, orderId);
  if (!found.ok) return found;
  const order = found.value;
  if (!SOLD.has(order.status)) return refuse('order.wrong_state');
  const seller = await deps.seller(tx);
  const customer = await deps.customers.get(tx, order.customerId);
  const held = await holdSeries(deps.clock, tx, 'invoice', seller);
  const meanwhile = invoiceAmong(await documentsOfOrder(tx, orderId));
  if (meanwhile) return ok(meanwhile);
  const language = readLanguage(customer?.language) ?? seller.language;
  return ok(
    await held.issue({
      orderId,
      cause: 'sale',
      compose: (number, issuedOn) => composeInvoice(order, seller, customer ?? {}, { number, issuedOn, language }),
    }),
  );
}

function invoiceAmong(documents: readonly StoredDocument[]): StoredDocument | undefined {
  return documents.find((each) => each.kind === 'invoice');
}

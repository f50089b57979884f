/** Issues the credit notes of an order that the books ask for, and none twice: papers and books always say the same. */
import type { OrderId, ReturnId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import { composeCreditNote } from './compose-document.ts';
import { type CreditWish, creditOf } from './credit.ts';
import { type CreditDue, creditsDue } from './credits-due.ts';
import { documentsOfOrder, type StoredDocument } from './document.store.ts';
import { minorOf } from './document-content.ts';
import type { DocumentsDeps } from './documents-deps.ts';
import { holdSeries } from './give-number.ts';
import type { LabelKey } from './labels/en.ts';
import { speechOf } from './speak.ts';

/** Of an order that was changed after it was sold: what the change took off. */
const CHANGE = 'order_change:';
const taken = z.object({
  change_id: z.string(),
  lines: z.array(z.object({ variant_id: z.string(), from: z.number(), to: z.number() })),
});

/** The new ones; none where there is no more to credit. Refuses `document.not_found` while the order has no invoice. */
export async function issueCreditNotes(
  deps: DocumentsDeps,
  tx: Tx,
  orderId: OrderId,
  known?: readonly StoredDocument[],
): Promise<Result<readonly StoredDocument[]>> {
  const before = known ?? (await documentsOfOrder(tx, orderId));
  if (!before.some((each) => each.kind === 'invoice')) return refuse('document.not_found');
  if ((await dueFor(deps, tx, orderId, before)).length === 0) return ok([]);
  const seller = await deps.seller(tx);
  const held = await holdSeries(deps.clock, tx, 'credit_note', seller);
  const now = await documentsOfOrder(tx, orderId);
  const [invoice, ...notes] = now;
  if (!invoice) throw new Error('an invoice went away');
  const issued: StoredDocument[] = [];
  for (const due of await dueFor(deps, tx, orderId, now)) {
    const earlier = [...notes, ...issued].map((each) => each.content);
    const wish = await wishOf(deps, tx, orderId, due, invoice.content.currency);
    const credited = creditOf(invoice.content, earlier, wish) ?? creditOf(invoice.content, earlier, { amount: wish.amount });
    if (!credited) throw new Error(`the books credit more of order ${orderId} than its invoice has left`);
    const reason = speechOf(invoice.language, invoice.content.country).say(await reasonOf(deps, tx, orderId, due));
    const returnId = returnIdOf(due);
    issued.push(
      await held.issue({
        orderId,
        cause: due.cause,
        ...(returnId === undefined ? {} : { returnId }),
        compose: (number, issuedOn) => composeCreditNote(invoice.content, credited, { number, issuedOn, reason }),
      }),
    );
  }
  return ok(issued);
}

async function dueFor(deps: DocumentsDeps, tx: Tx, orderId: OrderId, documents: readonly StoredDocument[]): Promise<readonly CreditDue[]> {
  const [invoice, ...notes] = documents;
  if (!invoice) return [];
  const totalOf = (each: StoredDocument): bigint => minorOf(each.content.total, each.content.currency);
  return creditsDue(
    orderId,
    await deps.books.entriesOfOrder(tx, orderId),
    totalOf(invoice),
    notes.map((note) => ({ cause: note.cause, minor: totalOf(note) })),
  );
}

function returnIdOf(due: CreditDue): ReturnId | undefined {
  return due.cause.startsWith('return:') ? (due.cause.slice('return:'.length) as ReturnId) : undefined;
}

async function wishOf(
  deps: DocumentsDeps,
  tx: Tx,
  orderId: OrderId,
  due: CreditDue,
  currency: string,
): Promise<CreditWish & { readonly amount: NonNullable<CreditWish['amount']> }> {
  const amount = { minor: due.minor, currency };
  const returnId = returnIdOf(due);
  if (due.cause.startsWith(CHANGE)) return { amount, lines: await linesTakenOff(deps, tx, orderId, due.cause.slice(CHANGE.length)) };
  const found = returnId === undefined ? undefined : await deps.returns.get(tx, returnId);
  if (!found?.ok) return { amount };
  const lines = found.value.lines.map((line) => ({ variantId: line.variantId, quantity: line.restocked + line.damaged }));
  return { amount, lines: lines.filter((line) => line.quantity > 0) };
}

async function linesTakenOff(deps: DocumentsDeps, tx: Tx, orderId: OrderId, changeId: string): Promise<NonNullable<CreditWish['lines']>> {
  const order = await deps.orders.get(tx, orderId);
  const edits = order.ok ? order.value.timeline.flatMap((entry) => taken.safeParse(entry.detail).data ?? []) : [];
  const lines = edits.find((edit) => edit.change_id === changeId)?.lines ?? [];
  return lines.map((line) => ({ variantId: line.variant_id, quantity: line.from - line.to })).filter((line) => line.quantity > 0);
}

async function reasonOf(deps: DocumentsDeps, tx: Tx, orderId: OrderId, due: CreditDue): Promise<LabelKey> {
  if (returnIdOf(due) !== undefined) return 'reason.returned';
  const order = await deps.orders.get(tx, orderId);
  return order.ok && order.value.status === 'cancelled' ? 'reason.cancelled' : 'reason.refunded';
}

/** Forgets a person: names, keys, addresses and words go, amounts and what the law keeps of sold orders stay. It cannot be taken back. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { forgetContact, lockContact } from './contact.store.ts';

export type OnErased = (tx: Tx, id: CustomerId) => Promise<Result<unknown>>;

/** Refuses `customer.not_found` (also for who is erased already) and whatever the other rooms refuse: `customer.has_open_orders`. */
export async function eraseContact(tx: Tx, id: CustomerId, at: Date, onErased: OnErased | undefined): Promise<Result<void>> {
  const known = await lockContact(tx, id);
  if (known === undefined || known.erasedAt !== undefined) return refuse('customer.not_found');
  const elsewhere = await onErased?.(tx, id);
  if (elsewhere && !elsewhere.ok) return elsewhere;
  await forgetContact(tx, id, at);
  return ok(undefined);
}

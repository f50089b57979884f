/** Two records that staff know to be one person become one. The older stays, and everything of the younger follows it. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { joinRecords, type OnMerged } from '../join-records.ts';
import { changeContact, lockContact } from './contact.store.ts';
import { contactById } from './contact-list.store.ts';

/** @returns the record that stays. Refuses `customer.not_found` for either. */
export async function mergeContacts(
  tx: Tx,
  id: CustomerId,
  otherId: CustomerId,
  onMerged: OnMerged | undefined,
): Promise<Result<CustomerId>> {
  if (id === otherId)
    return refuse('request.invalid', { details: [{ field: 'other_id', message: 'Choose another record than this one.' }] });
  // In one order, so that two merges cannot wait for each other in a ring.
  for (const each of [id, otherId].toSorted()) {
    const known = await lockContact(tx, each);
    if (known === undefined || known.erasedAt !== undefined) return refuse('customer.not_found');
  }
  const [first, second] = [await contactById(tx, id), await contactById(tx, otherId)];
  if (!first || !second) return refuse('customer.not_found');
  const kept = await joinRecords(tx, [id, otherId], onMerged);
  const note = [first.note, second.note].filter(Boolean).join('\n');
  const labels = [...new Set([...first.labels, ...second.labels])];
  await changeContact(tx, kept, { note: note === '' ? null : note, labels });
  return ok(kept);
}

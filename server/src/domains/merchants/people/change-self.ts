/** What a person may change about themselves: the name colleagues see, and the number a lost password is told to. */
import { parsePhone } from '@parley/contract/values/phone.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Actor } from '../../../foundation/http/actor.ts';
import { recordAudit } from '../audit.store.ts';
import { loadMerchant } from '../merchant.store.ts';
import { loadStaff, phoneOf, updateProfile } from '../staff.store.ts';

export interface SelfChange {
  readonly name?: string | undefined;
  /** Null forgets it. */
  readonly phone?: string | null | undefined;
}

/** Refuses `auth.forbidden` for a program, `request.invalid` for a number that is none. */
export async function changeSelf(
  deps: { readonly clock: Clock },
  tx: Tx,
  actor: Actor,
  change: SelfChange,
  requestId: string,
): Promise<Result<void>> {
  const staff = actor.kind === 'staff' ? await loadStaff(tx, actor.id) : undefined;
  if (staff === undefined) return refuse('auth.forbidden', { message: 'Only a person has a name of their own.' });
  const phone = typeof change.phone === 'string' ? parsePhone(change.phone, (await loadMerchant(tx)).country)?.e164 : change.phone;
  if (typeof change.phone === 'string' && phone === undefined)
    return refuse('request.invalid', { details: [{ field: 'phone', message: 'Not a phone number.' }] });
  const before = { name: staff.name, phone: (await phoneOf(tx, staff.id)) ?? null };
  const after = { name: change.name ?? before.name, phone: phone === undefined ? before.phone : phone };
  await updateProfile(tx, staff.id, after);
  await recordAudit(tx, deps.clock, { action: 'staff.changed', subject: { kind: 'staff', id: staff.id }, actor, before, after, requestId });
  return ok(undefined);
}

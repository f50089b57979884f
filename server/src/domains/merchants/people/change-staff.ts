/** Giving somebody another role, and letting somebody go: their sign-ins end with it. A shop is never left without an owner. */

import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { GivenRole } from '@parley/contract/values/role.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Actor } from '../../../foundation/http/actor.ts';
import { recordAudit } from '../audit.store.ts';
import { revokeOthers } from '../session.store.ts';
import type { SessionDeps } from '../session.ts';
import { lockInvitation, updateInvitation } from './invitation.store.ts';
import { ownersOnly } from './invite-staff.ts';
import { lockPerson, markRemoved, setRole } from './people.store.ts';
import { leavesNoOwner, mayTouch } from './staff-rules.ts';

export type ChangeStaffDeps = Pick<SessionDeps, 'clock' | 'believed'>;

/** Of somebody who is invited, too. Refuses `staff.not_found`, `auth.forbidden`, `staff.last_owner`. */
export async function changeRole(
  deps: ChangeStaffDeps,
  tx: Tx,
  actor: Actor,
  change: { readonly id: string; readonly role: GivenRole; readonly requestId: string },
): Promise<Result<void>> {
  const { id, role, requestId } = change;
  const { person, owners } = await lockPerson(tx, id);
  const target = person ?? (await lockInvitation(tx, { id }));
  if (target === undefined) return refuse('staff.not_found');
  if (!mayTouch(actor.role, target.role, role)) return refuse('auth.forbidden', ownersOnly);
  if (person !== undefined && leavesNoOwner(person, owners, role)) return refuse('staff.last_owner');
  if (target.role === role) return ok(undefined);
  if (person === undefined) await updateInvitation(tx, id, { role });
  else await setRole(tx, id, role);
  await recordAudit(tx, deps.clock, {
    action: 'staff.role_changed',
    subject: { kind: 'staff', id },
    actor,
    before: { role: target.role },
    after: { role },
    requestId,
  });
  tx.afterCommit(() => deps.believed.forget());
  return ok(undefined);
}

/** Withdraws an invitation likewise. Refuses `staff.not_found`, `auth.forbidden`, `staff.last_owner`. */
export async function removeStaff(deps: ChangeStaffDeps, tx: Tx, actor: Actor, id: string, requestId: string): Promise<Result<void>> {
  const { person, owners } = await lockPerson(tx, id);
  const target = person ?? (await lockInvitation(tx, { id }));
  if (target === undefined) return refuse('staff.not_found');
  if (!mayTouch(actor.role, target.role)) return refuse('auth.forbidden', ownersOnly);
  if (person !== undefined && leavesNoOwner(person, owners)) return refuse('staff.last_owner');
  const now = deps.clock.now();
  if (person === undefined) await updateInvitation(tx, id, { withdrawn_at: now });
  else {
    await markRemoved(tx, id, now);
    await revokeOthers(tx, person, undefined, now);
  }
  await recordAudit(tx, deps.clock, {
    action: person === undefined ? 'staff.invitation_withdrawn' : 'staff.removed',
    subject: { kind: 'staff', id },
    actor,
    before: { email: target.email, name: target.name, role: target.role },
    requestId,
  });
  tx.afterCommit(() => deps.believed.forget());
  return ok(undefined);
}

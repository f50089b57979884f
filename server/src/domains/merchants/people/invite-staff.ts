/** Inviting somebody, and sending the invitation again. The link is answered and mailed, and never kept. */
import type { StaffInvite, StaffInvited } from '@parley/contract/api/people.ts';
import { newId, type StaffId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after, dayMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Actor } from '../../../foundation/http/actor.ts';
import { recordAudit } from '../audit.store.ts';
import { newCarriedToken } from '../carried-token.ts';
import { composeMail } from '../mail/compose-mail.ts';
import { type MailDeps, queueMail } from '../mail/queue-mail.ts';
import { loadMerchant } from '../merchant.store.ts';
import { loadStaff } from '../staff.store.ts';
import { type Invitation, insertInvitation, lockInvitation, updateInvitation } from './invitation.store.ts';
import { isStaffHere } from './people.store.ts';
import { mayTouch } from './staff-rules.ts';

export interface InviteDeps extends MailDeps {
  readonly publicUrl: string;
}

export const INVITATION_MS = 7 * dayMs;
export const ownersOnly = { message: 'Only an owner may make or change owners.' };

/** Refuses `auth.forbidden` (a manager, of owners; a program), `staff.already_there`, `invitation.exists`. */
export async function inviteStaff(
  deps: InviteDeps,
  tx: Tx,
  actor: Actor,
  input: StaffInvite,
  requestId: string,
): Promise<Result<StaffInvited>> {
  if (actor.kind !== 'staff') return refuse('auth.forbidden', { message: 'Only a person may invite people.' });
  if (!mayTouch(actor.role, input.role)) return refuse('auth.forbidden', ownersOnly);
  if (await isStaffHere(tx, input.email)) return refuse('staff.already_there', { details: [{ field: 'email', message: 'Works here.' }] });
  const now = deps.clock.now();
  const { token, hash } = newCarriedToken(tx.merchantId);
  const invitation: Invitation = { ...input, id: newId<StaffId>(), createdAt: now, expiresAt: after(now, INVITATION_MS) };
  if (!(await insertInvitation(tx, { ...invitation, tokenHash: hash, invitedBy: actor.id, now })))
    return refuse('invitation.exists', { details: [{ field: 'email', message: 'Invited already.' }] });
  await recordAudit(tx, deps.clock, {
    action: 'staff.invited',
    subject: { kind: 'staff', id: invitation.id },
    actor,
    after: input,
    requestId,
  });
  return ok(await sendInvitation(deps, tx, actor, invitation, token));
}

/** A new link; the former one ends. Refuses `staff.not_found`, `auth.forbidden`. */
export async function resendInvitation(
  deps: InviteDeps,
  tx: Tx,
  actor: Actor,
  id: string,
  requestId: string,
): Promise<Result<StaffInvited>> {
  const invitation = await lockInvitation(tx, { id });
  if (invitation === undefined) return refuse('staff.not_found', { message: 'There is no such open invitation.' });
  if (!mayTouch(actor.role, invitation.role)) return refuse('auth.forbidden', ownersOnly);
  const now = deps.clock.now();
  const expiresAt = after(now, INVITATION_MS);
  const { token, hash } = newCarriedToken(tx.merchantId);
  await updateInvitation(tx, id, { token_hash: hash, sent_at: now, expires_at: expiresAt });
  await recordAudit(tx, deps.clock, { action: 'staff.invited_again', subject: { kind: 'staff', id }, actor, requestId });
  return ok(await sendInvitation(deps, tx, actor, { ...invitation, expiresAt }, token));
}

async function sendInvitation(deps: InviteDeps, tx: Tx, actor: Actor, invitation: Invitation, token: string): Promise<StaffInvited> {
  const { id, email, name, role, createdAt, expiresAt } = invitation;
  const [merchant, inviter] = [await loadMerchant(tx), await loadStaff(tx, actor.id)];
  const link = `${deps.publicUrl}/app/invite?token=${token}`;
  const facts = { to: email, language: merchant.language, link, shop: merchant.name, name, inviter: inviter?.name ?? merchant.name };
  const mail = await queueMail(deps, tx, composeMail('invite', facts));
  return {
    id,
    name,
    email,
    role,
    state: 'invited',
    two_factor: false,
    last_seen_at: null,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    link,
    mail,
  };
}

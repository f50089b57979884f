/** The invited person's side: who invites, and becoming one of the shop's people with a password of their own. A link works once. */
import type { inviteAcceptance, inviteView } from '@parley/contract/api/people.ts';
import { parsePhone } from '@parley/contract/values/phone.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { hashToken } from '../../../foundation/secrets/secrets.ts';
import { recordAudit } from '../audit.store.ts';
import { merchantOfToken } from '../carried-token.ts';
import { loadMerchant } from '../merchant.store.ts';
import { hashPassword } from '../password.ts';
import { type OpenedSession, openSession, type SignInDeps } from '../sign-in.ts';
import { insertStaff } from '../staff.store.ts';
import type { Staff } from '../staff.ts';
import { findInvitation, lockInvitation, type SeenInvitation, updateInvitation } from './invitation.store.ts';

/** Refuses `invitation.ended` for whatever link does not hold (any more). */
export async function seeInvitation(
  deps: Pick<SignInDeps, 'database' | 'clock'>,
  token: string,
): Promise<Result<z.infer<typeof inviteView>>> {
  const merchantId = merchantOfToken(token);
  if (merchantId === undefined) return refuse('invitation.ended');
  return deps.database.inTx(merchantId, async (tx) => {
    const found = await findInvitation(tx, hashToken(token), deps.clock.now());
    return found === undefined ? refuse('invitation.ended') : ok(await viewOf(tx, found));
  });
}

async function viewOf(tx: Tx, found: SeenInvitation): Promise<z.infer<typeof inviteView>> {
  const merchant = await loadMerchant(tx);
  return {
    email: found.email,
    name: found.name,
    role: found.role,
    invited_by: found.invitedBy,
    merchant: { name: merchant.name, language: merchant.language as z.infer<typeof inviteView>['merchant']['language'] },
    expires_at: found.expiresAt.toISOString(),
  };
}

/** Signs in. Refuses `invitation.ended`, `merchant.email_taken` (an account elsewhere), `request.invalid` (phone). */
export async function acceptInvitation(
  deps: SignInDeps,
  input: z.infer<typeof inviteAcceptance>,
  userAgent: string | undefined,
): Promise<Result<OpenedSession>> {
  const merchantId = merchantOfToken(input.token);
  const seen = await seeInvitation(deps, input.token);
  if (merchantId === undefined || !seen.ok) return refuse('invitation.ended');
  const passwordHash = await hashPassword(input.password);
  const made = await deps.database.inTx(merchantId, (tx) => becomeStaff(deps, tx, input, passwordHash));
  return made.ok ? ok(await openSession(deps, made.value, userAgent)) : made;
}

async function becomeStaff(
  deps: SignInDeps,
  tx: Tx,
  input: z.infer<typeof inviteAcceptance>,
  passwordHash: string,
): Promise<Result<Staff & { readonly merchantName: string }>> {
  const now = deps.clock.now();
  const invitation = await lockInvitation(tx, { tokenHash: hashToken(input.token) });
  if (invitation === undefined || invitation.expiresAt <= now) return refuse('invitation.ended');
  const merchant = await loadMerchant(tx);
  const phone = input.phone === undefined ? undefined : parsePhone(input.phone, merchant.country);
  if (input.phone !== undefined && phone === undefined)
    return refuse('request.invalid', { details: [{ field: 'phone', message: 'Not a phone number.' }] });
  const { id, email, role } = invitation;
  const staff: Staff = { merchantId: tx.merchantId, id, email, role, name: input.name ?? invitation.name };
  if (!(await insertStaff(tx, { ...staff, phone: phone?.e164, passwordHash, createdAt: now }))) return refuse('merchant.email_taken');
  await updateInvitation(tx, id, { accepted_at: now });
  await recordAudit(tx, deps.clock, {
    action: 'staff.joined',
    subject: { kind: 'staff', id },
    actor: { kind: 'staff', id },
    after: { email, name: staff.name, role },
  });
  return ok({ ...staff, merchantName: merchant.name });
}

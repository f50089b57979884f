/** What happens to a sign-in afterwards: refreshed with a new token each time, ended, or ended by force when an old token comes back. */
import type { SignedIn } from '@parley/contract/api/merchants.ts';
import type { Result } from '@parley/contract/values/result.ts';
import { ok, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { after, secondMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { narrowTo } from '../../foundation/db/narrow.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import { hashToken } from '../../foundation/secrets/secrets.ts';
import { recordAudit } from './audit.store.ts';
import { loadMerchant } from './merchant.store.ts';
import { hashPassword } from './password.ts';
import { lockSession, revokeOthers, revokeSession, rotateSession } from './session.store.ts';
import { checkPassword, makeRefreshToken, REFRESH_MS, readRefreshToken, type SignInDeps, signedIn } from './sign-in.ts';
import { loadStaff, setPassword } from './staff.store.ts';

/** How long another process may go on believing a session that was ended here. */
const BELIEVED_MS = 10 * secondMs;
const MAX_BELIEVED = 10_000;

export interface SessionDeps extends SignInDeps {
  readonly believed: BelievedSessions;
}

/** Sessions found alive a moment ago, so that not every request asks the database. */
export interface BelievedSessions {
  find(sessionId: string): Actor | undefined;
  keep(sessionId: string, actor: Actor): void;
  forget(): void;
}

export function createBelievedSessions(clock: Clock): BelievedSessions {
  const known = new Map<string, { readonly actor: Actor; readonly until: number }>();
  return {
    find(sessionId) {
      const found = known.get(sessionId);
      return found !== undefined && found.until > clock.now().getTime() ? found.actor : undefined;
    },
    keep(sessionId, actor) {
      if (known.size >= MAX_BELIEVED) known.clear();
      known.set(sessionId, { actor, until: clock.now().getTime() + BELIEVED_MS });
    },
    forget: () => known.clear(),
  };
}

/** A new pair for a refresh token. One that was used before ends the session: two hold it, and one of them stole it. */
export async function refreshSession(deps: SessionDeps, token: string): Promise<Result<SignedIn>> {
  const claims = readRefreshToken(deps, token);
  if (claims === undefined) return refuse('auth.token_expired');
  const now = deps.clock.now();
  const next = makeRefreshToken(deps, claims.merchantId, claims.sessionId);
  // Not a Result inside: ending the session must be kept though the answer is a refusal.
  const renewed = await deps.database.inTx(claims.merchantId, async (tx) => {
    const session = await lockSession(tx, claims.sessionId, now);
    if (session === undefined || !session.alive) return undefined;
    if (session.tokenHash !== hashToken(token)) {
      await revokeSession(tx, claims.sessionId, now);
      await recordAudit(tx, deps.clock, {
        action: 'session.reused_token',
        subject: { kind: 'staff', id: session.staff.id },
        actor: { kind: 'system' },
      });
      return undefined;
    }
    await rotateSession(tx, claims.sessionId, { next: hashToken(next), previous: session.tokenHash }, after(now, REFRESH_MS), now);
    return { staff: session.staff, merchantName: (await loadMerchant(tx)).name };
  });
  if (renewed === undefined) {
    deps.believed.forget();
    return refuse('auth.token_expired');
  }
  return ok(await signedIn(deps, renewed.staff, renewed.merchantName, claims.sessionId, next));
}

export async function signOut(deps: Pick<SessionDeps, 'clock' | 'believed'>, tx: Tx, actor: Actor): Promise<void> {
  if (actor.sessionId !== undefined) await revokeSession(tx, actor.sessionId, deps.clock.now());
  tx.afterCommit(() => deps.believed.forget());
}

/** Ends every other sign-in of this person. Refuses `auth.invalid_credentials`, `auth.too_many_attempts`. */
export async function changePassword(
  deps: SessionDeps,
  actor: Actor,
  input: { readonly current: string; readonly next: string },
): Promise<Result<void>> {
  const staff = await deps.database.inTx(actor.merchantId, (tx) => loadStaff(tx, actor.id));
  if (staff === undefined) return refuse('auth.forbidden');
  const checked = await checkPassword(deps, staff.email, input.current);
  if (!checked.ok) return checked;
  const passwordHash = await hashPassword(input.next);
  await deps.database.inPlatformTx(async (platform) => {
    await setPassword(platform, staff, passwordHash);
    await revokeOthers(platform, staff, actor.sessionId, deps.clock.now());
    const tx = await narrowTo(platform, actor.merchantId);
    await recordAudit(tx, deps.clock, { action: 'staff.password_changed', subject: { kind: 'staff', id: staff.id }, actor });
    tx.afterCommit(() => deps.believed.forget());
  });
  return ok(undefined);
}

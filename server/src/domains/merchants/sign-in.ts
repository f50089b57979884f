/**
 * Signing in, and the lock that makes guessing slow. The password is checked between two short transactions, since checking is
 * slow on purpose; an unknown address takes as long, is answered the same, and locks the same.
 */
import type { SignedIn } from '@parley/contract/api/merchants.ts';
import { type MerchantId, newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { after, dayMs } from '@parley/contract/values/time.ts';
import type { Database } from '../../foundation/db/database.ts';
import { hashToken, newToken, type Secrets } from '../../foundation/secrets/secrets.ts';
import { ACCESS_SECONDS, signAccessToken } from './access-token.ts';
import { signBrowserToken } from './browser-session.ts';
import { passwordFits } from './password.ts';
import type { Guesses } from './people/guesses.ts';
import { proveSecondFactor } from './prove-second-factor.ts';
import { insertSession } from './session.store.ts';
import { findByEmail, type StaffSecret, setAttempts } from './staff.store.ts';
import { lockAfter, type Staff } from './staff.ts';
import type { Strangers } from './strangers.ts';

export interface SignInDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly strangers: Strangers;
  readonly guesses: Guesses;
}

export const REFRESH_MS = 30 * dayMs;
const REFRESH = 'refresh-token';

/** A sign-in as programs hold it, and as a browser does (`cookie`, never part of an answer's body); both name one session. */
export type OpenedSession = SignedIn & { readonly cookie: string };

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** Of the second factor, for whoever has one. */
  readonly code?: string | undefined;
  readonly userAgent?: string | undefined;
  /** Address on the internet. */
  readonly from?: string | undefined;
}

/** Refuses `auth.invalid_credentials`, `auth.too_many_attempts`, and like `checkSecondFactor` for whoever has one. */
export async function signIn(deps: SignInDeps, input: SignInInput): Promise<Result<OpenedSession>> {
  const allowed = deps.guesses.check(input.from);
  if (!allowed.ok) return allowed;
  const checked = await checkPassword(deps, input.email, input.password);
  if (!checked.ok) {
    deps.guesses.fail(input.from);
    return checked;
  }
  const proven = await proveSecondFactor(deps, checked.value, input.code);
  if (!proven.ok) return proven;
  return ok(await openSession(deps, checked.value, input.userAgent));
}

/** Signs this person in; whoever calls has made sure that it is them. */
export async function openSession(
  deps: SignInDeps,
  staff: Staff & { readonly merchantName: string },
  userAgent: string | undefined,
): Promise<OpenedSession> {
  const sessionId = newId();
  const refreshToken = makeRefreshToken(deps, staff.merchantId, sessionId);
  const now = deps.clock.now();
  const session = { id: sessionId, tokenHash: hashToken(refreshToken), expiresAt: after(now, REFRESH_MS), now, userAgent };
  await deps.database.inPlatformTx((tx) => insertSession(tx, staff, session));
  return {
    ...(await signedIn(deps, staff, staff.merchantName, sessionId, refreshToken)),
    cookie: signBrowserToken(deps, { merchantId: staff.merchantId, staffId: staff.id, sessionId }),
  };
}

/** The person whose password this is. Counts what is wrong; refuses everything while the account is locked, right or wrong. */
export async function checkPassword(deps: SignInDeps, email: string, password: string): Promise<Result<StaffSecret>> {
  const { database, clock, strangers } = deps;
  const before = await database.inPlatformTx((tx) => findByEmail(tx, email));
  const restUntil = before === undefined ? strangers.lockedUntil(email) : before.lockedUntil;
  if (restUntil !== undefined && restUntil > clock.now()) return refuse('auth.too_many_attempts');
  const fits = await passwordFits(before?.passwordHash, password);
  if (before === undefined) {
    strangers.fail(email);
    return refuse('auth.invalid_credentials');
  }
  // Decided under the row's lock: of guesses made at once, those that end after the lock was set count for nothing.
  const verdict = await database.inPlatformTx(async (tx) => {
    const staff = await findByEmail(tx, email, { lock: true });
    const now = clock.now();
    if (staff === undefined || staff.passwordHash !== before.passwordHash) return 'wrong';
    if (staff.lockedUntil !== undefined && staff.lockedUntil > now) return 'locked';
    if (fits) {
      if (staff.failures > 0) await setAttempts(tx, staff, 0, null);
      return 'right';
    }
    const rest = lockAfter(staff.failures + 1);
    await setAttempts(tx, staff, staff.failures + 1, rest === 0 ? null : after(now, rest));
    return 'wrong';
  });
  if (verdict === 'right') return ok(before);
  return refuse(verdict === 'locked' ? 'auth.too_many_attempts' : 'auth.invalid_credentials');
}

export interface RefreshClaims {
  readonly merchantId: MerchantId;
  readonly sessionId: string;
}

/** Signed, so that an old one is known for one of ours, and a made-up one ends nobody's session. */
export function makeRefreshToken(
  { secrets, clock }: Pick<SignInDeps, 'secrets' | 'clock'>,
  merchantId: MerchantId,
  sessionId: string,
): string {
  return secrets.signToken(REFRESH, { m: merchantId, s: sessionId, n: newToken() }, after(clock.now(), REFRESH_MS));
}

export function readRefreshToken({ secrets, clock }: Pick<SignInDeps, 'secrets' | 'clock'>, token: string): RefreshClaims | undefined {
  const payload = secrets.verifyToken(REFRESH, token, clock.now());
  return payload && { merchantId: payload['m'] as MerchantId, sessionId: payload['s'] as string };
}

export async function signedIn(
  deps: SignInDeps,
  staff: Staff,
  merchantName: string,
  sessionId: string,
  refreshToken: string,
): Promise<SignedIn> {
  return {
    status: 'success',
    token: await signAccessToken(deps.secrets, deps.clock, staff, sessionId),
    refresh_token: refreshToken,
    expires_in: ACCESS_SECONDS,
    merchant: { id: staff.merchantId, name: merchantName },
  };
}

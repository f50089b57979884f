/** Access tokens of people: signed, an hour long, and only as good as the session they name. */
import { isUuid, type MerchantId, type StaffId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { after, hourMs } from '@parley/contract/values/time.ts';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import type { Staff } from './staff.ts';

export const ACCESS_SECONDS = 3_600;
const PURPOSE = 'access-token';
const ISSUER = 'parley';

export interface AccessClaims {
  readonly merchantId: MerchantId;
  readonly staffId: StaffId;
  readonly sessionId: string;
}

export async function signAccessToken(secrets: Secrets, clock: Clock, staff: Staff, sessionId: string): Promise<string> {
  const now = clock.now();
  return new SignJWT({ merchant_id: staff.merchantId, role: staff.role, sid: sessionId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setSubject(staff.id)
    .setIssuedAt(now)
    .setExpirationTime(after(now, hourMs))
    .sign(secrets.keyFor(PURPOSE));
}

/** `expired` is told apart, so that a client knows to refresh. */
export async function readAccessToken(secrets: Secrets, clock: Clock, token: string): Promise<AccessClaims | 'expired' | 'invalid'> {
  for (const key of secrets.keysFor(PURPOSE)) {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: ISSUER, currentDate: clock.now() });
      const { merchant_id: merchantId, sid: sessionId, sub: staffId } = payload;
      if (typeof merchantId !== 'string' || typeof sessionId !== 'string' || staffId === undefined) return 'invalid';
      if (![merchantId, sessionId, staffId].every(isUuid)) return 'invalid';
      return { merchantId: merchantId as MerchantId, staffId: staffId as StaffId, sessionId };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired';
      // A former key may still fit.
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return 'invalid';
}

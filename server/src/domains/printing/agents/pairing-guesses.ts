/**
 * How many wrong pairing codes may be tried: few from one address on the internet, more from addresses of our own network, behind which a
 * proxy may hide everybody. Kept in this process.
 */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { type Clock, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { isPublicAddress } from '../../../foundation/http/guarded-fetch.ts';

const FROM_OUTSIDE = 10;
const FROM_INSIDE = 100;
const WINDOW_MS = 10 * minuteMs;
const MAX_ADDRESSES = 20_000;

export interface PairingGuesses {
  /** Refuses `auth.too_many_attempts`. */
  check(address: string | undefined): Result<void>;
  fail(address: string | undefined): void;
}

export function createPairingGuesses(clock: Clock): PairingGuesses {
  const seen = new Map<string, { readonly count: number; readonly until: number }>();
  const running = (address: string) => {
    const found = seen.get(address);
    return found !== undefined && found.until > clock.now().getTime() ? found : undefined;
  };
  const limitOf = (address: string) => (isPublicAddress(address) ? FROM_OUTSIDE : FROM_INSIDE);
  return {
    check(address = '') {
      const found = running(address);
      if (!found || found.count < limitOf(address)) return ok(undefined);
      const left = Math.ceil((found.until - clock.now().getTime()) / secondMs);
      return refuse('auth.too_many_attempts', { retryAfterSeconds: Math.max(1, left) });
    },
    fail(address = '') {
      const known = running(address);
      seen.delete(address);
      seen.set(address, { count: (known?.count ?? 0) + 1, until: known?.until ?? clock.now().getTime() + WINDOW_MS });
      if (seen.size > MAX_ADDRESSES) for (const oldest of seen.keys()) if (seen.delete(oldest)) break;
    },
  };
}

/**
 * How many wrong passwords, links and keys one address on the internet may try, whoever they are for. Kept in this process. Addresses
 * inside our own network are not counted: behind a proxy everybody has the proxy's.
 */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { type Clock, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { isPublicAddress } from '../../../foundation/http/guarded-fetch.ts';

const LIMIT = 50;
const WINDOW_MS = 15 * minuteMs;
const MAX_ADDRESSES = 20_000;

export interface Guesses {
  /** Refuses `auth.too_many_attempts` while too many came from there. */
  check(address: string | undefined): Result<void>;
  fail(address: string | undefined): void;
}

export function createGuesses(clock: Clock): Guesses {
  const seen = new Map<string, { readonly count: number; readonly until: number }>();
  const running = (address: string) => {
    const found = seen.get(address);
    return found !== undefined && found.until > clock.now().getTime() ? found : undefined;
  };
  return {
    check(address) {
      const found = address === undefined ? undefined : running(address);
      if (found === undefined || found.count < LIMIT) return ok(undefined);
      return refuse('auth.too_many_attempts', {
        retryAfterSeconds: Math.max(1, Math.ceil((found.until - clock.now().getTime()) / secondMs)),
      });
    },
    fail(address) {
      if (address === undefined || !isPublicAddress(address)) return;
      const known = running(address);
      seen.delete(address);
      seen.set(address, { count: (known?.count ?? 0) + 1, until: known?.until ?? clock.now().getTime() + WINDOW_MS });
      if (seen.size > MAX_ADDRESSES) for (const oldest of seen.keys()) if (seen.delete(oldest)) break;
    },
  };
}

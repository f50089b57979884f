/** Wrong passwords for addresses nobody has here: counted like real ones, so that a lock does not tell who is a customer of ours. */
import type { Clock } from '@parley/contract/values/time.ts';
import { after } from '@parley/contract/values/time.ts';
import { hashToken } from '../../foundation/secrets/secrets.ts';
import { lockAfter } from './staff.ts';

export interface Strangers {
  lockedUntil(email: string): Date | undefined;
  fail(email: string): void;
}

const MAX = 10_000;

export function createStrangers(clock: Clock): Strangers {
  const seen = new Map<string, { readonly failures: number; readonly until: Date | undefined }>();
  return {
    lockedUntil: (email) => seen.get(hashToken(email))?.until,
    fail(email) {
      const key = hashToken(email);
      const known = seen.get(key);
      if (known?.until !== undefined && known.until > clock.now()) return;
      const failures = (known?.failures ?? 0) + 1;
      const rest = lockAfter(failures);
      seen.delete(key);
      seen.set(key, { failures, until: rest === 0 ? undefined : after(clock.now(), rest) });
      if (seen.size > MAX) for (const oldest of seen.keys()) if (seen.delete(oldest)) break;
    },
  };
}

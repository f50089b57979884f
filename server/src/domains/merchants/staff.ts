/** A member of staff, and how many wrong passwords an account bears. Pure. */
import type { MerchantId, StaffId } from '@parley/contract/values/id.ts';
import type { Role } from '@parley/contract/values/role.ts';
import { minuteMs } from '@parley/contract/values/time.ts';

export interface Staff {
  readonly merchantId: MerchantId;
  readonly id: StaffId;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

const FREE_ATTEMPTS = 10;
const LONGEST_LOCK_MS = 15 * minuteMs;

/** How long an account rests after its nth wrong password in a row: not at all at first, then a minute, doubling up to fifteen. */
export function lockAfter(failures: number): number {
  return failures < FREE_ATTEMPTS ? 0 : Math.min(LONGEST_LOCK_MS, minuteMs * 2 ** Math.min(10, failures - FREE_ATTEMPTS));
}

/** The second factor: time-based codes (RFC 6238: SHA-1, six digits, 30 seconds), recovery codes, and when guessing is stopped. No I/O. */
import { randomInt } from 'node:crypto';
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { generateSecret, generateSync, generateURI } from 'otplib';
import { equalInConstantTime, hashToken } from '../../foundation/secrets/secrets.ts';

const STEP_SECONDS = 30;
const RECOVERY_CODES = 10;
/** No letter that is read as another one or as a digit. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;
const FREE_FAILURES = 5;
export const LOCK_MS = 15 * minuteMs;

/** What is kept of a person's second factor. */
export interface SecondFactor {
  /** Base32. */
  readonly secret: string;
  /** Absent until a first code proved that the secret arrived. */
  readonly confirmedAt?: Date;
  /** The newest step whose code was used; it and those before it never count again. */
  readonly lastStep?: bigint;
  /** Wrong codes in a row. */
  readonly failures: number;
  readonly lockedUntil?: Date;
}

/** 160 random bits in base32. */
export function newSecret(): string {
  return generateSecret();
}

export function otpauthUrlOf(secret: string, account: string): string {
  return generateURI({ issuer: 'Parley', label: account, secret });
}

/** The step a code belongs to: this one, the one before or the one after; undefined when it is none of theirs. Takes as long either way. */
export function stepOfCode(secret: string, code: string, now: Date): bigint | undefined {
  const digits = code.replaceAll(/\s/g, '');
  const current = Math.floor(now.getTime() / secondMs / STEP_SECONDS);
  const fits = [current - 1, current, current + 1].map((step) => ({
    step,
    fits: equalInConstantTime(generateSync({ secret, epoch: step * STEP_SECONDS }), digits),
  }));
  const found = fits.findLast((each) => each.fits);
  return found && BigInt(found.step);
}

/** The failures after one more, and whether that stops guessing. A lock wipes the count: after it has passed there are as many tries again. */
export function afterFailure(failures: number): { readonly failures: number; readonly locked: boolean } {
  const locked = failures + 1 >= FREE_FAILURES;
  return { failures: locked ? 0 : failures + 1, locked };
}

/** Ten codes of 79 random bits, `abcd-efgh-jkmn-pqrs`. */
export function newRecoveryCodes(): string[] {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return Array.from({ length: RECOVERY_CODES }, () => Array.from({ length: GROUPS }, group).join('-'));
}

/** How a recovery code is kept: too long to be guessed back from its digest. Dashes, spaces and capitals do not matter. */
export function hashRecoveryCode(staffId: string, code: string): string {
  return hashToken(`${staffId}:${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`);
}

/** Passwords: argon2id, and the same work for an account that does not exist. Slow on purpose: never call it inside a transaction. */
import { hash, verify } from '@node-rs/argon2';

/** OWASP's figures: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export async function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let nobodysHash: Promise<string> | undefined;

/** @param kept undefined for an unknown account: it takes as long and is false. */
export async function passwordFits(kept: string | undefined, password: string): Promise<boolean> {
  if (kept !== undefined) return verify(kept, password);
  nobodysHash ??= hashPassword('nobody');
  await verify(await nobodysHash, password);
  return false;
}

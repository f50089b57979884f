/**
 * Tokens that travel in links and headers and name their merchant themselves, so that only that merchant's rows are ever searched for
 * them. 256 random bits; kept as a digest alone.
 */

import { randomBytes } from 'node:crypto';
import { isUuid, type MerchantId } from '@parley/contract/values/id.ts';
import { hashToken } from '../../foundation/secrets/secrets.ts';

const ID_BYTES = 16;
const RANDOM_BYTES = 32;

export interface CarriedToken {
  readonly token: string;
  readonly hash: string;
}

export function newCarriedToken(merchantId: MerchantId): CarriedToken {
  const id = Buffer.from(merchantId.replaceAll('-', ''), 'hex');
  const token = Buffer.concat([id, randomBytes(RANDOM_BYTES)]).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** Whose token this claims to be; undefined when it is none of ours. Believe nothing before its digest is found among that merchant's. */
export function merchantOfToken(token: string): MerchantId | undefined {
  if (!/^[\w-]{64}$/.test(token)) return undefined;
  const hex = Buffer.from(token, 'base64url').subarray(0, ID_BYTES).toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return isUuid(id) ? (id as MerchantId) : undefined;
}

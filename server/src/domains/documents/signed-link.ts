/** Links to a document that open without signing in: for the customer's order page and the chat. They expire and open one document each. */
import { isUuid, type MerchantId } from '@parley/contract/values/id.ts';
import { after, dayMs } from '@parley/contract/values/time.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import type { DocumentId } from './document-id.ts';

const PURPOSE = 'document';
const LASTS_MS = dayMs;

/** `/files/documents/{id}.pdf?token=…` on the public origin. */
export function linkTo(secrets: Pick<Secrets, 'signToken'>, publicUrl: string, merchantId: MerchantId, id: DocumentId, now: Date): string {
  return `${publicUrl}/files/documents/${id}.pdf?token=${secrets.signToken(PURPOSE, { m: merchantId, d: id }, after(now, LASTS_MS))}`;
}

/** Whose document the token opens; undefined when it is forged, too old or for another one. */
export function merchantBehind(secrets: Pick<Secrets, 'verifyToken'>, token: string, id: string, now: Date): MerchantId | undefined {
  const payload = secrets.verifyToken(PURPOSE, token, now);
  const merchantId = payload?.['m'];
  return payload?.['d'] === id && typeof merchantId === 'string' && isUuid(merchantId) ? (merchantId as MerchantId) : undefined;
}

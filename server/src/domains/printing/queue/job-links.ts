/**
 * Links that open without signing in: a claimed job's sheets for the agent that holds it, a file's picture or pages for staff. Each opens
 * one thing; which one, and whether the lease still holds, is looked up again when it is used.
 */
import { isUuid, type MerchantId } from '@parley/contract/values/id.ts';
import { after, dayMs, minuteMs } from '@parley/contract/values/time.ts';
import type { Secrets } from '../../../foundation/secrets/secrets.ts';

const PURPOSE = 'print file';
const VIEW_LASTS_MS = 15 * minuteMs;

interface Signing {
  readonly secrets: Pick<Secrets, 'signToken'>;
  readonly publicUrl: string;
}

/** Lives as long as the lease, which heartbeats prolong; a day at most. */
export function sheetsLink(signing: Signing, merchantId: MerchantId, jobId: string, lease: string, now: Date): string {
  const token = signing.secrets.signToken(PURPOSE, { m: merchantId, j: jobId, l: lease }, after(now, dayMs));
  return `${signing.publicUrl}/files/print/jobs/${jobId}.pdf?token=${token}`;
}

export function fileLink(signing: Signing, merchantId: MerchantId, fileId: string, part: 'preview' | 'pages', now: Date): string {
  const token = signing.secrets.signToken(PURPOSE, { m: merchantId, f: fileId, p: part }, after(now, VIEW_LASTS_MS));
  return `${signing.publicUrl}/files/print/${part === 'preview' ? `previews/${fileId}.jpg` : `pages/${fileId}.pdf`}?token=${token}`;
}

type Opens =
  | { readonly what: 'job'; readonly merchantId: MerchantId; readonly jobId: string; readonly lease: string }
  | { readonly what: 'preview' | 'pages'; readonly merchantId: MerchantId; readonly fileId: string };

/** Undefined: forged, too old, or not of this program. */
export function openedBy(secrets: Pick<Secrets, 'verifyToken'>, token: string, now: Date): Opens | undefined {
  const payload = secrets.verifyToken(PURPOSE, token, now);
  const { m, j, l, f, p } = payload ?? {};
  if (typeof m !== 'string' || !isUuid(m)) return undefined;
  const merchantId = m as MerchantId;
  if (typeof j === 'string' && typeof l === 'string') return { what: 'job', merchantId, jobId: j, lease: l };
  return typeof f === 'string' && (p === 'preview' || p === 'pages') ? { what: p, merchantId, fileId: f } : undefined;
}

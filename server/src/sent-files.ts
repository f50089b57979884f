/**
 * Files that a service fetches from us because it takes no uploads: kept by their content, opened by a signed link for some hours. Part of
 * the composition root. A link opens one file of one merchant and tells nothing else.
 */
import { createHash } from 'node:crypto';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { after, type Clock, hourMs } from '@parley/contract/values/time.ts';
import type { Blobs } from './foundation/blobs/blobs.ts';
import type { Secrets } from './foundation/secrets/secrets.ts';
import type { LinkedFiles } from './providers/messaging/twilio/client.ts';

/** Twilio may hold a message back for four hours, and fetches its file when it leaves. */
const LINK_MS = 6 * hourMs;
const PURPOSE = 'sent file';

export interface SentFilesDeps {
  readonly blobs: Pick<Blobs, 'put' | 'has' | 'stream'>;
  readonly secrets: Pick<Secrets, 'signToken' | 'verifyToken'>;
  readonly clock: Clock;
  /** Origin under which services reach us. */
  readonly publicUrl: string;
}

export interface SentFile {
  readonly key: string;
  readonly filename: string;
}

export interface SentFiles {
  of(merchantId: MerchantId): LinkedFiles;
  /** Undefined for a link that is forged or past its time. */
  behind(token: string): SentFile | undefined;
}

export function createSentFiles({ blobs, secrets, clock, publicUrl }: SentFilesDeps): SentFiles {
  return {
    of: (merchantId) => ({
      async keep({ bytes, mimeType, filename }) {
        const hash = createHash('sha256').update(bytes).update(`\n${mimeType}`).digest('hex');
        const key = keyOf(merchantId, hash);
        if (!(await blobs.has(key))) await blobs.put(key, bytes, mimeType);
        return `${hash}/${filename.slice(0, 200)}`;
      },
      linkTo(mediaId) {
        // Whoever may send may name any id: only the merchant's own folder can be meant.
        const [, hash, filename = ''] = /^([0-9a-f]{64})\/(.*)$/s.exec(mediaId) ?? [];
        if (hash === undefined) return undefined;
        const token = secrets.signToken(PURPOSE, { k: keyOf(merchantId, hash), n: filename }, after(clock.now(), LINK_MS));
        return `${publicUrl}/files/sent?token=${encodeURIComponent(token)}`;
      },
    }),
    behind(token) {
      const { k: key, n: filename } = secrets.verifyToken(PURPOSE, token, clock.now()) ?? {};
      return typeof key === 'string' && typeof filename === 'string' ? { key, filename } : undefined;
    },
  };
}

function keyOf(merchantId: MerchantId, hash: string): string {
  return `sent/${merchantId}/${hash}`;
}

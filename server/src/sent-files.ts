/**
 * Files that a service fetches from us because it takes no uploads: opened where they lie, by a signed link, for some hours. Part of the
 * composition root. Nothing is copied, so nothing outlives the file; a link opens one file and tells nothing else.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { after, type Clock, dayMs, hourMs } from '@parley/contract/values/time.ts';
import type { Secrets } from './foundation/secrets/secrets.ts';
import type { LinkedFiles } from './providers/messaging/twilio/client.ts';

/** Twilio may hold a message back for four hours, and fetches its file when it leaves. */
const LINK_MS = 6 * hourMs;
/** Longer than an id is remembered. */
const ID_MS = 30 * dayMs;
const LINK = 'sent file';
const ID = 'file to be sent';
const LONGEST_NAME = 200;

export interface SentFilesDeps {
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

export function createSentFiles({ secrets, clock, publicUrl }: SentFilesDeps): SentFiles {
  return {
    of: (merchantId) => ({
      // Whoever may send may name any id: it is believed only where this shop was given it.
      idOf: ({ keptAs, filename }) =>
        keptAs === undefined
          ? undefined
          : secrets.signToken(ID, { m: merchantId, k: keptAs, n: filename.slice(0, LONGEST_NAME) }, after(clock.now(), ID_MS)),
      linkTo(mediaId) {
        const { m: owner, ...file } = secrets.verifyToken(ID, mediaId, clock.now()) ?? {};
        if (owner !== merchantId) return undefined;
        return `${publicUrl}/files/sent?token=${encodeURIComponent(secrets.signToken(LINK, file, after(clock.now(), LINK_MS)))}`;
      },
    }),
    behind(token) {
      const { k: key, n: filename } = secrets.verifyToken(LINK, token, clock.now()) ?? {};
      return typeof key === 'string' && typeof filename === 'string' ? { key, filename } : undefined;
    },
  };
}

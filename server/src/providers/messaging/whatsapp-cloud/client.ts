/**
 * The true client of the WhatsApp Cloud API. One call in, one answer or failure out: it never retries, never waits and keeps nothing,
 * so that the sender decides.
 */
import { ok } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import { given } from '../given.ts';
import { failed } from '../lost-answer.ts';
import type { MessagingAddress, MessagingClient, SendRequest, WhatsAppCredentials } from '../messaging.port.ts';
import { composeMessage } from './compose.ts';
import { createGraphCaller, type GraphCaller } from './graph-call.ts';
import { createMediaDownload } from './media-download.ts';
import { numberAnswer, sendAnswer, uploadAnswer } from './wire.ts';

export interface WhatsAppCloudClientOptions {
  /** `https://graph.facebook.com`, or a stand-in's address with or without a path. */
  readonly baseUrl: string;
  /** `v25.0` */
  readonly version: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly credentials: WhatsAppCredentials;
  /** Milliseconds for one call; 10 s unless given. */
  readonly timeoutMs?: number;
  /** Milliseconds for a file up or down; a minute unless given. */
  readonly mediaTimeoutMs?: number;
}

/** Failures never carry the access token. */
export function createWhatsAppCloudClient(options: WhatsAppCloudClientOptions): MessagingClient {
  const { credentials, timeoutMs = 10_000, mediaTimeoutMs = 60_000 } = options;
  const shared = { ...options, accessToken: credentials.accessToken };
  const call = createGraphCaller({ ...shared, timeoutMs });
  const callLong = createGraphCaller({ ...shared, timeoutMs: mediaTimeoutMs });
  const number = encodeURIComponent(credentials.phoneNumberId);

  return {
    send: (request) => send(call, number, request),

    markRead: async (providerMessageId, { typing = false } = {}) => {
      const json = {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: providerMessageId,
        ...(typing ? { typing_indicator: { type: 'text' } } : {}),
      };
      const answer = await call({ method: 'POST', path: `${number}/messages`, json, answer: z.unknown() });
      return answer.ok ? ok(undefined) : answer;
    },

    uploadMedia: async ({ bytes, mimeType, filename }) => {
      const form = new FormData();
      form.set('messaging_product', 'whatsapp');
      form.set('type', mimeType);
      form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mimeType }), filename);
      const answer = await callLong({ method: 'POST', path: `${number}/media`, form, answer: uploadAnswer });
      return answer.ok ? ok({ mediaId: answer.value.id }) : answer;
    },

    downloadMedia: createMediaDownload({ ...shared, timeoutMs: mediaTimeoutMs, call, phoneNumberId: credentials.phoneNumberId }),

    probe: async () => {
      const path = `${number}?fields=display_phone_number,verified_name,quality_rating`;
      const answer = await call({ method: 'GET', path, answer: numberAnswer });
      if (!answer.ok) return answer;
      return ok({ displayPhone: answer.value.display_phone_number, verifiedName: answer.value.verified_name });
    },
  };
}

async function send(call: GraphCaller, number: string, request: SendRequest): ReturnType<MessagingClient['send']> {
  const to = recipientOf(request.to);
  if (!to) return failed({ kind: 'bad_message', retry: 'never', detail: 'the recipient has neither phone nor scoped id' });
  if (request.ourId.length > 512) return failed({ kind: 'bad_message', retry: 'never', detail: 'our id is over 512 characters' });
  // A reaction names its message itself and takes no quote.
  const quoted = request.content.kind === 'reaction' ? undefined : request.inReplyTo;
  const json = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...to,
    ...given('context', quoted === undefined ? undefined : { message_id: quoted }),
    ...composeMessage(request.content),
    biz_opaque_callback_data: request.ourId,
  };
  const answer = await call({ method: 'POST', path: `${number}/messages`, json, answer: sendAnswer, once: true });
  if (!answer.ok) return answer;
  const contact = answer.value.contacts?.[0];
  return ok({
    providerMessageId: answer.value.messages[0].id,
    ...given('phone', contact?.wa_id),
    ...given('scopedId', contact?.user_id),
  });
}

/** Always with the plus: without it they may put the business's own country code before the number. */
function recipientOf({ phone, scopedId }: MessagingAddress): { readonly to: string } | { readonly recipient: string } | undefined {
  const digits = phone?.replace(/\D/g, '');
  if (digits) return { to: `+${digits}` };
  return scopedId ? { recipient: scopedId } : undefined;
}

/** Twilio's way of answering: errors with code and explanation, a message as JSON. */
import type { LedgerMessage } from './ledger.ts';

export function answerError(status: number, code: number, message: string): Response {
  return Response.json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, { status });
}

/** `Fri, 20 Nov 2026 09:00:00 +0000`: to the second. */
function rfc2822(at: string): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

export function mediaJson(message: LedgerMessage, sid: string, type: string | undefined): Readonly<Record<string, unknown>> {
  return {
    sid,
    account_sid: message.account,
    parent_sid: message.sid,
    content_type: type ?? 'application/octet-stream',
    date_created: rfc2822(message.created),
    date_updated: rfc2822(message.created),
    uri: `/2010-04-01/Accounts/${message.account}/Messages/${message.sid}/Media/${sid}.json`,
  };
}

export function messageJson(message: LedgerMessage): Readonly<Record<string, unknown>> {
  const uri = `/2010-04-01/Accounts/${message.account}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: message.account,
    status: message.status,
    to: message.to,
    from: message.from,
    body: message.body,
    num_media: String(message.media.length),
    num_segments: '1',
    direction: message.direction,
    api_version: '2010-04-01',
    price: null,
    price_unit: 'USD',
    error_code: message.errorCode ?? null,
    error_message: message.errorText ?? null,
    messaging_service_sid: null,
    date_created: rfc2822(message.created),
    date_sent: rfc2822(message.created),
    date_updated: rfc2822(message.updated ?? message.created),
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/** Twilio's way of answering: errors with code and explanation, a message as JSON. */
import type { LedgerMessage } from './ledger.ts';

export function answerError(status: number, code: number, message: string): Response {
  return Response.json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, { status });
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
    error_message: null,
    messaging_service_sid: null,
    date_created: new Date(message.created).toUTCString(),
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/**
 * Twilio's webhooks → our events. The signature is checked before anything is believed; everything after is pure and total: an odd
 * payload becomes `unsupported` or `account_notice`, never an exception and never nothing.
 */
import type { AddressedWebhooks, MessagingEvent, ToldBeside } from '../messaging.port.ts';
import { type Fields, fieldsOf } from './form-fields.ts';
import { digitsOf } from './numbers.ts';
import { messageEvents } from './read-message.ts';
import { statusEvents } from './read-status.ts';
import { isSigned } from './signature.ts';

export const twilioWebhooks: AddressedWebhooks = {
  peek(body) {
    const fields = fieldsOf(body);
    const numbers = [fields['To'], fields['From']].map((text) => digitsOf(text ?? '')).filter((digits) => digits !== '');
    return { account: fields['AccountSid'] || undefined, numbers };
  },
  verify: isSigned,
  dedupeKey(body) {
    const fields = fieldsOf(body);
    return [fields['MessageSid'] ?? fields['SmsSid'] ?? 'none', statusOf(fields), fields['ErrorCode']].filter((part) => part).join(' ');
  },
  read(body, told) {
    const fields = fieldsOf(body);
    return fields['MessageSid'] === undefined && fields['SmsSid'] === undefined ? notice(fields) : readMessage(fields, told);
  },
};

function readMessage(fields: Fields, told: ToldBeside): readonly MessagingEvent[] {
  const status = statusOf(fields);
  return status === 'received' || status === 'receiving' || status === ''
    ? messageEvents(fields, told)
    : statusEvents(fields, status, told);
}

/** Of a message that came in it says `received`, or nothing. */
function statusOf(fields: Fields): string {
  return (fields['MessageStatus'] ?? fields['SmsStatus'] ?? '').toLowerCase();
}

function notice(fields: Fields): readonly MessagingEvent[] {
  return Object.keys(fields).length === 0 ? [] : [{ kind: 'account_notice', field: 'twilio', detail: fields }];
}

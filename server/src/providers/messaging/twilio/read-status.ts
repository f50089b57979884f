/** What Twilio tells of a message of ours → an event. Pure and total; steps before `sent` are kept as notices. */

import { given } from '../given.ts';
import type { DeliveryState, MessagingEvent, ToldBeside } from '../messaging.port.ts';
import { failureOf } from './failures.ts';
import { type Fields, ourIdParameter } from './form-fields.ts';
import { digitsOf, readAddress } from './numbers.ts';

const states: ReadonlyMap<string, DeliveryState> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['failed', 'failed'],
  ['undelivered', 'failed'],
  ['canceled', 'failed'],
]);

export function statusEvents(fields: Fields, status: string, { url, receivedAt }: ToldBeside): readonly MessagingEvent[] {
  const state = states.get(status);
  const providerMessageId = fields['MessageSid'] ?? fields['SmsSid'] ?? '';
  if (state === undefined) return [{ kind: 'account_notice', field: `status.${status}`, detail: providerMessageId }];
  const ourId = URL.canParse(url) ? new URL(url).searchParams.get(ourIdParameter) : null;
  return [
    {
      kind: 'status',
      channelAddress: digitsOf(fields['From'] ?? ''),
      providerMessageId,
      state,
      at: receivedAt,
      ...given('ourId', ourId ?? undefined),
      recipient: { ...readAddress(fields['ExternalUserId']), ...readAddress(fields['To']) },
      ...(state === 'failed' ? { failure: failureIn(fields, status) } : {}),
    },
  ];
}

function failureIn(fields: Fields, status: string): ReturnType<typeof failureOf> {
  const code = Number(fields['ErrorCode'] ?? '');
  const detail = fields['ErrorMessage'] || fields['ChannelStatusMessage'] || `the message is ${status}`;
  return failureOf({ detail, ...(Number.isInteger(code) && code > 0 ? { code } : {}) });
}

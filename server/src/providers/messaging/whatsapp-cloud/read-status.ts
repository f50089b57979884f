/** One entry of `statuses[]` → an event. Pure and total; payment statuses share the array and are kept as notices. */

import { given } from '../given.ts';
import type { DeliveryState, MessagingEvent } from '../messaging.port.ts';
import { failureOf } from './failures.ts';
import { addressOf } from './read-message.ts';
import { errorDetail, statusBody, type WireStatus } from './wire.ts';

const states: ReadonlyMap<string, DeliveryState> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  // A voice note that was played has been read.
  ['played', 'read'],
  ['failed', 'failed'],
]);

export function statusEvent(channelAddress: string, raw: unknown): MessagingEvent {
  const parsed = statusBody.safeParse(raw);
  const state = parsed.success ? states.get(parsed.data.status) : undefined;
  if (!parsed.success || !state || parsed.data.type === 'payment')
    return { kind: 'account_notice', field: 'messages.statuses', detail: raw };
  const status = parsed.data;
  return {
    kind: 'status',
    channelAddress,
    providerMessageId: status.id,
    state,
    at: status.timestamp,
    ...given('ourId', status.biz_opaque_callback_data),
    recipient: addressOf(status.recipient_id, status.recipient_user_id) ?? {},
    ...(state === 'failed' ? { failure: failureIn(status) } : {}),
    ...(status.pricing ? { pricing: { category: status.pricing.category, billable: isBillable(status.pricing) } } : {}),
  };
}

function failureIn(status: WireStatus): ReturnType<typeof failureOf> {
  const error = status.errors?.[0];
  return failureOf({ code: error?.code, detail: errorDetail(error) });
}

/** `billable` is on its way out: without it the type tells. */
function isBillable(pricing: NonNullable<WireStatus['pricing']>): boolean {
  return pricing.billable ?? (pricing.type === undefined || pricing.type === 'regular');
}

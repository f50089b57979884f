/**
 * The gateway's webhooks as its samples show them: snapshots at the time of the event, an order id without its prefix inside link
 * events, and a `created_at` that is the link's own. Payloads only; sending is the frame's.
 */
import { shuffled } from '../../../simulation/shuffled.ts';
import type { WebhookSender } from '../../../simulation/webhook-sender.ts';
import { signWebhook } from '../webhooks.ts';
import { type Account, type LinkEntity, newId, type OrderEntity, type PaymentEntity, type RefundEntity } from './entities.ts';
import type { Ledger, SentEvent } from './ledger.ts';

export interface EventParts {
  readonly payment_link?: LinkEntity;
  readonly order?: OrderEntity;
  readonly payment?: PaymentEntity;
  readonly refund?: RefundEntity;
}

export interface EventDesk {
  /** Snapshots the parts and sends them; a few at once leave in random order, as from the real service. */
  emit(owner: string, events: readonly { readonly type: string; readonly parts: EventParts }[]): void;
  /** Sends one again under the same event id, signed with the secret of today. False when it is not known. */
  resend(eventId: string): boolean;
}

export interface EventDeskOptions {
  readonly ledger: Ledger;
  readonly clock: { now(): Date };
  readonly random: () => number;
  readonly send: WebhookSender['send'];
}

export function createEventDesk({ ledger, clock, random, send }: EventDeskOptions): EventDesk {
  const deliver = (account: Account, event: SentEvent): void => {
    if (account.webhookUrl === '') return;
    send({
      url: account.webhookUrl,
      body: event.body,
      label: event.type,
      headers: { 'content-type': 'application/json', 'user-agent': 'Razorpay-Webhook/v1', 'x-razorpay-event-id': event.id },
      // Bound to the secret of this moment: retries after a change of secret are still signed with the old one.
      sign: (body) => ({ 'x-razorpay-signature': signWebhook(body, account.webhookSecret) }),
    });
  };
  return {
    emit: (owner, events) => {
      const account = ledger.accounts.get(owner);
      if (!account) return;
      const made = events.map(({ type, parts }) => {
        const event = { id: newId('evt', random).slice(4), owner, type, body: payloadOf(account, type, parts, clock.now()) };
        ledger.events.add(event);
        return event;
      });
      for (const event of shuffled(made, random)) deliver(account, event);
    },
    resend: (eventId) => {
      const event = ledger.events.find(eventId);
      const account = event && ledger.accounts.get(event.owner);
      if (!event || !account) return false;
      deliver(account, event);
      return true;
    },
  };
}

function payloadOf(account: Account, type: string, parts: EventParts, now: Date): string {
  const { payment_link, order, payment, refund } = parts;
  const payload = {
    ...(payment_link ? { payment_link: { entity: payment_link } } : {}),
    ...(order ? { order: { entity: type.startsWith('payment_link.') ? bareOrder(order) : order } } : {}),
    ...(payment ? { payment: { entity: payment } } : {}),
    ...(refund ? { refund: { entity: refund } } : {}),
  };
  return JSON.stringify({
    entity: 'event',
    account_id: account.accountId,
    event: type,
    contains: Object.keys(payload),
    payload,
    created_at: payment_link?.created_at ?? Math.floor(now.getTime() / 1000),
  });
}

/** Inside link events the order comes from another of their systems: no prefix on its id, and many nulls. */
function bareOrder(order: OrderEntity): unknown {
  return {
    ...order,
    id: order.id.replace(/^order_/, ''),
    account_number: null,
    app_offer: false,
    authorized: false,
    bank: null,
    checkout_config_id: null,
    customer_id: null,
    discount: false,
    fee_config_id: null,
    force_offer: null,
    method: null,
    offers: null,
    payer_name: null,
    pg_router_synced: 0,
    provider_context: null,
    public_key: null,
    reference2: null,
  };
}

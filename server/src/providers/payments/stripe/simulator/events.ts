/**
 * Stripe's webhooks: events that hold a snapshot of one object, signed with the time of each attempt and with every secret that still
 * counts. Payloads only; sending is the frame's.
 */
import { shuffled } from '../../../simulation/shuffled.ts';
import type { WebhookSender } from '../../../simulation/webhook-sender.ts';
import { stripeVersion } from '../call.ts';
import { signWebhook } from '../webhooks.ts';
import { type Account, newId } from './entities.ts';
import type { Ledger, SentEvent } from './ledger.ts';

export interface NewEvent {
  readonly type: string;
  readonly object: { readonly id: string; readonly object: string };
  readonly previous?: Readonly<Record<string, unknown>>;
}

export interface EventDesk {
  /** Snapshots the objects and sends them; a few at once leave in random order, as from the real service. */
  emit(owner: string, events: readonly NewEvent[]): void;
  /** Sends one again under the same event id, signed with the time and secrets of now. False when it is not known. */
  resend(eventId: string): boolean;
}

export interface EventDeskOptions {
  readonly ledger: Ledger;
  readonly clock: { now(): Date };
  readonly random: () => number;
  readonly send: WebhookSender['send'];
}

export function createEventDesk({ ledger, clock, random, send }: EventDeskOptions): EventDesk {
  const deliver = (owner: string, event: SentEvent): void => {
    const url = ledger.accounts.get(owner)?.webhookUrl ?? '';
    if (url === '') return;
    send({
      url,
      body: event.body,
      label: event.type,
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)' },
      sign: (body) => ({ 'stripe-signature': signatureOf(ledger.accounts.get(owner), body, clock.now()) }),
    });
  };
  return {
    emit: (owner, events) => {
      const made = events.map(({ type, object, previous }) => {
        const id = newId('evt_1', 23, random);
        const event = { id, owner, type, body: bodyOf(id, { type, object, ...(previous ? { previous } : {}) }, clock.now()) };
        ledger.events.add(event);
        return event;
      });
      for (const event of shuffled(made, random)) deliver(owner, event);
    },
    resend: (eventId) => {
      const event = ledger.events.find(eventId);
      if (!event || !ledger.accounts.has(event.owner)) return false;
      deliver(event.owner, event);
      return true;
    },
  };
}

/** One `v1` for every secret that still counts, and a `v0` that says nothing about any of them. */
function signatureOf(account: Account | undefined, body: Uint8Array, now: Date): string {
  const at = Math.floor(now.getTime() / 1000);
  const secrets = (account?.webhookSecrets ?? []).filter(({ until }) => until === undefined || until > at);
  const signatures = secrets.map(({ secret }) => `v1=${signWebhook(body, secret, at)}`);
  return [`t=${at}`, ...signatures, `v0=${signWebhook(body, 'whsec_of_another_scheme', at)}`].join(',');
}

function bodyOf(id: string, { type, object, previous }: NewEvent, now: Date): string {
  const event = {
    id,
    object: 'event',
    api_version: stripeVersion,
    created: Math.floor(now.getTime() / 1000),
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
  // Indented, as they send it: whoever parses and writes it again before verifying shall notice here.
  return JSON.stringify(event, null, 2);
}

/** Reads one raw event through its service's port and files what it says with the domain it concerns. Repeats change nothing. */
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { MessagingEvent } from '../../providers/messaging/messaging.port.ts';
import type { GatewayName } from '../../providers/payments/payments.port.ts';
import type { StoredEvent } from './webhook.store.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** waiting: it is about something not recorded here yet. */
export type Reading = { readonly state: 'read' | 'waiting' | 'unreadable'; readonly detail?: string };

export type ReadDeps = Pick<WebhookDeps, 'wires' | 'conversations' | 'payments' | 'fulfilment'>;

const whatsAppFacts = z.object({ addresses: z.array(z.string()) });
const twilioFacts = z.object({ addresses: z.array(z.string()), url: z.string() });

export async function readEvent(deps: ReadDeps, tx: Tx, event: StoredEvent): Promise<Reading> {
  switch (event.provider) {
    case 'whatsapp':
      return readWhatsApp(deps, tx, event);
    case 'twilio':
      return readTwilio(deps, tx, event);
    case 'razorpay':
    case 'stripe':
    case 'paystack':
      return readGateway(deps, tx, event.provider, event);
    case 'shiprocket':
      return readShiprocket(deps, tx, event);
    default:
      return { state: 'unreadable', detail: 'no reader for this service' };
  }
}

async function readWhatsApp(deps: ReadDeps, tx: Tx, event: StoredEvent): Promise<Reading> {
  const { addresses } = whatsAppFacts.parse(event.facts);
  return fileAll(deps, tx, 'whatsapp', addresses, deps.wires.whatsapp.read(event.body));
}

async function readTwilio(deps: ReadDeps, tx: Tx, event: StoredEvent): Promise<Reading> {
  const { addresses, url } = twilioFacts.parse(event.facts);
  return fileAll(deps, tx, 'twilio', addresses, deps.wires.twilio.read(event.body, { url, receivedAt: event.received_at }));
}

async function fileAll(
  deps: ReadDeps,
  tx: Tx,
  provider: 'whatsapp' | 'twilio',
  addresses: readonly string[],
  said: readonly MessagingEvent[],
): Promise<Reading> {
  if (said.length === 0) return { state: 'unreadable', detail: 'nothing in it could be read' };
  let foreign = 0;
  // By person, in one order everywhere: two payloads about the same people then never wait for each other. Sorting keeps each person's own order.
  for (const each of said.toSorted((a, b) => compare(lockKeyOf(a), lockKeyOf(b)))) {
    const address = addressOf(each);
    // Signed with this merchant's secret, but about another number: nobody may speak for it.
    if (address !== undefined && !addresses.includes(address)) foreign += 1;
    else await deps.conversations.fileEvent(tx, provider, each);
  }
  return foreign === 0 ? { state: 'read' } : { state: 'read', detail: `${foreign} of ${said.length} are about other numbers` };
}

function addressOf(event: MessagingEvent): string | undefined {
  if (event.kind === 'message') return event.message.channelAddress;
  if (event.kind === 'template_status' || event.kind === 'account_notice') return undefined;
  return event.channelAddress === '' ? undefined : event.channelAddress;
}

function lockKeyOf(event: MessagingEvent): string {
  if (event.kind === 'status') return `status ${event.ourId ?? event.providerMessageId}`;
  if (event.kind === 'template_status' || event.kind === 'account_notice') return '';
  const from = event.kind === 'message' ? event.message.from : event.from;
  return `person ${from.phone ?? from.scopedId ?? ''}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

async function readGateway(deps: ReadDeps, tx: Tx, gateway: GatewayName, event: StoredEvent): Promise<Reading> {
  let isKnown = true;
  for (const each of deps.wires[gateway].read(event.body)) {
    if (each.kind === 'other') {
      if (each.type === 'unreadable') return { state: 'unreadable', detail: 'nothing in it could be read' };
    } else if (!(await deps.payments.fileEvent(tx, gateway, each))) isKnown = false;
  }
  return { state: isKnown ? 'read' : 'waiting' };
}

async function readShiprocket(deps: ReadDeps, tx: Tx, event: StoredEvent): Promise<Reading> {
  const said = deps.wires.shiprocket.read(event.body);
  if (said.length === 0) return { state: 'unreadable', detail: 'nothing in it could be read' };
  let isKnown = true;
  for (const each of said) if (!(await deps.fulfilment.fileTracking(tx, each))) isKnown = false;
  return { state: isKnown ? 'read' : 'waiting' };
}

/** One business on a served stand-in, its client, and a receiver that checks signatures: the setting of the tests beside. */

import { seededRandom } from '../../../simulation/seeded-random.ts';
import { type ServedSimulator, serveSimulator } from '../../../simulation/serve-simulator.ts';
import type { SimulatorState } from '../../../simulation/simulator.port.ts';
import type { InboundMessage, MessagingClient, MessagingEvent, WhatsAppCredentials } from '../../messaging.port.ts';
import { createWhatsAppCloudClient, type WhatsAppCloudClientOptions } from '../client.ts';
import type { PersonAct, PhonePerson, PhoneSide } from '../phone.port.ts';
import { createWhatsAppSimulator, type WhatsAppSimulator, type WhatsAppSimulatorOptions } from '../simulator.ts';
import { whatsAppWebhooks } from '../webhooks.ts';
import type { SimulatedTemplate } from './templates.ts';

export const credentials: WhatsAppCredentials = {
  accessToken: 'EAAtest',
  phoneNumberId: '106540352242922',
  businessAccountId: '102290129340398',
  appSecret: 'app-secret',
};

export const templates: readonly SimulatedTemplate[] = ['en', 'hi', 'pt_BR', 'es', 'fr'].flatMap((language) => [
  {
    name: 'order_update',
    language,
    category: 'utility' as const,
    body: 'Order {{1}} is now {{2}}.',
    buttons: [{ type: 'QUICK_REPLY' as const, text: 'Thanks' }],
  },
  {
    name: 'weekend_offer',
    language,
    category: 'marketing' as const,
    body: 'Hello {{name}}, 10% off!',
    header: { format: 'IMAGE' as const },
  },
]);

export interface TestShop {
  readonly simulator: WhatsAppSimulator;
  readonly served: ServedSimulator;
  readonly client: MessagingClient;
  readonly asha: PhonePerson;
  readonly clock: { now(): Date; pass(ms: number): void };
  /** Raw webhook bodies with a right signature, in the order of their arrival. */
  readonly bodies: Uint8Array[];
  clientWith(change: Partial<WhatsAppCloudClientOptions>): MessagingClient;
  acts(act: PersonAct): Promise<void>;
  events(): Promise<readonly MessagingEvent[]>;
  lastMessage(): Promise<InboundMessage>;
  close(): Promise<void>;
}

export async function openTestShop(
  options: Partial<WhatsAppSimulatorOptions> & { readonly state?: SimulatorState } = {},
): Promise<TestShop> {
  const clock = standingClock();
  const { bodies, receive } = checkingReceiver();
  let origin = '';
  const simulator = await createWhatsAppSimulator({
    clock,
    random: seededRandom(11),
    fetch: receive,
    latency: { sentMs: 0, deliveredMs: 0 },
    catalogueMs: { batch: 0, review: 0 },
    templates,
    webhookRetryMs: [1, 1],
    publicUrl: () => origin,
    ...options,
  });
  const served = await serveSimulator(simulator);
  origin = served.url;
  const asha = populate(simulator.phone);
  const clientWith = (change: Partial<WhatsAppCloudClientOptions>): MessagingClient =>
    createWhatsAppCloudClient({ baseUrl: served.url, version: 'v25.0', fetch, clock, credentials, ...change });
  const events = async (): Promise<readonly MessagingEvent[]> => {
    await simulator.settled();
    return bodies.flatMap((body) => whatsAppWebhooks.read(body));
  };
  return {
    simulator,
    served,
    client: clientWith({}),
    asha,
    clock,
    bodies,
    clientWith,
    acts: async (act) => {
      simulator.phone.act('asha', credentials.phoneNumberId, act);
      await simulator.settled();
    },
    events,
    lastMessage: async () => {
      const last = (await events()).findLast((event) => event.kind === 'message');
      if (!last) throw new Error('no message has arrived');
      return last.message;
    },
    close: async () => {
      await simulator.close();
      await served.close();
    },
  };
}

/** A clock that moves only when it is told to. */
function standingClock(): TestShop['clock'] {
  let nowMs = Date.UTC(2026, 10, 20, 9);
  return {
    now: () => new Date(nowMs),
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

function checkingReceiver(): { readonly bodies: Uint8Array[]; readonly receive: typeof fetch } {
  const bodies: Uint8Array[] = [];
  const receive: typeof fetch = async (_url, init) => {
    const body = init?.body as Uint8Array;
    const headers = Object.fromEntries(new Headers(init?.headers));
    if (!whatsAppWebhooks.verify(body, headers, credentials.appSecret)) return new Response('', { status: 401 });
    bodies.push(body);
    return new Response('');
  };
  return { bodies, receive };
}

function populate(phone: PhoneSide): PhonePerson {
  phone.register({
    ...credentials,
    displayPhone: '+91 80 4710 0000',
    verifiedName: 'Corner Grocer',
    webhookUrl: 'http://shop.test/webhooks/whatsapp',
    catalogId: 'c1',
  });
  return phone.addPerson({
    id: 'asha',
    name: 'Asha',
    phone: '919876543210',
    hidesPhone: false,
    language: 'en',
    timeZone: 'Asia/Kolkata',
  });
}

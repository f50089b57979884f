/** One business at served stand-ins, its client, and a receiver that checks signatures: the setting of the tests beside. */
import { randomBytes } from 'node:crypto';
import { seededRandom } from '../../../simulation/seeded-random.ts';
import { type ServedSimulator, serveSimulator } from '../../../simulation/serve-simulator.ts';
import type { InboundMessage, MessagingClient, MessagingEvent, ToldBeside, TwilioCredentials } from '../../messaging.port.ts';
import type { PersonAct, PhonePerson, PhoneSide } from '../../whatsapp-cloud/phone.port.ts';
import { createWhatsAppSimulator, type WhatsAppSimulator } from '../../whatsapp-cloud/simulator.ts';
import { createTwilioClient, type TwilioClientOptions } from '../client.ts';
import { createTwilioSimulator, type TwilioSimulator, type TwilioSimulatorOptions } from '../simulator.ts';
import { twilioWebhooks } from '../webhooks.ts';

export const credentials: TwilioCredentials = {
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  authToken: 'auth-token',
  number: '14155550100',
};

export interface Posted extends ToldBeside {
  readonly body: Uint8Array;
}

export interface TestDesk {
  readonly simulator: TwilioSimulator;
  readonly whatsapp: WhatsAppSimulator;
  readonly served: ServedSimulator;
  readonly client: MessagingClient;
  readonly asha: PhonePerson;
  readonly phone: PhoneSide;
  /** The id of the business in the phone. */
  readonly business: string;
  readonly clock: { now(): Date; pass(ms: number): void };
  /** Webhooks with a right signature, in the order of their arrival. */
  readonly posted: Posted[];
  /** What the client remembered of contents. */
  readonly contents: Map<string, string>;
  clientWith(change: Partial<TwilioClientOptions>): MessagingClient;
  acts(act: PersonAct): Promise<void>;
  events(): Promise<readonly MessagingEvent[]>;
  lastMessage(): Promise<InboundMessage>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openTestDesk(options: Pick<TwilioSimulatorOptions, 'readsPerMinute'> = {}): Promise<TestDesk> {
  const clock = standingClock();
  const posted: Posted[] = [];
  const receive: typeof fetch = async (input, init) => {
    const { url } = new Request(input);
    // Files that lie nowhere; no name is looked up for them.
    if (url.startsWith('https://shop.test/')) return new Response('', { status: 404 });
    if (!url.startsWith('http://shop.test/')) return fetch(input, init);
    const body = init?.body as Uint8Array;
    const headers = Object.fromEntries(new Headers(init?.headers));
    if (!twilioWebhooks.verify(body, headers, credentials.authToken, url)) return new Response('', { status: 401 });
    posted.push({ body, url, receivedAt: clock.now() });
    return new Response('');
  };
  let origin = '';
  const parts = { clock, random: seededRandom(11), fetch: receive, webhookRetryMs: [1] };
  const simulator: TwilioSimulator = await createTwilioSimulator({ ...options, ...parts, publicUrl: () => origin, behind: () => whatsapp });
  const whatsapp: WhatsAppSimulator = await createWhatsAppSimulator({
    clock,
    random: seededRandom(12),
    fetch: simulator.carry(receive),
    latency: { sentMs: 0, deliveredMs: 0 },
    templates: simulator.templates,
  });
  const [served, files] = [await serveSimulator(simulator), await openFiles()];
  origin = served.url;
  const contents = new Map<string, string>();
  const clientWith = clientMaker({ url: served.url, clock, contents, files });
  const asha = populate(simulator, whatsapp.phone);
  const business = simulator.phoneNumberId(credentials.number);
  const settled = () => simulator.settled();
  const events = async (): Promise<readonly MessagingEvent[]> => {
    await settled();
    return posted.flatMap((each) => twilioWebhooks.read(each.body, each));
  };
  return {
    simulator,
    whatsapp,
    served,
    client: clientWith({}),
    asha,
    phone: whatsapp.phone,
    business,
    clock,
    posted,
    contents,
    clientWith,
    settled,
    acts: async (act) => {
      whatsapp.phone.act('asha', business, act);
      await settled();
    },
    events,
    lastMessage: async () => {
      const last = (await events()).findLast((event) => event.kind === 'message');
      if (!last) throw new Error('no message has arrived');
      return last.message;
    },
    close: async () => {
      await simulator.close();
      await whatsapp.close();
      await served.close();
      await files.close();
    },
  };
}

function clientMaker(parts: {
  readonly url: string;
  readonly clock: TestDesk['clock'];
  readonly contents: Map<string, string>;
  readonly files: Awaited<ReturnType<typeof openFiles>>;
}): TestDesk['clientWith'] {
  const { url, clock, contents, files } = parts;
  return (change) =>
    createTwilioClient({
      baseUrl: url,
      contentUrl: url,
      messagingUrl: url,
      fetch,
      clock,
      credentials,
      statusCallback: (ourId) => `http://shop.test/webhooks/twilio?message=${ourId}`,
      files,
      contents: {
        find: async (shape) => contents.get(shape),
        keep: async (shape, sid) => void contents.set(shape, sid),
        forget: async (shape) => void contents.delete(shape),
      },
      ...change,
    });
}

/** Files behind addresses, as the product serves them. */
async function openFiles() {
  const kept = new Map<string, { readonly bytes: Uint8Array; readonly mimeType: string; readonly filename: string }>();
  const served = await serveSimulator({
    fetch: async (request) => {
      const file = kept.get(new URL(request.url).pathname.slice(1));
      if (!file) return new Response('', { status: 404 });
      const headers = { 'content-type': file.mimeType, 'content-disposition': `inline; filename="${file.filename}"` };
      return new Response(file.bytes as Uint8Array<ArrayBuffer>, { headers });
    },
  });
  return {
    idOf: (file: { readonly bytes: Uint8Array; readonly mimeType: string; readonly filename: string }) => {
      const id = randomBytes(8).toString('hex');
      kept.set(id, file);
      return id;
    },
    linkTo: (mediaId: string) => (kept.has(mediaId) ? `${served.url}/${mediaId}` : undefined),
    close: () => served.close(),
  };
}

/** A clock that moves only when it is told to. */
function standingClock(): TestDesk['clock'] {
  let nowMs = Date.UTC(2026, 10, 20, 9);
  return {
    now: () => new Date(nowMs),
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

function populate(simulator: TwilioSimulator, phone: PhoneSide): PhonePerson {
  simulator.register({ ...credentials, friendlyName: 'Corner Grocer', webhookUrl: 'http://shop.test/webhooks/twilio' });
  return phone.addPerson({ id: 'asha', name: 'Asha', phone: '919876543210', hidesPhone: false, language: 'en', timeZone: 'Asia/Kolkata' });
}

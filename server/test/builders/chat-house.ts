/**
 * Two shops with their numbers on a served WhatsApp stand-in, the real client, customers, conversations and a worker: everything
 * between a customer's phone and the bot. What the stand-in sends is filed at once; the doors have tests of their own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MerchantId, ThreadId } from '@parley/contract/values/id.ts';
import { createConversations, threadTurn } from '../../src/domains/conversations/index.ts';
import { createCustomers } from '../../src/domains/customers/index.ts';
import { createDiskBlobs } from '../../src/foundation/blobs/disk-blobs.ts';
import { createFakeClock } from '../../src/foundation/clock/clock.ts';
import { handle } from '../../src/foundation/jobs/job.ts';
import { createWorker } from '../../src/foundation/jobs/worker.ts';
import { checkContent } from '../../src/providers/messaging/content-limits.ts';
import type { MessagingEvent, WhatsAppCredentials } from '../../src/providers/messaging/messaging.port.ts';
import { createWhatsAppCloudClient } from '../../src/providers/messaging/whatsapp-cloud/client.ts';
import { createWhatsAppSimulator, type WhatsAppSimulatorOptions } from '../../src/providers/messaging/whatsapp-cloud/simulator.ts';
import { whatsAppWebhooks } from '../../src/providers/messaging/whatsapp-cloud/webhooks.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { serveSimulator } from '../../src/providers/simulation/serve-simulator.ts';
import { openTestDatabase } from '../house.ts';
import { addMerchantRow } from './merchant-row.ts';

export interface ChatShop {
  readonly merchantId: MerchantId;
  readonly credentials: WhatsAppCredentials;
}

export type ChatHouse = Awaited<ReturnType<typeof openChatHouse>>;

export async function openChatHouse(options: Partial<WhatsAppSimulatorOptions> = {}) {
  const house = await openTestDatabase();
  const { database } = house;
  const clock = createFakeClock();
  const shops = [await chatShop(database, 'one', 1), await chatShop(database, 'two', 2)] as const;
  const bodies: { readonly shop: ChatShop; readonly body: Uint8Array }[] = [];
  const takeWebhook: typeof fetch = async (url, init) => {
    const shop = shops.find((each) => new Request(url).url.endsWith(each.merchantId));
    if (shop) bodies.push({ shop, body: init?.body as Uint8Array });
    return new Response('');
  };
  const simulator = await createWhatsAppSimulator({
    clock,
    random: seededRandom(7),
    fetch: takeWebhook,
    latency: { sentMs: 0, deliveredMs: 0 },
    ...options,
  });
  const served = await serveSimulator(simulator);
  for (const { merchantId, credentials } of shops)
    simulator.phone.register({
      ...credentials,
      displayPhone: '+91 80 4710 0000',
      verifiedName: 'Shop',
      webhookUrl: `http://shop.test/${merchantId}`,
    });
  const asha = simulator.phone.addPerson({
    id: 'asha',
    name: 'Asha',
    phone: '919876543210',
    hidesPhone: false,
    language: 'en',
    timeZone: 'Asia/Kolkata',
  });

  const wire: { fetch: typeof fetch; isConnected: boolean } = { fetch, isConnected: true };
  const connection: { state: string; failure?: string | undefined }[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'parley-blobs-'));
  const blobs = createDiskBlobs(folder);
  const customers = createCustomers({ clock, onMerged: async (tx, from, to) => void (await conversations.joinThreads(tx, from, to)) });
  const conversations = createConversations({
    database,
    clock,
    customers,
    blobs,
    checkContent,
    clientFor: async (tx) => {
      const shop = shops.find((each) => each.merchantId === tx.merchantId);
      if (!shop || !wire.isConnected) return undefined;
      const { credentials } = shop;
      return createWhatsAppCloudClient({
        baseUrl: served.url,
        version: 'v25.0',
        clock,
        credentials,
        fetch: (input, init) => wire.fetch(input, init),
      });
    },
    markConnection: async (_tx, _kind, state, failure) => void connection.push({ state, failure }),
  });
  const turns: ThreadId[] = [];
  const failures: unknown[] = [];
  const worker = createWorker({
    database,
    clock,
    handlers: [...conversations.jobs, handle(threadTurn, async ({ threadId }) => void turns.push(threadId as ThreadId))],
    onFailure: (_job, error) => failures.push(error),
  });

  return {
    database,
    clock,
    shops,
    simulator,
    asha,
    customers,
    conversations,
    wire,
    connection,
    blobs,
    turns,
    failures,
    drain: () => worker.drain(),
    /** Everything the stand-in has said so far, read and taken from the pile. */
    async events(): Promise<readonly { readonly shop: ChatShop; readonly event: MessagingEvent }[]> {
      await simulator.settled();
      return bodies.splice(0).flatMap(({ shop, body }) => whatsAppWebhooks.read(body).map((event) => ({ shop, event })));
    },
    /** Files everything the stand-in has said so far, in its order. */
    async fileAll(): Promise<void> {
      for (const { shop, event } of await this.events())
        await database.inTx(shop.merchantId, (tx) => conversations.fileEvent(tx, 'whatsapp', event));
    },
    /** Asha writes to the first shop, and it is filed. */
    async says(text: string): Promise<ThreadId> {
      simulator.phone.act(asha.id, shops[0].credentials.phoneNumberId, { kind: 'text', text });
      await this.fileAll();
      const threadId = await database.inTx(shops[0].merchantId, async (tx) => {
        const { id } = await customers.identify(tx, { phone: asha.phone });
        return conversations.threadOf(tx, id);
      });
      if (threadId === undefined) throw new Error('no thread');
      return threadId;
    },
    /** The texts on Asha's phone from the first shop, oldest first. */
    shown(): readonly string[] {
      return simulator.phone
        .chat(asha.id, shops[0].credentials.phoneNumberId)
        .bubbles.filter((bubble) => bubble.from === 'business')
        .map((bubble) => (bubble.message['text'] as { body?: string } | undefined)?.body ?? String(bubble.message['type']));
    },
    outbound: () => database.inTx(shops[0].merchantId, (tx) => tx.db.selectFrom('outbound_messages').selectAll().orderBy('id').execute()),
    notes: () => database.inTx(shops[0].merchantId, (tx) => tx.db.selectFrom('conversation_notes').selectAll().orderBy('id').execute()),
    async close(): Promise<void> {
      await simulator.close();
      await served.close();
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function chatShop(database: Parameters<typeof addMerchantRow>[0], name: string, number: number): Promise<ChatShop> {
  return {
    merchantId: await addMerchantRow(database, name),
    credentials: {
      accessToken: `EAA${name}`,
      phoneNumberId: `10654035224292${number}`,
      businessAccountId: `10229012934039${number}`,
      appSecret: `secret-${name}`,
    },
  };
}

/**
 * The webhook doors on a real edge and database, with two shops: `number-one` / `secret-one` and `number-two` / `secret-two` (at Twilio +1 415 555 0101 and 0102 of one account). Payments
 * and parcels are not there: which of them are known is said by the test.
 */
import type { ConnectionFields, ConnectionKind } from '@parley/contract/api/connections.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { aliases } from '../../src/aliases.ts';
import { createConversations, threadTurn } from '../../src/domains/conversations/index.ts';
import { createCustomers } from '../../src/domains/customers/index.ts';
import { createFakeClock } from '../../src/foundation/clock/clock.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import { createHttpEdge } from '../../src/foundation/http/edge.ts';
import type { Edge } from '../../src/foundation/http/edge-parts.ts';
import { enqueue } from '../../src/foundation/jobs/enqueue.ts';
import { handle } from '../../src/foundation/jobs/job.ts';
import { createWorker } from '../../src/foundation/jobs/worker.ts';
import { createSilentLog } from '../../src/foundation/log/log.ts';
import { createSecrets, hashToken } from '../../src/foundation/secrets/secrets.ts';
import { checkContent } from '../../src/providers/messaging/content-limits.ts';
import { mountWebhooks } from '../../src/surfaces/webhooks/mount-webhooks.ts';
import { createWebhookJobs, webhookSchedules } from '../../src/surfaces/webhooks/webhook.jobs.ts';
import type { WebhookDeps, WebhookMerchants } from '../../src/surfaces/webhooks/webhook-deps.ts';
import { wires } from '../../src/wires.ts';
import { openTestDatabase } from '../house.ts';
import { addMerchantRow } from './merchant-row.ts';

export type WebhookHouse = Awaited<ReturnType<typeof openWebhookHouse>>;

export async function openWebhookHouse() {
  const house = await openTestDatabase();
  const { database } = house;
  const clock = createFakeClock();
  const [one, two] = [await addMerchantRow(database, 'one'), await addMerchantRow(database, 'two')];
  const fresh = (): [MerchantId, Record<string, string>][] => [
    [one, { app_secret: 'secret-one', webhook_secret: 'rzp-one', webhook_token: 'courier-one', auth_token: 'token-one' }],
    [two, { app_secret: 'secret-two', webhook_secret: 'rzp-two', webhook_token: 'courier-two', auth_token: 'token-two' }],
  ];
  const secrets = new Map(fresh());
  const knownLinks = new Set<string>();
  const filed: string[] = [];
  const customers = createCustomers({ clock });
  const nobody = {
    clientFor: async () => undefined,
    markConnection: async () => {},
    blobs: { get: async () => undefined, put: async () => {}, delete: async () => {} },
  };
  const conversations = createConversations({ database, clock, customers, checkContent, ...nobody });
  const deps: WebhookDeps = {
    database,
    clock,
    conversations,
    publicUrl: 'http://localhost:3000',
    merchants: merchantsOf(one, two, secrets),
    wires,
    payments: {
      merchantOf: async (_tx, _gateway, ids) => (ids.providerLinkIds.some((id) => knownLinks.has(id)) ? one : undefined),
      fileEvent: async (_tx, _gateway, event) => {
        const isKnown = 'link' in event && knownLinks.has(event.link.providerLinkId ?? '');
        if (isKnown) filed.push(event.kind);
        return isKnown;
      },
    },
    fulfilment: { merchantOf: async () => undefined, fileTracking: async () => false },
  };
  const edge = createHttpEdge({
    clock,
    database,
    log: createSilentLog(),
    secrets: createSecrets({ current: 'k'.repeat(44) }),
    publicUrl: 'http://localhost:3000',
    identify: async () => undefined,
    aliases,
  });
  edge.register(async (scope) => mountWebhooks(scope as Edge, deps));
  await edge.ready();
  const failures: unknown[] = [];
  const worker = createWorker({
    database,
    clock,
    handlers: [...createWebhookJobs({ ...deps, keepBodiesDays: 30 }), handle(threadTurn, async () => {})],
    onFailure: (_job, error) => failures.push(error),
  });

  return {
    database,
    clock,
    edge,
    one,
    two,
    secrets,
    knownLinks,
    filed,
    failures,
    drain: () => worker.drain(),
    async sweep(): Promise<void> {
      for (const { kind } of webhookSchedules) await database.inPlatformTx((tx) => enqueue(tx, clock.now(), kind, {}));
      await worker.drain();
    },
    /** Everything as it was at the start. */
    async clear(): Promise<void> {
      await database.asOwner((client) => client.query('truncate webhook_events, jobs, dead_jobs, threads cascade'));
      for (const [id, fields] of fresh()) secrets.set(id, fields);
      knownLinks.clear();
      filed.length = 0;
      failures.length = 0;
      clock.advance(10_000);
    },
    async close(): Promise<void> {
      await edge.close();
      await house.close();
    },
  };
}

function merchantsOf(
  one: MerchantId,
  two: MerchantId,
  secrets: ReadonlyMap<MerchantId, Readonly<Record<string, string>>>,
): WebhookMerchants {
  const tokenOf = (token: string) => `whatsapp.verify_token ${hashToken(token)}`;
  const routes = new Map([
    ['whatsapp.phone_number_id number-one', one],
    ['whatsapp.phone_number_id number-two', two],
    ['twilio.sender AC1:14155550101', one],
    ['twilio.sender AC1:14155550102', two],
    [tokenOf('token-one'), one],
    [tokenOf('token-two'), two],
  ]);
  const slugs = new Map([
    ['shop-one', one],
    ['shop-two', two],
  ]);
  return {
    findByRoute: async (_tx, kind, address) => [routes.get(`${kind} ${address}`)].filter((id) => id !== undefined),
    findBySlug: async (_tx, slug) => slugs.get(slug),
    secretsOf: async <K extends ConnectionKind>(tx: Tx) => secrets.get(tx.merchantId) as ConnectionFields[K] | undefined,
    connectedTo: async () => [one, two],
  };
}

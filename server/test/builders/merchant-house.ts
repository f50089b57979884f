/** A house with merchants in it: a fresh database, the edge with the routes of merchants (and any others), shops that are signed in. */
import type { ConnectionFields } from '@parley/contract/api/connections.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import { ok } from '@parley/contract/values/result.ts';
import type { Role } from '@parley/contract/values/role.ts';
import { connectionRoutes } from '../../src/domains/merchants/connection.routes.ts';
import {
  accessSchedules,
  type ConnectionProbes,
  createMerchants,
  type MerchantEvent,
  type Merchants,
} from '../../src/domains/merchants/index.ts';
import { merchantRoutes } from '../../src/domains/merchants/merchant.routes.ts';
import { createFakeClock, type FakeClock } from '../../src/foundation/clock/clock.ts';
import type { Database } from '../../src/foundation/db/database.ts';
import { createHttpEdge, type EdgeOptions } from '../../src/foundation/http/edge.ts';
import type { Edge } from '../../src/foundation/http/edge-parts.ts';
import { createScheduler } from '../../src/foundation/jobs/schedule.ts';
import { createWorker } from '../../src/foundation/jobs/worker.ts';
import { createLog } from '../../src/foundation/log/log.ts';
import { createSecrets } from '../../src/foundation/secrets/secrets.ts';
import { createSmtpClient } from '../../src/providers/mail/smtp/client.ts';
import { type CaughtMail, type MailCatcher, openMailCatcher } from '../../src/providers/mail/smtp/simulator.ts';
import { openTestDatabase } from '../house.ts';

type Answer = Awaited<ReturnType<Edge['inject']>>;

export interface Shop {
  readonly merchantId: MerchantId;
  readonly slug: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
}

export interface CallOptions {
  readonly as?: Shop | { readonly token: string };
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface MerchantHouse {
  readonly edge: Edge;
  readonly database: Database;
  readonly clock: FakeClock;
  readonly merchants: Merchants;
  readonly events: (MerchantEvent & { readonly merchantId: MerchantId })[];
  /** Every log line so far. */
  logged(): string;
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, options?: CallOptions): Promise<Answer>;
  /** Registers over HTTP and signs in its owner; rupees unless the phone says otherwise. */
  openShop(slug: string, more?: Readonly<Record<string, unknown>>): Promise<Shop>;
  /** Does what waits, and answers the mails that came to this address, newest first. */
  mailsTo(email: string): Promise<readonly CaughtMail[]>;
  readonly catcher: MailCatcher;
  /** Does what fell due by the clock, and what waits. */
  tonight(): Promise<void>;
  /** All rows of these tables, of every merchant, as text. */
  stored(...tables: readonly string[]): Promise<string>;
  /** What was said in chats. */
  readonly said: { readonly phone: string; readonly text: string }[];
  /** A further person of the shop, signed in. */
  hire(shop: Shop, role: Role): Promise<Shop>;
  close(): Promise<void>;
}

export interface MerchantHouseOptions {
  readonly probes?: ConnectionProbes;
  readonly edge?: Partial<EdgeOptions>;
  readonly publicUrl?: string;
  readonly sendsMail?: boolean;
  readonly ownConnections?: Partial<ConnectionFields>;
  /** A number that has not written lately. */
  readonly silentPhone?: string;
  /** Further routes, under /api/v1. */
  readonly routes?: (app: Edge, merchants: Merchants, database: Database) => void | Promise<void>;
}

export async function openMerchantHouse(options: MerchantHouseOptions = {}): Promise<MerchantHouse> {
  const { database, close } = await openTestDatabase();
  const clock = createFakeClock();
  const { publicUrl = 'http://localhost:3000' } = options;
  const secrets = createSecrets({ current: 'test-key-'.repeat(5) });
  const events: MerchantHouse['events'] = [];
  const lines: string[] = [];
  const catcher = await openMailCatcher({ clock });
  const said: { phone: string; text: string }[] = [];
  const merchants = createMerchants({
    database,
    clock,
    secrets,
    publicUrl,
    sendsMail: options.sendsMail ?? true,
    ...(options.ownConnections ? { ownConnections: options.ownConnections } : {}),
    chat: {
      mayWriteTo: async (_tx, phone) => phone !== options.silentPhone,
      async send(_merchantId, { phone, text }) {
        said.push({ phone, text });
        return true;
      },
    },
    probes: options.probes ?? { razorpay: async (): Promise<Result<unknown>> => ok(undefined) },
    async onMerchantCreated(tx) {
      await tx.db
        .insertInto('locations')
        .values({ merchant_id: tx.merchantId, id: newId(), name: 'Shop', is_default: true, created_at: clock.now() })
        .execute();
    },
    async emit(tx, event) {
      tx.afterCommit(() => void events.push({ ...event, merchantId: tx.merchantId }));
    },
  });
  const log = createLog({ level: 'debug', form: 'json', write: (line) => void lines.push(line) });
  const mail = createSmtpClient({ url: async () => catcher.url, from: 'Parley <no-reply@parley.example>' });
  const scheduler = createScheduler({ database, clock, schedules: accessSchedules });
  const worker = createWorker({ database, clock, handlers: merchants.jobs({ log, mail }) });
  const edge = createHttpEdge({
    log,
    clock,
    database,
    secrets,
    publicUrl,
    identify: merchants.identify,
    ...options.edge,
  });
  edge.register(merchantRoutes(merchants), { prefix: '/api/v1' });
  edge.register(connectionRoutes(merchants), { prefix: '/api/v1' });
  edge.register(async (app) => options.routes?.(app as Edge, merchants, database), { prefix: '/api/v1' });
  await edge.ready();

  const call: MerchantHouse['call'] = (method, url, { as, body, headers } = {}) =>
    edge.inject({
      method,
      url: `/api/v1${url}`,
      headers: { ...(as === undefined ? {} : { authorization: `Bearer ${as.token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
  const signIn = async (merchantId: MerchantId, slug: string, email: string, password: string): Promise<Shop> => {
    const answer = (await call('POST', '/auth/login', { body: { email, password } })).json();
    return { merchantId, slug, email, password, token: answer.token, refreshToken: answer.refresh_token };
  };
  return {
    edge,
    database,
    clock,
    merchants,
    events,
    logged: () => lines.join(''),
    call,
    catcher,
    said,
    stored: (...tables) =>
      database.asOwner(async (client) => {
        const found = [];
        for (const table of tables) found.push((await client.query(`select t::text as row from ${table} t`)).rows as { row: string }[]);
        return found
          .flat()
          .map((each) => each.row)
          .join('\n');
      }),
    async tonight() {
      await scheduler.tick();
      await worker.drain();
    },
    async mailsTo(email) {
      await worker.drain();
      return catcher.mails().filter((each) => each.to.includes(email));
    },
    async openShop(slug, more = {}) {
      const body = { ...registrationOf(slug), ...more };
      const answer = await call('POST', '/auth/register', { body });
      if (answer.statusCode !== 201) throw new Error(`the shop ${slug} was refused: ${answer.body}`);
      return signIn(answer.json().data.id, slug, body.email, body.password);
    },
    async hire(shop, role) {
      const email = `${role}-${newId()}@${shop.slug}.example`;
      await database.inTx(shop.merchantId, async (tx) => {
        const owner = await tx.db.selectFrom('staff').selectAll().where('email', '=', shop.email).executeTakeFirstOrThrow();
        await tx.db
          .insertInto('staff')
          .values({ ...owner, id: newId(), email, role })
          .execute();
      });
      return signIn(shop.merchantId, shop.slug, email, shop.password);
    },
    async close() {
      await edge.close();
      await catcher.close();
      await close();
    },
  };
}

/** A registration that is accepted. */
export function registrationOf(slug: string) {
  return {
    name: `Shop ${slug}`,
    email: `owner@${slug}.example`,
    phone: '+91 98765 43210',
    whatsapp_number: '+919876543210',
    password: 'correct horse battery',
    subdomain: slug,
  };
}

/**
 * The half of the composition root that knows the outside: which client speaks for which merchant, at which address, with which
 * secrets. Rooms get functions; none of them ever sees a secret or an address.
 */
import { type ConnectionFields, type ConnectionKind } from '@parley/contract/api/connections.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { createChatClients, twilioAddresses } from './chat-clients.ts';
import type { Services } from './config.ts';
import type { ConnectionProbes, Merchants } from './domains/merchants/index.ts';
import type { Payer } from './domains/payments/index.ts';
import type { Database, Tx } from './foundation/db/database.ts';
import type { CourierClient, TokenStore } from './providers/couriers/couriers.port.ts';
import { createShiprocketClient } from './providers/couriers/shiprocket/client.ts';
import type { CatalogueClient } from './providers/messaging/catalogue.port.ts';
import type { MessagingClient } from './providers/messaging/messaging.port.ts';
import { createWhatsAppCatalogueClient } from './providers/messaging/whatsapp-cloud/catalogue/client.ts';
import type { GatewayName, PaymentGateway } from './providers/payments/payments.port.ts';
import { createPaystackClient } from './providers/payments/paystack/client.ts';
import { verifyRazorpayCallback } from './providers/payments/razorpay/callback.ts';
import { createRazorpayClient } from './providers/payments/razorpay/client.ts';
import { gatewaysThatFit, usualOrder } from './providers/payments/reach.ts';
import { createStripeClient } from './providers/payments/stripe/client.ts';
import type { SentFiles } from './sent-files.ts';

/** Where each service lives when the operator says nothing. */
const REAL = {
  whatsapp: 'https://graph.facebook.com',
  twilio: twilioAddresses.api,
  razorpay: 'https://api.razorpay.com',
  stripe: 'https://api.stripe.com',
  paystack: 'https://api.paystack.co',
  shiprocket: 'https://apiv2.shiprocket.in',
} as const;

export type ReachedService = keyof typeof REAL;

export interface OutsideDeps {
  readonly services: Services;
  /** Origin of the built-in stand-in of a service; undefined: the real one. */
  readonly standIn: (service: ReachedService) => string | undefined;
  readonly database: Database;
  readonly clock: Clock;
  /** Files that a service fetches from us. */
  readonly sentFiles: SentFiles;
  /** Origin under which services reach us. */
  readonly publicUrl: string;
  readonly merchants: () => OutsideMerchants;
}

type OutsideMerchants = Pick<Merchants, 'secretsOf' | 'connections' | 'tokens' | 'getMerchant'>;

export interface Courier {
  readonly client: CourierClient;
  readonly pickupPostcode: string;
  readonly pickupLocation: string;
}

export interface Outside {
  readonly probes: ConnectionProbes;
  messagingFor(tx: Tx, provider: string): Promise<MessagingClient | undefined>;
  /** Whichever way into chats is connected, WhatsApp's own first. */
  anyMessaging(tx: Tx): Promise<MessagingClient | undefined>;
  /** The WhatsApp catalogue, where one is connected. Reads in the transaction, calls nobody. */
  catalogueFor(tx: Tx): Promise<{ readonly catalogId: string; readonly client: CatalogueClient } | undefined>;
  gatewayFor(merchantId: MerchantId, name: GatewayName): Promise<PaymentGateway | undefined>;
  /** Connected, chosen by the merchant and fitting, the favourite first. Reads in the transaction, calls nobody. */
  gatewaysFor(tx: Tx, payer: Payer): Promise<readonly GatewayName[]>;
  courierFor(merchantId: MerchantId): Promise<Courier | undefined>;
  courierSetup(tx: Tx): Promise<{ readonly pickupPostcode: string } | undefined>;
  /** Whether the customer's way back was signed with this merchant's key. */
  isSignedCallback(tx: Tx, query: Readonly<Record<string, string | undefined>>): Promise<boolean>;
}

export function createOutside(deps: OutsideDeps): Outside {
  const { database, clock, services } = deps;
  const merchants = (): OutsideMerchants => deps.merchants();
  const addressOf = (service: ReachedService): string => services[service] ?? deps.standIn(service) ?? REAL[service];
  const kept = keepClients();

  const chats = createChatClients({ ...deps, addressOf });
  const catalogue = (fields: ConnectionFields['whatsapp'], catalogId: string): CatalogueClient =>
    createWhatsAppCatalogueClient({
      baseUrl: addressOf('whatsapp'),
      version: services.whatsappVersion,
      fetch,
      clock,
      accessToken: fields.access_token,
      businessAccountId: fields.business_account_id,
      catalogId,
    });
  const gateways = gatewayMakers(addressOf, clock);
  const shiprocket = (fields: ConnectionFields['shiprocket'], tokens: TokenStore): CourierClient => {
    const standIn = services.shiprocket === undefined ? deps.standIn('shiprocket') : undefined;
    return createShiprocketClient({
      baseUrl: addressOf('shiprocket'),
      fetch,
      clock,
      tokens,
      credentials: { email: fields.email, password: fields.password, pickupLocation: fields.pickup_location },
      ...(standIn === undefined ? {} : { trackingUrl: (awb: string) => `${standIn}/tracking/${encodeURIComponent(awb)}` }),
    });
  };
  const tokensOf = (merchantId: MerchantId): TokenStore => ({
    load: async () => readToken(await database.inTx(merchantId, (tx) => merchants().tokens.read(tx, 'shiprocket'))),
    save: (token) => database.inTx(merchantId, (tx) => merchants().tokens.keep(tx, 'shiprocket', JSON.stringify(token), token.expiresAt)),
  });

  const messagingFor: Outside['messagingFor'] = async (tx, provider) => {
    if (provider === 'whatsapp') {
      const fields = await merchants().secretsOf(tx, 'whatsapp');
      return fields && kept(tx.merchantId, 'whatsapp', fields, () => chats.whatsapp(fields));
    }
    if (provider !== 'twilio') return undefined;
    const fields = await merchants().secretsOf(tx, 'twilio');
    return fields && kept(tx.merchantId, 'twilio', fields, () => chats.twilio(fields, tx.merchantId));
  };

  return {
    probes: probesOf({ ...chats, ...gateways, shiprocket }),
    messagingFor,
    anyMessaging: async (tx) => (await messagingFor(tx, 'whatsapp')) ?? messagingFor(tx, 'twilio'),
    async catalogueFor(tx) {
      const fields = await merchants().secretsOf(tx, 'whatsapp');
      return fields?.catalog_id === undefined ? undefined : { catalogId: fields.catalog_id, client: catalogue(fields, fields.catalog_id) };
    },
    async gatewayFor(merchantId, name) {
      const open = <K extends GatewayName>(kind: K, make: (fields: ConnectionFields[K]) => PaymentGateway) =>
        database
          .inTx(merchantId, (tx) => merchants().secretsOf(tx, kind))
          .then((fields) => fields && kept(merchantId, kind, fields, () => make(fields)));
      if (name === 'razorpay') return open(name, gateways.razorpay);
      return name === 'stripe' ? open(name, gateways.stripe) : open(name, gateways.paystack);
    },
    async gatewaysFor(tx, payer) {
      const { gateways: chosen } = await merchants().getMerchant(tx);
      const views = await merchants().connections(tx);
      const connected = new Set<string>(views.flatMap(({ kind, state }) => (state === 'missing' ? [] : [kind])));
      const taking = gatewaysThatFit(chosen.length > 0 ? chosen : usualOrder, { currency: payer.currency });
      return gatewaysThatFit(
        taking.filter((name) => connected.has(name)),
        payer,
      );
    },
    async courierFor(merchantId) {
      const fields = await database.inTx(merchantId, (tx) => merchants().secretsOf(tx, 'shiprocket'));
      if (!fields) return undefined;
      const client = kept(merchantId, 'shiprocket', fields, () => shiprocket(fields, tokensOf(merchantId)));
      return { client, pickupPostcode: fields.pickup_postcode, pickupLocation: fields.pickup_location };
    },
    async courierSetup(tx) {
      const fields = await merchants().secretsOf(tx, 'shiprocket');
      return fields && { pickupPostcode: fields.pickup_postcode };
    },
    async isSignedCallback(tx, query) {
      const fields = await merchants().secretsOf(tx, 'razorpay');
      return fields !== undefined && verifyRazorpayCallback(query, fields.key_secret);
    },
  };
}

function gatewayMakers(addressOf: (service: ReachedService) => string, clock: Clock) {
  return {
    razorpay: (fields: ConnectionFields['razorpay']): PaymentGateway =>
      createRazorpayClient({
        baseUrl: addressOf('razorpay'),
        fetch,
        clock,
        credentials: { keyId: fields.key_id, keySecret: fields.key_secret },
      }),
    stripe: (fields: ConnectionFields['stripe']): PaymentGateway =>
      createStripeClient({ baseUrl: addressOf('stripe'), fetch, clock, credentials: { secretKey: fields.secret_key } }),
    paystack: (fields: ConnectionFields['paystack']): PaymentGateway =>
      createPaystackClient({ baseUrl: addressOf('paystack'), fetch, clock, credentials: { secretKey: fields.secret_key } }),
  };
}

/** One client per connection, so that a login in flight or a rest after a refusal is shared; new secrets make a new one. */
function keepClients(): <C>(merchantId: MerchantId, kind: ConnectionKind, fields: unknown, make: () => C) => C {
  const clients = new Map<string, { readonly fields: string; readonly client: unknown }>();
  return <C>(merchantId: MerchantId, kind: ConnectionKind, fields: unknown, make: () => C): C => {
    const key = `${merchantId} ${kind}`;
    const text = JSON.stringify(fields);
    const known = clients.get(key);
    // Made by the same `make` for this kind before.
    if (known?.fields === text) return known.client as C;
    const client = make();
    clients.set(key, { fields: text, client });
    return client;
  };
}

function readToken(text: string | undefined): { readonly token: string; readonly expiresAt: Date } | undefined {
  if (text === undefined) return undefined;
  const stored = JSON.parse(text) as { token: string; expiresAt: string };
  return { token: stored.token, expiresAt: new Date(stored.expiresAt) };
}

interface Makers extends ReturnType<typeof gatewayMakers> {
  readonly whatsapp: (fields: ConnectionFields['whatsapp']) => MessagingClient;
  readonly twilio: (fields: ConnectionFields['twilio'], merchantId: MerchantId) => MessagingClient;
  readonly shiprocket: (fields: ConnectionFields['shiprocket'], tokens: TokenStore) => CourierClient;
}

function probesOf(make: Makers): ConnectionProbes {
  return {
    whatsapp: async (fields) => probed(await make.whatsapp(fields).probe()),
    twilio: async (fields, merchantId) => probed(await make.twilio(fields, merchantId).probe()),
    razorpay: async (fields) => probed(await make.razorpay(fields).probe()),
    stripe: async (fields) => probed(await make.stripe(fields).probe()),
    paystack: async (fields) => probed(await make.paystack(fields).probe()),
    // Nothing is kept of a trial login.
    shiprocket: async (fields) =>
      probed(await make.shiprocket(fields, { load: () => Promise.resolve(undefined), save: () => Promise.resolve() }).probe()),
  };
}

function probed(result: Result<unknown, { readonly kind: string; readonly detail: string }>): Result<unknown> {
  if (result.ok) return ok(undefined);
  const { kind, detail } = result.refusal;
  return kind === 'unavailable' || kind === 'in_doubt' || kind === 'rate_limited'
    ? refuse('provider.unavailable', { message: 'The service does not answer right now. Try again in a minute.', internal: detail })
    : refuse('connection.failed', { message: detail });
}

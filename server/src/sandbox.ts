/**
 * The sandbox's own composition: the stand-ins with their state in DATA_DIR, their accounts kept in step with the merchants'
 * connections, the demo shops. Live mode never loads this file.
 */
import { join } from 'node:path';
import type { ConnectionFields } from '@parley/contract/api/connections.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { z } from 'zod';
import type { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { DemoShop } from './demo/demo-shop.ts';
import { demoShops } from './demo/demo-shops.ts';
import { kiteAndCrate } from './demo/kite-and-crate.ts';
import { seedShop } from './demo/seed-shop.ts';
import { systemClock } from './foundation/clock/clock.ts';
import type { Database } from './foundation/db/database.ts';
import type { Secrets } from './foundation/secrets/secrets.ts';
import type { ReachedService } from './outside.ts';
import { createShiprocketSimulator } from './providers/couriers/shiprocket/simulator.ts';
import { openMailCatcher } from './providers/mail/smtp/simulator.ts';
import { createTwilioSimulator, type TwilioSimulator } from './providers/messaging/twilio/simulator.ts';
import { createWhatsAppSimulator, type WhatsAppSimulator } from './providers/messaging/whatsapp-cloud/simulator.ts';
import { createPaystackSimulator } from './providers/payments/paystack/simulator.ts';
import { createRazorpaySimulator } from './providers/payments/razorpay/simulator.ts';
import { createStripeSimulator } from './providers/payments/stripe/simulator.ts';
import { openTray } from './providers/printers/tray/simulator.ts';
import { fileState } from './providers/simulation/state.ts';

type App = ReturnType<typeof createApp>;

/** Where the program reaches its own stand-ins, whatever name the outside knows it by. */
export function standInOrigin(config: Config): string {
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  return `http://${host}:${config.port}`;
}

export function standInAddress(config: Config): (service: ReachedService) => string {
  return (service) => `${standInOrigin(config)}/sandbox/${service}`;
}

/** Where the catcher of mails listens now: processes that only work find it here. */
export async function mailDoor(config: Config): Promise<string | undefined> {
  return z.object({ url: z.string() }).safeParse(await mailDoorState(config).load()).data?.url;
}

async function keepMailDoor(config: Config, url: string): Promise<void> {
  const state = mailDoorState(config);
  state.save({ url });
  await state.flush();
}

function mailDoorState(config: Config) {
  return fileState(join(config.dataDir, 'sandbox', 'mail-door.json'));
}

/** Twilio signs and fetches what the world calls us, which this process may not reach by that name. */
function withinReach(config: Config): typeof fetch {
  return (input, init) => {
    const address = typeof input === 'string' ? input : input instanceof URL ? input.href : undefined;
    if (address === undefined || !address.startsWith(`${config.publicUrl}/`)) return fetch(input, init);
    return fetch(standInOrigin(config) + address.slice(config.publicUrl.length), init);
  };
}

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

/** The stand-ins, loaded with what they knew; they answer once mounted under `/sandbox`. */
export async function openSandbox(config: Config) {
  const stateOf = (name: string) => fileState(join(config.dataDir, 'sandbox', `${name}.json`));
  const parts = { clock: systemClock, random: Math.random };
  const twilio: TwilioSimulator = await createTwilioSimulator({
    ...parts,
    state: stateOf('twilio'),
    fetch: withinReach(config),
    publicUrl: () => standInAddress(config)('twilio'),
    behind: () => whatsapp,
  });
  const whatsapp: WhatsAppSimulator = await createWhatsAppSimulator({
    ...parts,
    fetch: twilio.carry(fetch),
    templates: twilio.templates,
    state: stateOf('whatsapp'),
    publicUrl: standInAddress(config)('whatsapp'),
    latency: { sentMs: 120, deliveredMs: 350 },
    ownOrigin: config.publicUrl,
    catalogueMs: { batch: 800, review: 0 },
  });
  const razorpay = await createRazorpaySimulator({
    ...parts,
    state: stateOf('razorpay'),
    publicUrl: () => `${config.publicUrl}/sandbox/razorpay`,
  });
  const stripe = await createStripeSimulator({
    ...parts,
    state: stateOf('stripe'),
    publicUrl: () => `${config.publicUrl}/sandbox/stripe`,
  });
  const paystack = await createPaystackSimulator({
    ...parts,
    state: stateOf('paystack'),
    publicUrl: () => `${config.publicUrl}/sandbox/paystack`,
  });
  const shiprocket = await createShiprocketSimulator({
    ...parts,
    state: stateOf('shiprocket'),
    publicUrl: () => `${config.publicUrl}/sandbox/shiprocket`,
  });
  const mail = await openMailCatcher({ clock: systemClock, state: stateOf('mail') });
  await keepMailDoor(config, mail.url);
  const tray = openTray({ folder: join(config.dataDir, 'sandbox', 'printer'), origin: standInOrigin(config) });
  return {
    mail,
    tray,
    whatsapp,
    twilio,
    razorpay,
    stripe,
    paystack,
    shiprocket,
    async close(): Promise<void> {
      await Promise.all([twilio, whatsapp, razorpay, stripe, paystack, shiprocket, mail, tray].map((each) => each.close()));
    },
  };
}

/** Makes the stand-ins know every merchant's accounts, as the real services would. Services that live elsewhere are left out. */
export async function registerAll(sandbox: Sandbox, config: Config, database: Database, merchants: App['merchants']): Promise<void> {
  for (const merchantId of await database.inPlatformTx((tx) => merchants.allMerchants(tx)))
    await registerOne(sandbox, config, database, merchants, merchantId);
}

export async function registerOne(
  sandbox: Sandbox,
  config: Config,
  database: Database,
  merchants: App['merchants'],
  merchantId: MerchantId,
): Promise<void> {
  const origin = standInOrigin(config);
  const { merchant, whatsapp, twilio, shiprocket, ...gateways } = await database.inTx(merchantId, async (tx) => ({
    merchant: await merchants.getMerchant(tx),
    whatsapp: await merchants.secretsOf(tx, 'whatsapp'),
    twilio: await merchants.secretsOf(tx, 'twilio'),
    razorpay: await merchants.secretsOf(tx, 'razorpay'),
    stripe: await merchants.secretsOf(tx, 'stripe'),
    paystack: await merchants.secretsOf(tx, 'paystack'),
    shiprocket: await merchants.secretsOf(tx, 'shiprocket'),
  }));
  if (whatsapp && config.services.whatsapp === undefined) {
    sandbox.whatsapp.phone.register({
      phoneNumberId: whatsapp.phone_number_id,
      businessAccountId: whatsapp.business_account_id,
      displayPhone: (merchant.whatsappNumber ?? whatsapp.phone_number_id).replace(/\D/g, ''),
      verifiedName: merchant.name,
      accessToken: whatsapp.access_token,
      appSecret: whatsapp.app_secret,
      webhookUrl: `${origin}/webhooks/whatsapp`,
      ...(whatsapp.catalog_id === undefined ? {} : { catalogId: whatsapp.catalog_id }),
    });
  }
  if (twilio && config.services.twilio === undefined && config.services.whatsapp === undefined) {
    sandbox.twilio.register({
      accountSid: twilio.account_sid,
      authToken: twilio.auth_token,
      number: twilio.whatsapp_number.replace(/\D/g, ''),
      friendlyName: whatsapp ? `${merchant.name} via Twilio` : merchant.name,
      // They sign the address the world knows, and that is the one that is checked.
      webhookUrl: `${config.publicUrl}/webhooks/twilio`,
    });
  }
  registerGateways(sandbox, config, merchant.name, gateways);
  if (shiprocket && config.services.shiprocket === undefined) {
    sandbox.shiprocket.register({
      email: shiprocket.email,
      password: shiprocket.password,
      pickupPlaces: [{ nickname: shiprocket.pickup_location, postcode: shiprocket.pickup_postcode }],
      // The service refuses some letters in the address; a merchant's slug may hold them, its parcels name it as well.
      webhookUrl: `${origin}/webhooks/courier`,
      webhookToken: shiprocket.webhook_token,
    });
  }
}

/** Chats of an erased person with this shop, on the simulated phone and at Twilio's stand-in. */
export async function forgetPerson(
  sandbox: Pick<Sandbox, 'whatsapp' | 'twilio'>,
  database: Database,
  merchants: App['merchants'],
  { merchantId, keys }: { readonly merchantId: MerchantId; readonly keys: readonly string[] },
): Promise<void> {
  const { whatsapp, twilio } = await database.inTx(merchantId, async (tx) => ({
    whatsapp: await merchants.secretsOf(tx, 'whatsapp'),
    twilio: await merchants.secretsOf(tx, 'twilio'),
  }));
  if (whatsapp) sandbox.whatsapp.phone.forget(keys, whatsapp.phone_number_id);
  const number = twilio?.whatsapp_number.replace(/\D/g, '');
  if (number === undefined) return;
  sandbox.whatsapp.phone.forget(keys, sandbox.twilio.phoneNumberId(number));
  sandbox.twilio.forget(keys, number);
}

function registerGateways(
  sandbox: Sandbox,
  config: Config,
  merchantName: string,
  { razorpay, stripe, paystack }: { readonly [K in 'razorpay' | 'stripe' | 'paystack']: ConnectionFields[K] | undefined },
): void {
  const origin = standInOrigin(config);
  if (razorpay && config.services.razorpay === undefined)
    sandbox.razorpay.register({
      keyId: razorpay.key_id,
      keySecret: razorpay.key_secret,
      webhookSecret: razorpay.webhook_secret,
      webhookUrl: `${origin}/webhooks/razorpay`,
      merchantName,
    });
  if (stripe && config.services.stripe === undefined)
    sandbox.stripe.register({
      secretKey: stripe.secret_key,
      webhookSecret: stripe.webhook_secret,
      webhookUrl: `${origin}/webhooks/stripe`,
      merchantName,
    });
  if (paystack && config.services.paystack === undefined)
    sandbox.paystack.register({ secretKey: paystack.secret_key, webhookUrl: `${origin}/webhooks/paystack`, merchantName });
}

/** Accounts of a demo shop at the stand-ins: invented, and of no use anywhere else. */
export function demoConnections(shop: DemoShop, secrets: Secrets): Partial<ConnectionFields> {
  const { slug, phone, pickupPostcode } = shop.merchant;
  const made = (what: string): string => secrets.fingerprint('demo', `${slug} ${what}`).slice(0, 24);
  const digits = phone.replace(/\D/g, '').slice(-10);
  return {
    whatsapp: {
      access_token: `EAA${made('token')}`,
      phone_number_id: `1061${digits}1`,
      business_account_id: `1022${digits}2`,
      app_id: `1033${digits}3`,
      app_secret: made('app secret'),
      verify_token: made('verify'),
      ...(shop.products.length === 0 ? {} : { catalog_id: `1044${digits}4` }),
    },
    // One shop has a second number, so that the phone can write by way of Twilio too.
    ...(shop === kiteAndCrate
      ? {
          twilio: {
            account_sid: `AC${made('account')}00000000`,
            auth_token: made('auth token'),
            whatsapp_number: `+1415555${digits.slice(-4)}`,
          },
        }
      : {}),
    ...(shop.merchant.country === 'IN'
      ? {
          razorpay: { key_id: `rzp_test_${made('key').slice(0, 14)}`, key_secret: made('key secret'), webhook_secret: made('webhook') },
          shiprocket: {
            email: `courier@${slug}.example`,
            password: made('courier'),
            pickup_location: 'Shop',
            pickup_postcode: pickupPostcode,
            webhook_token: made('courier token'),
          },
        }
      : { stripe: { secret_key: `sk_test_${made('stripe key')}`, webhook_secret: `whsec_${made('stripe webhook')}` } }),
  };
}

/** The demo shops, the grocer first; each is open as soon as it is whole. Their catalogues are filled by jobs, so that nobody waits. */
export async function seedDemo(app: App, database: Database, secrets: Secrets): Promise<void> {
  for (const shop of demoShops) {
    const { merchants, catalog, printing, storefronts } = app;
    const merchantId = await seedShop({ database, merchants, catalog, printing, storefronts }, shop, demoConnections(shop, secrets));
    await database.inTx(merchantId, (tx) => app.pushed.askPush(tx));
  }
}

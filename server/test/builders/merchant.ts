/** A merchant made the way merchants are made: through the public API, with connections to the stand-ins. */
import { type GatewayChoice, gatewayNames } from '@parley/contract/api/merchants.ts';
import type { StandIns } from './stand-ins.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // The shape under test differs by route; each test reads the fields it asserts.
  readonly body: Readonly<Record<string, unknown>> & { readonly data?: never };
}

export interface TestMerchant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Of the newest sign-in. */
  readonly token: string;
  readonly phoneNumberId: string;
  readonly appSecret: string;
  readonly webhookSecret: string;
  readonly email: string;
  readonly password: string;
  /** Calls the API as the owner; `path` without `/api/v1`. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: JsonBody }>;
}

/** An answer's JSON, read field by field with `at`. */
export type JsonBody = unknown;

/** `at(body, 'data.items.0.id')`, undefined where a step is missing. */
export function at(body: JsonBody, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined),
      body,
    );
}

export function textAt(body: JsonBody, path: string): string {
  const value = at(body, path);
  if (typeof value !== 'string') throw new Error(`no text at ${path} in ${JSON.stringify(body).slice(0, 400)}`);
  return value;
}

let count = 0;

export async function openMerchant(
  server: { readonly url: string },
  standIns: StandIns,
  options: {
    readonly slug?: string;
    readonly name?: string;
    readonly webhookPath?: string;
    readonly connect?: readonly ('whatsapp' | 'razorpay' | 'stripe' | 'paystack' | 'shiprocket')[];
    readonly extra?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<TestMerchant> {
  count += 1;
  const number = `${Date.now() % 1_000_000}${count}`;
  const slug = options.slug ?? `shop-${number}`;
  const email = `owner-${number}@example.com`;
  const password = `correct horse ${number}`;
  const name = options.name ?? `Shop ${number}`;
  const register = await json(server.url, 'POST', '/api/v1/auth/register', {
    name,
    email,
    phone: '+919812345678',
    whatsapp_number: `+9198${number.padStart(8, '0').slice(-8)}`,
    password,
    subdomain: slug,
    ...options.extra,
  });
  if (register.status !== 201) throw new Error(`register answered ${register.status}: ${JSON.stringify(register.body)}`);
  const login = await json(server.url, 'POST', '/api/v1/auth/login', { email, password });
  const session = { token: textAt(login.body, 'token') };
  const call: TestMerchant['call'] = async (method, path, body, headers = {}) => {
    const ask = () => json(server.url, method, `/api/v1${path}`, body, { authorization: `Bearer ${session.token}`, ...headers });
    const answer = await ask();
    if (at(answer.body, 'error.code') !== 'auth.token_expired') return answer;
    // Tests move the clock past the hour a sign-in lasts.
    session.token = textAt((await json(server.url, 'POST', '/api/v1/auth/login', { email, password })).body, 'token');
    return ask();
  };
  const phoneNumberId = `1${number.padStart(14, '0')}`;
  const merchant: TestMerchant = {
    id: textAt(register.body, 'data.id'),
    slug,
    name,
    email,
    password,
    phoneNumberId,
    appSecret: `app-secret-${number}`,
    webhookSecret: `webhook-secret-${number}`,
    get token() {
      return session.token;
    },
    call,
  };
  await connect(
    server,
    standIns,
    merchant,
    options.connect ?? ['whatsapp', 'razorpay', 'shiprocket'],
    options.webhookPath ?? '/webhooks/whatsapp',
  );
  return merchant;
}

async function connect(
  server: { readonly url: string },
  standIns: StandIns,
  merchant: TestMerchant,
  kinds: readonly string[],
  webhookPath: string,
): Promise<void> {
  const put = async (kind: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await merchant.call('PUT', `/connections/${kind}`, fields);
    if (answer.status >= 300) throw new Error(`connecting ${kind} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  };
  const { phoneNumberId, appSecret, slug } = merchant;
  if (kinds.includes('whatsapp')) {
    const accessToken = `EAA${phoneNumberId}`;
    standIns.whatsapp.phone.register({
      phoneNumberId,
      businessAccountId: `2${phoneNumberId}`,
      displayPhone: `9180${phoneNumberId.slice(-8)}`,
      verifiedName: merchant.name,
      accessToken,
      appSecret,
      webhookUrl: server.url + webhookPath,
    });
    await put('whatsapp', {
      access_token: accessToken,
      phone_number_id: phoneNumberId,
      business_account_id: `2${phoneNumberId}`,
      app_id: '123456',
      app_secret: appSecret,
      verify_token: `verify-${phoneNumberId}`,
    });
  }
  for (const kind of gatewayNames) if (kinds.includes(kind)) await put(kind, registerAt(kind, server, standIns, merchant));
  if (kinds.includes('shiprocket')) {
    const email = `courier-${phoneNumberId}@example.com`;
    standIns.shiprocket.register({
      email,
      password: 'courier password',
      pickupPlaces: [pickupPlace],
      webhookUrl: `${server.url}/webhooks/courier/${slug}`,
      webhookToken: `token-${phoneNumberId}`,
    });
    await put('shiprocket', {
      email,
      password: 'courier password',
      pickup_location: 'Shop',
      pickup_postcode: '560001',
      webhook_token: `token-${phoneNumberId}`,
    });
  }
}

/** Makes the gateway know the merchant; answers the fields to connect it with. */
function registerAt(
  kind: GatewayChoice,
  server: { readonly url: string },
  standIns: StandIns,
  { phoneNumberId, webhookSecret, name: merchantName }: TestMerchant,
): Readonly<Record<string, string>> {
  const webhookUrl = `${server.url}/webhooks/${kind}`;
  const secretKey = `sk_test_${phoneNumberId}`;
  switch (kind) {
    case 'razorpay': {
      const account = { keyId: `rzp_test_${phoneNumberId}`, keySecret: `secret-${phoneNumberId}`, webhookSecret };
      standIns.razorpay.register({ ...account, webhookUrl, merchantName });
      return { key_id: account.keyId, key_secret: account.keySecret, webhook_secret: webhookSecret };
    }
    case 'stripe':
      standIns.stripe.register({ secretKey, webhookSecret, webhookUrl, merchantName });
      return { secret_key: secretKey, webhook_secret: webhookSecret };
    default:
      standIns.paystack.register({ secretKey, webhookUrl, merchantName });
      return { secret_key: secretKey };
  }
}

const pickupPlace = { nickname: 'Shop', postcode: '560001' };

/** A product with one variant; answers its id and its variant's. */
export async function addProduct(
  merchant: TestMerchant,
  product: {
    readonly name: string;
    readonly price: string;
    readonly stock?: number;
    readonly category?: string;
    readonly weight_kg?: string;
  },
): Promise<{ readonly productId: string; readonly variantId: string }> {
  const { stock, ...rest } = product;
  const answer = await merchant.call('POST', '/products', {
    category: 'Groceries',
    ...rest,
    ...(stock === undefined ? {} : { stock_quantity: stock, cost_price: '1.00' }),
  });
  if (answer.status !== 201) throw new Error(`adding a product answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return { productId: textAt(answer.body, 'data.id'), variantId: textAt(answer.body, 'data.variants.0.id') };
}

async function json(
  base: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: JsonBody }> {
  const response = await fetch(base + path, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as JsonBody) };
}

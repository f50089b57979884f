/** The accounts a shop connects: their fields in the order one meets them, and where their events are sent. Pure. */
import type { ConnectionKind } from '@parley/contract/api/connections.ts';

export interface KindField {
  readonly name: string;
  readonly secret: boolean;
  readonly optional?: boolean;
  /** We can make one up: the other side only has to be told the same. */
  readonly made?: boolean;
}

export interface Kind {
  readonly kind: ConnectionKind;
  readonly group: 'messaging' | 'payment' | 'delivery' | 'more';
  readonly fields: readonly KindField[];
  /** Path under our own address that takes their events. */
  readonly webhook?: string;
}

const open = (name: string, optional = false): KindField => ({ name, secret: false, optional });
const secret = (name: string): KindField => ({ name, secret: true });
const made = (name: string): KindField => ({ name, secret: true, made: true });

export const kinds: readonly Kind[] = [
  {
    kind: 'whatsapp',
    group: 'messaging',
    webhook: 'whatsapp',
    fields: [
      open('phone_number_id'),
      open('business_account_id'),
      open('app_id'),
      secret('app_secret'),
      secret('access_token'),
      made('verify_token'),
      open('catalog_id', true),
    ],
  },
  {
    kind: 'twilio',
    group: 'messaging',
    webhook: 'twilio',
    fields: [open('account_sid'), secret('auth_token'), open('whatsapp_number'), open('messaging_service_sid', true)],
  },
  { kind: 'razorpay', group: 'payment', webhook: 'razorpay', fields: [open('key_id'), secret('key_secret'), made('webhook_secret')] },
  { kind: 'stripe', group: 'payment', webhook: 'stripe', fields: [secret('secret_key'), secret('webhook_secret')] },
  { kind: 'paystack', group: 'payment', webhook: 'paystack', fields: [secret('secret_key')] },
  {
    kind: 'shiprocket',
    group: 'delivery',
    webhook: 'courier',
    fields: [open('email'), secret('password'), open('pickup_location'), open('pickup_postcode'), made('webhook_token')],
  },
  { kind: 'openai', group: 'more', fields: [secret('api_key'), open('model', true)] },
];

export function webhookAddress(kind: Kind, origin: string, slug: string): string | undefined {
  return kind.webhook && `${origin}/webhooks/${kind.webhook}/${slug}`;
}

/** A secret nobody needs to remember. */
export function madeUpSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const SANDBOX: Readonly<Record<string, () => string>> = {
  phone_number_id: () => madeUpDigits(15),
  business_account_id: () => madeUpDigits(15),
  app_id: () => madeUpDigits(15),
  catalog_id: () => madeUpDigits(15),
  account_sid: () => `AC${madeUpSecret().slice(0, 32)}`,
  whatsapp_number: () => `+1415555${madeUpDigits(4)}`,
  messaging_service_sid: () => `MG${madeUpSecret().slice(0, 32)}`,
  key_id: () => `rzp_test_${madeUpSecret().slice(0, 14)}`,
  secret_key: () => `sk_test_${madeUpSecret().slice(0, 32)}`,
  email: () => 'courier@shop.example',
  pickup_location: () => 'Home',
  pickup_postcode: () => '560001',
};

/** An account that the sandbox's stand-in takes as its own; of no use anywhere else. */
export function sandboxValues({ fields }: Kind): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name }) => [name, (SANDBOX[name] ?? madeUpSecret)()]));
}

function madeUpDigits(count: number): string {
  const [first = 0, ...rest] = crypto.getRandomValues(new Uint8Array(count));
  return `${(first % 9) + 1}${rest.map((byte) => byte % 10).join('')}`;
}

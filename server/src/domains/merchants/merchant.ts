/** A merchant: its type, the addresses it may not take, and how its settings are read. Pure. */
import { type GatewayChoice, type MerchantSettingsBody, merchantSettings } from '@parley/contract/api/merchants.ts';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { type Money, parseMoney } from '@parley/contract/values/money.ts';
import type { FieldProblem } from '@parley/contract/values/result.ts';

/** What delivery costs the customer. `free_above` without an amount asks the courier below the threshold. */
export type DeliveryRule =
  | { readonly kind: 'courier' }
  | { readonly kind: 'flat'; readonly amount: Money }
  | { readonly kind: 'free_above'; readonly threshold: Money; readonly amount?: Money };

export interface PickupPlace {
  readonly offered: boolean;
  readonly address?: string;
  readonly postalCode?: string;
  readonly hours?: string;
}

/** Cash on delivery; without a maximum, any total. */
export interface CodRule {
  readonly offered: boolean;
  readonly max?: Money;
}

export interface Merchant {
  readonly id: MerchantId;
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  /** E.164. */
  readonly phone?: string;
  /** E.164: the number customers write to. */
  readonly whatsappNumber?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  /** One of en, hi, pt-BR, es, fr. */
  readonly language: string;
  readonly pricesIncludeTax: boolean;
  /** India: the state whose tax it is; others need none. */
  readonly taxRegion?: string;
  readonly taxNumber?: string;
  /** Basis points, for products that name no rate of their own. */
  readonly defaultTaxRateBp: number;
  readonly cod: CodRule;
  /** After the delivery; 0: customers may not ask for a return. */
  readonly returnWindowDays: number;
  /** Gateways that take payments, the favourite first; empty: all that are connected. */
  readonly gateways: readonly GatewayChoice[];
  /** Items in the WhatsApp catalogue at most, and whether the chat shows products from there. */
  readonly whatsappCatalogue: { readonly limit: number; readonly inChat: boolean };
  readonly delivery: DeliveryRule;
  readonly pickup: PickupPlace;
  /** Grows with every change of the catalogue. */
  readonly catalogVersion: bigint;
  readonly createdAt: Date;
}

/** First segments of the program's own addresses, and names that would mislead customers. */
const RESERVED = new Set(
  [
    'about account accounts admin api app apps assets auth billing blog book cart carts cdn chat checkout cj dashboard demo dev docs events',
    'favicon-ico files health help host img invoice images install live localhost login logout mail manifest metrics openapi order orders parley',
    'pay payment payments phone print print-agent print-agent-mjs print-agent-tgz privacy public ready register root robots-txt sandbox settings setup shop shops signup sitemap static status',
    'stripe razorpay paystack shiprocket twilio whatsapp store support system terms test unsubscribe webhook webhooks www',
  ].flatMap((line) => line.split(' ')),
);

export function isReservedSlug(slug: string): boolean {
  return RESERVED.has(slug);
}

/** Stored settings as they were written; parts of an older form fall back to their defaults. */
export function readSettings(stored: unknown): MerchantSettingsBody {
  const whole = merchantSettings.safeParse(stored);
  return whole.success ? whole.data : merchantSettings.parse({});
}

export function deliveryRuleOf(settings: MerchantSettingsBody, currency: string): DeliveryRule {
  const rule = settings.delivery;
  const money = (text: string): Money => parseMoney(text, currency) ?? { minor: 0n, currency };
  if (rule.kind === 'courier') return { kind: 'courier' };
  if (rule.kind === 'flat') return { kind: 'flat', amount: money(rule.amount) };
  return { kind: 'free_above', threshold: money(rule.threshold), ...(rule.amount === undefined ? {} : { amount: money(rule.amount) }) };
}

export function codRuleOf({ cod }: MerchantSettingsBody, currency: string): CodRule {
  const max = cod.max === undefined ? undefined : parseMoney(cod.max, currency);
  return { offered: cod.offered, ...(max ? { max } : {}) };
}

/** Amounts that the merchant's currency cannot hold, such as half a yen. */
export function amountProblems({ delivery: rule, cod }: MerchantSettingsBody, currency: string): FieldProblem[] {
  const amounts =
    rule.kind === 'courier' ? {} : rule.kind === 'flat' ? { amount: rule.amount } : { threshold: rule.threshold, amount: rule.amount };
  const named = [...Object.entries(amounts).map(([name, text]) => [`delivery.${name}`, text] as const), ['cod.max', cod.max] as const];
  return named
    .filter(([, text]) => text !== undefined && parseMoney(text, currency) === undefined)
    .map(([name]) => ({ field: `settings.${name}`, message: `Not an amount of ${currency}.` }));
}

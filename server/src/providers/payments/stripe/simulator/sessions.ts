/** Rules of Checkout Sessions at Stripe: what a create must hold, how long one lives, when it can be expired. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { owned } from '../../../simulation/records.ts';
import { stripePlaces } from '../amounts.ts';
import { type LineItem, newId, type SessionEntity, type SessionRecipe } from './entities.ts';
import type { EventDesk } from './events.ts';
import { indexSession, type Ledger, type OwnedSession } from './ledger.ts';
import { expand, flag, integer, metadata, readParameters } from './parameters.ts';
import { type ApiRefusal, bad, invalid, missing } from './refusals.ts';

export interface Desk {
  readonly ledger: Ledger;
  readonly events: EventDesk;
  readonly clock: { now(): Date };
  readonly random: () => number;
  /** Absolute address under which browsers reach the stand-in. */
  readonly publicUrl: () => string;
  /** Switches of the other side. */
  readonly mood: { holdsRefunds: boolean; breaks: { times: number; after: boolean } };
}

const webAddress = z.string().regex(/^https?:\/\/\S+$/, 'url');

const sessionBody = z.strictObject({
  mode: z.enum(['payment']),
  line_items: z
    .array(
      z.strictObject({
        quantity: integer.default(1),
        price_data: z.strictObject({
          currency: z.string().regex(/^[a-zA-Z]{3}$/, 'Invalid currency'),
          unit_amount: integer,
          product_data: z.strictObject({
            name: z.string().max(250),
            description: z.string().optional(),
            images: z.array(z.string()).max(8).optional(),
            metadata: metadata.optional(),
          }),
        }),
      }),
    )
    .min(1)
    .max(100),
  success_url: webAddress,
  cancel_url: webAddress.optional(),
  client_reference_id: z.string().max(200).optional(),
  metadata: metadata.default({}),
  payment_intent_data: z
    .strictObject({
      metadata: metadata.default({}),
      description: z.string().max(1000).optional(),
      statement_descriptor_suffix: z.string().max(22).optional(),
    })
    .optional(),
  customer_email: z.email('Invalid email address').optional(),
  expires_at: integer.optional(),
  adaptive_pricing: z.strictObject({ enabled: flag }).optional(),
  ui_mode: z.enum(['hosted_page']).optional(),
  locale: z.string().optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay']).optional(),
  expand,
});
type SessionBody = z.infer<typeof sessionBody>;

const shortestLife = 30 * 60;
const longestLife = 24 * 60 * 60;
/** About half a dollar. Others than these: 50 units. */
const smallest: Readonly<Record<string, number>> = {
  gbp: 30,
  aed: 200,
  mxn: 1000,
  hkd: 400,
  sek: 300,
  nok: 300,
  dkk: 250,
  kwd: 500,
  bhd: 500,
};

export function createSession(desk: Desk, owner: string, sent: unknown): Result<SessionEntity, ApiRefusal> {
  if (typeof sent === 'object' && sent !== null && 'payment_method_types' in sent) {
    return invalid('Received unknown parameter: payment_method_types', { code: 'parameter_unknown', param: 'payment_method_types' });
  }
  const parsed = readParameters(sessionBody, sent);
  if (!parsed.ok) return parsed;
  const body = parsed.value;
  const fault = faultIn(body, seconds(desk.clock));
  if (fault) return fault;
  const currency = (body.line_items[0]?.price_data.currency ?? '').toLowerCase();
  const lines = body.line_items.map((line): LineItem => {
    const amount = line.price_data.unit_amount * line.quantity;
    const id = newId('li_1', 23, desk.random);
    return {
      id,
      object: 'item',
      amount_subtotal: amount,
      amount_total: amount,
      currency,
      description: line.price_data.product_data.name,
      quantity: line.quantity,
    };
  });
  const recipe: SessionRecipe = {
    lines,
    intentMetadata: body.payment_intent_data?.metadata ?? {},
    intentDescription: body.payment_intent_data?.description ?? null,
  };
  const entity = newSession(desk, body, { currency, total: lines.reduce((sum, line) => sum + line.amount_total, 0) });
  keep(desk, { owner, entity, recipe });
  return ok(entity);
}

function faultIn(body: SessionBody, now: number): ReturnType<typeof invalid> | undefined {
  const currencies = new Set(body.line_items.map((line) => line.price_data.currency.toLowerCase()));
  const [currency = ''] = currencies;
  if (currencies.size > 1) return invalid('All line items must have the same currency.', { param: 'line_items' });
  for (const { price_data: price, quantity } of body.line_items) {
    if (price.unit_amount < 0 || quantity < 1)
      return invalid('This value must be greater than or equal to 1.', { code: 'parameter_invalid_integer', param: 'line_items' });
    if (stripePlaces(currency.toUpperCase()) === 3 && price.unit_amount % 10 !== 0) {
      return invalid(`Amounts in ${currency} must be evenly divisible by 10.`, { param: 'line_items[0][price_data][unit_amount]' });
    }
  }
  const total = body.line_items.reduce((sum, line) => sum + line.price_data.unit_amount * line.quantity, 0);
  if (total > 99_999_999) return invalid('The total amount due must be no more than 99999999 units.', { code: 'amount_too_large' });
  if (total < (smallest[currency] ?? 50)) {
    return invalid("The Checkout Session's total amount due must add up to at least $0.50 usd.", { code: 'amount_too_small' });
  }
  if (body.expires_at === undefined) return undefined;
  if (body.expires_at < now + shortestLife) {
    return invalid('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', { param: 'expires_at' });
  }
  return body.expires_at > now + longestLife
    ? invalid('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', { param: 'expires_at' })
    : undefined;
}

function newSession(
  desk: Desk,
  body: SessionBody,
  { currency, total }: { readonly currency: string; readonly total: number },
): SessionEntity {
  const now = seconds(desk.clock);
  const id = newId('cs_test_a1', 58, desk.random);
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: body.adaptive_pricing?.enabled ?? true },
    amount_subtotal: total,
    amount_total: total,
    cancel_url: body.cancel_url ?? null,
    client_reference_id: body.client_reference_id ?? null,
    created: now,
    currency,
    customer: null,
    customer_details: body.customer_email === undefined ? null : { email: body.customer_email, name: null, phone: null },
    customer_email: body.customer_email ?? null,
    expires_at: body.expires_at ?? now + longestLife,
    livemode: false,
    locale: body.locale ?? null,
    metadata: body.metadata,
    mode: 'payment',
    payment_intent: null,
    payment_link: null,
    payment_method_types: ['card', 'upi', 'us_bank_account'],
    payment_status: 'unpaid',
    recovered_from: null,
    status: 'open',
    success_url: body.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: addressOf(desk, id),
  };
}

/**
 * The same session once more, as the service makes it for a customer who comes back to an expired one. It is the only way to a second
 * payment under one reference: a session itself takes one.
 */
export function recoverSession(desk: Desk, { owner, entity, recipe }: OwnedSession): OwnedSession {
  const now = seconds(desk.clock);
  const id = newId('cs_test_a1', 58, desk.random);
  const twin: SessionEntity = {
    ...structuredClone(entity),
    id,
    created: now,
    expires_at: now + longestLife,
    payment_intent: null,
    payment_status: 'unpaid',
    recovered_from: entity.id,
    status: 'open',
    url: addressOf(desk, id),
  };
  const record = { owner, entity: twin, recipe };
  keep(desk, record);
  return record;
}

export function expireSession(desk: Desk, owner: string, id: string): Result<SessionEntity, ApiRefusal> {
  currentSession(desk, id);
  const session = owned(desk.ledger.sessions, id, owner);
  if (!session) return missing('checkout.session', id, 'session');
  if (session.status !== 'open') {
    return bad(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    );
  }
  close(desk, owner, session);
  return ok(session);
}

/** Closes every session whose time is over. */
export function expireDueSessions(desk: Desk): void {
  for (const id of desk.ledger.openSessions) currentSession(desk, id);
}

/** The session as it stands now: one that is past its time expires by being looked at. */
export function currentSession(desk: Desk, id: string): OwnedSession | undefined {
  const record = desk.ledger.sessions.get(id);
  if (record && record.entity.status === 'open' && record.entity.expires_at <= seconds(desk.clock))
    close(desk, record.owner, record.entity);
  return record;
}

function close(desk: Desk, owner: string, session: SessionEntity): void {
  session.status = 'expired';
  session.url = null;
  indexSession(desk.ledger, session);
  desk.ledger.changed();
  desk.events.emit(owner, [{ type: 'checkout.session.expired', object: session }]);
}

function keep(desk: Desk, record: OwnedSession): void {
  desk.ledger.sessions.set(record.entity.id, record);
  indexSession(desk.ledger, record.entity);
  desk.ledger.changed();
}

function addressOf(desk: Desk, id: string): string {
  return `${desk.publicUrl().replace(/\/+$/, '')}/c/pay/${id}`;
}

export function seconds(clock: { now(): Date }): number {
  return Math.floor(clock.now().getTime() / 1000);
}

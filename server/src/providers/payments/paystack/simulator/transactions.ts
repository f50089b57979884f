/** Rules of transactions at the gateway: a reference is used once, one payment succeeds, and nothing ever ends one that was not paid. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { type Channel, feeOf, newCode, type TransactionEntity } from './entities.ts';
import type { EventDesk } from './events.ts';
import { keyOf, type Ledger, type Owned } from './ledger.ts';
import { type ApiRefusal, bad, unknownReference } from './refusals.ts';
import { shownTransaction } from './shown-transaction.ts';

export interface Desk {
  readonly ledger: Ledger;
  readonly events: EventDesk;
  readonly clock: { now(): Date };
  readonly random: () => number;
  /** Absolute address under which browsers reach the stand-in. */
  readonly publicUrl: () => string;
}

/** In hundredths of each, about what they demand. */
const minimums: Readonly<Record<string, number>> = { NGN: 5_000, GHS: 10, ZAR: 100, KES: 300, USD: 200, XOF: 100, EGP: 100, RWF: 100 };

const initializeBody = z.object({
  email: z.email(),
  amount: z.union([z.int(), z.string().regex(/^\d+$/)]).transform(Number),
  currency: z.string().default('NGN'),
  reference: z
    .string()
    .regex(/^[A-Za-z0-9.=-]+$/)
    .optional(),
  callback_url: z.url().optional(),
  metadata: z.unknown().optional(),
});

export interface Initialized {
  readonly authorization_url: string;
  readonly access_code: string;
  readonly reference: string;
}

export function initialize(desk: Desk, integration: number, sent: unknown): Result<Initialized, ApiRefusal> {
  const parsed = initializeBody.safeParse(sent);
  if (!parsed.success) return invalid(parsed.error);
  const { email, amount, currency, callback_url: callbackUrl = '', metadata } = parsed.data;
  const minimum = minimums[currency];
  if (minimum === undefined) return bad('Currency not supported by merchant', 'unsupported_currency');
  if (amount < minimum) return bad('Invalid Amount Sent', 'invalid_amount');
  const reference = parsed.data.reference ?? newCode(10, desk.random);
  if (desk.ledger.transactions.has(keyOf(integration, reference))) return bad('Duplicate Transaction Reference', 'duplicate_reference');
  const code = newCode(15, desk.random);
  const entity: TransactionEntity = {
    id: desk.ledger.nextId(),
    domain: 'test',
    status: 'abandoned',
    reference,
    access_code: code,
    amount,
    requested_amount: amount,
    currency,
    channel: null,
    message: null,
    gateway_response: 'The transaction was not completed',
    paid_at: null,
    created_at: desk.clock.now().toISOString(),
    fees: null,
    metadata: metadata ?? '',
    email,
    callback_url: callbackUrl,
    amount_refunded: 0,
  };
  const record = { integration, entity };
  desk.ledger.transactions.set(keyOf(integration, reference), record);
  desk.ledger.byCode.set(code, record);
  desk.ledger.changed();
  return ok({ authorization_url: `${desk.publicUrl().replace(/\/+$/, '')}/c/${code}`, access_code: code, reference });
}

export interface PayOptions {
  readonly channel?: Channel;
  /** Hundredths; what was asked when absent. */
  readonly amount?: number;
  readonly currency?: string;
  /** The customer pays the fees on top of what was asked. */
  readonly bearsFees?: boolean;
}

export function pay(desk: Desk, record: Owned<TransactionEntity>, options: PayOptions = {}): Result<TransactionEntity, ApiRefusal> {
  const { entity } = record;
  if (entity.status === 'success' || entity.status === 'reversed') return bad('Transaction has already been completed', 'completed');
  const asked = options.amount ?? entity.requested_amount;
  const fees = feeOf(asked);
  const now = desk.clock.now().toISOString();
  Object.assign(entity, {
    status: 'success',
    amount: asked + (options.bearsFees ? fees : 0),
    currency: options.currency ?? entity.currency,
    channel: options.channel ?? 'card',
    gateway_response: 'Successful',
    message: null,
    paid_at: now,
    fees,
  });
  desk.ledger.changed();
  desk.events.charged(record);
  return ok(entity);
}

/** One try that the bank refuses. No event tells of it, and the next one may succeed. */
export function decline(desk: Desk, record: Owned<TransactionEntity>): Result<TransactionEntity, ApiRefusal> {
  if (record.entity.status === 'success' || record.entity.status === 'reversed')
    return bad('Transaction has already been completed', 'completed');
  Object.assign(record.entity, { status: 'failed', gateway_response: 'Declined' });
  desk.ledger.changed();
  return ok(record.entity);
}

export function byReference(desk: Desk, integration: number, reference: string): Owned<TransactionEntity> | undefined {
  const known = desk.ledger.transactions.get(keyOf(integration, reference));
  if (known) return known;
  return [...desk.ledger.transactions.values()].find((each) => each.integration === integration && String(each.entity.id) === reference);
}

export function verified(desk: Desk, integration: number, reference: string): Result<unknown, ApiRefusal> {
  const found = desk.ledger.transactions.get(keyOf(integration, reference));
  return found ? ok(shownTransaction(found.entity)) : unknownReference();
}

export function invalid(error: z.ZodError): ReturnType<typeof bad> {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  return bad(field === '' ? 'The request body is not valid' : `${field} is not valid: ${issue?.message ?? ''}`, 'invalid_params');
}

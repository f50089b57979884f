/** All SQL of delivery quotes. A quote's answer is written once. */
import type { QuoteId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { DeliveryQuotesTable } from '../../foundation/db/tables.gen.ts';
import type { DeliveryQuote } from './quote.ts';

export interface QuoteRow extends DeliveryQuote {
  readonly pickupPostcode: string;
  readonly weightGrams: number;
  readonly cashOnDelivery: boolean;
  readonly expiresAt: Date;
}

function fromRow(row: Omit<DeliveryQuotesTable, 'merchant_id'>): QuoteRow {
  return {
    id: row.id as QuoteId,
    postalCode: row.postal_code,
    pickupPostcode: row.pickup_postcode,
    weightGrams: row.weight_grams,
    cashOnDelivery: row.cash_on_delivery,
    state: row.state as DeliveryQuote['state'],
    expiresAt: row.expires_at,
    ...(row.price_minor === null ? {} : { price: { minor: row.price_minor, currency: row.currency } }),
    ...(row.cost_minor === null ? {} : { cost: { minor: row.cost_minor, currency: row.currency } }),
    ...(row.courier_id === null ? {} : { courierId: row.courier_id }),
    ...(row.courier_name === null ? {} : { courierName: row.courier_name }),
    ...(row.estimated_days === null ? {} : { estimatedDays: row.estimated_days }),
  };
}

export interface QuoteKey {
  readonly pickupPostcode: string;
  readonly postalCode: string;
  readonly weightGrams: number;
  readonly cashOnDelivery: boolean;
  /** The price when the shop's own rule sets it. */
  readonly rulePrice: Money | undefined;
}

/** `detail` of quotes that are priced by the shop: they never stand in for the courier's own price. */
const BY_RULE = 'by the shop';

/** The newest usable one: asked, served or unserved, and not past its time. */
export async function freshQuote(tx: Tx, key: QuoteKey, now: Date): Promise<QuoteRow | undefined> {
  let query = tx.db
    .selectFrom('delivery_quotes')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('pickup_postcode', '=', key.pickupPostcode)
    .where('postal_code', '=', key.postalCode)
    .where('weight_grams', '=', key.weightGrams)
    .where('cash_on_delivery', '=', key.cashOnDelivery)
    .where('state', '!=', 'failed')
    .where('expires_at', '>', now);
  query =
    key.rulePrice === undefined
      ? query.where((is) => is.or([is('detail', 'is', null), is('detail', '!=', BY_RULE)]))
      : query.where('detail', '=', BY_RULE).where('price_minor', '=', key.rulePrice.minor);
  const row = await query.orderBy('asked_at', 'desc').limit(1).executeTakeFirst();
  return row && fromRow(row);
}

export async function insertQuote(
  tx: Tx,
  quote: QuoteKey & {
    readonly id: QuoteId;
    readonly state: DeliveryQuote['state'];
    readonly currency: string;
    readonly askedAt: Date;
    readonly expiresAt: Date;
  },
): Promise<QuoteRow> {
  const row = await tx.db
    .insertInto('delivery_quotes')
    .values({
      merchant_id: tx.merchantId,
      id: quote.id,
      pickup_postcode: quote.pickupPostcode,
      postal_code: quote.postalCode,
      weight_grams: quote.weightGrams,
      cash_on_delivery: quote.cashOnDelivery,
      state: quote.state,
      price_minor: quote.rulePrice?.minor ?? null,
      currency: quote.currency,
      detail: quote.rulePrice === undefined ? null : BY_RULE,
      asked_at: quote.askedAt,
      answered_at: quote.state === 'asked' ? null : quote.askedAt,
      expires_at: quote.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

export async function quoteById(tx: Tx, id: QuoteId): Promise<QuoteRow | undefined> {
  const row = await tx.db
    .selectFrom('delivery_quotes')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** False when it was answered before. A price set by the shop's rule stays. */
export async function answerQuote(
  tx: Tx,
  id: QuoteId,
  answer: {
    readonly state: 'served' | 'unserved' | 'failed';
    readonly price?: Money;
    readonly courierId?: string;
    readonly courierName?: string;
    readonly estimatedDays?: number;
    readonly detail?: string;
    readonly answeredAt: Date;
    readonly expiresAt: Date;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('delivery_quotes')
    .set((is) => ({
      state: answer.state,
      price_minor: is.fn.coalesce('price_minor', is.val(answer.price?.minor ?? null)),
      cost_minor: answer.price?.minor ?? null,
      detail: is.fn.coalesce('detail', is.val(answer.detail ?? null)),
      courier_id: answer.courierId ?? null,
      courier_name: answer.courierName ?? null,
      estimated_days: answer.estimatedDays ?? null,
      answered_at: answer.answeredAt,
      expires_at: answer.expiresAt,
    }))
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

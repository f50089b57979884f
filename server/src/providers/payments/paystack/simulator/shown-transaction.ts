/** A transaction in the gateway's own words, the same in answers and events. No rules. */
import type { TransactionEntity } from './entities.ts';

/** As their API shows it: without its code and without what is only ours. */
export function shownTransaction(entity: TransactionEntity): Readonly<Record<string, unknown>> {
  const { access_code: _code, callback_url: _back, amount_refunded: _refunded, email, ...shown } = entity;
  return {
    ...shown,
    paidAt: shown.paid_at,
    createdAt: shown.created_at,
    ip_address: null,
    log: null,
    fees_split: null,
    fees_breakdown: null,
    authorization:
      shown.status === 'success'
        ? { authorization_code: `AUTH_${shown.id}`, channel: shown.channel, card_type: 'visa ', last4: '4081', reusable: false }
        : {},
    customer: { id: shown.id % 1_000_000, email, customer_code: `CUS_${shown.id % 1_000_000}`, phone: null, first_name: null },
    plan: null,
    plan_object: {},
    split: {},
    subaccount: {},
    source: null,
    order_id: null,
  };
}

/** Customers in the words of the API, for staff. Decides nothing. */
import type { ContactAnswer, ContactDetailAnswer } from '@parley/contract/api/contacts.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import type { Address } from '../customer.ts';
import type { ConsentRow } from './contact.store.ts';
import type { ContactRow } from './contact-list.store.ts';

export function contactAnswerOf(row: ContactRow): ContactAnswer {
  return {
    id: row.id,
    name: row.name,
    username: row.username,
    phone: row.phone === null ? null : `+${row.phone.replace(/^\+/, '')}`,
    email: row.email,
    language: row.language,
    consent: row.wants_marketing === null ? 'unknown' : row.wants_marketing ? 'yes' : 'no',
    labels: [...row.labels],
    orders_count: row.orders,
    spent_amount: moneyToDecimal({ minor: row.spent, currency: row.currency }),
    currency: row.currency,
    last_order_at: row.last_order_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}

export interface AroundContact {
  readonly addresses: readonly { readonly id: string; readonly address: Address }[];
  readonly consents: readonly ConsentRow[];
  readonly orders: ContactDetailAnswer['orders'];
  readonly threadId: string | undefined;
}

export function contactDetailOf(row: ContactRow, around: AroundContact): ContactDetailAnswer {
  return {
    ...contactAnswerOf(row),
    note: row.note,
    erased_at: row.erased_at?.toISOString() ?? null,
    thread_id: around.threadId ?? null,
    addresses: around.addresses.map(({ id, address: { postalCode, line2, landmark, ...rest } }) => ({
      id,
      ...rest,
      line2: line2 ?? null,
      landmark: landmark ?? null,
      postal_code: postalCode,
    })),
    orders: around.orders,
    consents: around.consents.map((each) => ({ ...each, at: each.at.toISOString() })),
  };
}

/** Customers as a table for a CSV file. Pure. */
import type { ContactAnswer } from '@parley/contract/api/contacts.ts';

const columns = [
  'name',
  'phone',
  'username',
  'email',
  'language',
  'consent',
  'orders_count',
  'spent_amount',
  'currency',
  'last_order_at',
  'created_at',
] as const satisfies readonly (keyof ContactAnswer)[];

export function contactTable(contacts: readonly ContactAnswer[]): (string | number)[][] {
  const rows = contacts.map((each) => [...columns.map((column) => each[column] ?? ''), each.labels.join(', ')]);
  return [[...columns, 'labels'], ...rows];
}

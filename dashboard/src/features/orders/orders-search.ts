/** What stands in the address of the list of orders, read with care: an address may hold anything. Pure. */

export const orderStatuses = ['pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled'] as const;
export const paymentStatuses = ['unpaid', 'paid', 'partially_refunded', 'refunded'] as const;
export type OrderStatus = (typeof orderStatuses)[number];
export type PaymentStatus = (typeof paymentStatuses)[number];

export interface OrdersSearch {
  readonly search?: string;
  readonly status?: OrderStatus;
  readonly payment?: PaymentStatus;
  readonly delivery?: 'delivery' | 'pickup';
  readonly method?: 'prepaid' | 'cod';
  /** Local days, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly customer?: string;
  readonly waiting?: 'act';
  readonly sort?: 'placed_at' | '-placed_at' | 'total' | '-total';
  readonly page?: number;
}

type Raw = Record<string, unknown>;
export const oneOf = <T extends string>(value: unknown, all: readonly T[]): T | undefined => all.find((each) => each === value);
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? `${value}` : undefined;
export const pageOf = (value: unknown): number | undefined =>
  Number.isInteger(Number(value)) && Number(value) > 1 ? Number(value) : undefined;
const dayOf = (value: unknown): string | undefined => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined);
const idOf = (value: unknown): string | undefined => (typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : undefined);

/** Without what is not there, so that the address stays short. */
export function given<T extends object>(search: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}

export function readOrdersSearch(raw: Raw): OrdersSearch {
  return given<OrdersSearch>({
    search: textOf(raw['search']),
    status: oneOf(raw['status'], orderStatuses),
    payment: oneOf(raw['payment'], paymentStatuses),
    delivery: oneOf(raw['delivery'], ['delivery', 'pickup']),
    method: oneOf(raw['method'], ['prepaid', 'cod']),
    from: dayOf(raw['from']),
    to: dayOf(raw['to']),
    customer: idOf(raw['customer']),
    waiting: oneOf(raw['waiting'], ['act']),
    sort: oneOf(raw['sort'], ['placed_at', '-placed_at', 'total', '-total']),
    page: pageOf(raw['page']),
  });
}

export function isFiltered({ page: _page, sort: _sort, ...filters }: OrdersSearch): boolean {
  return Object.keys(filters).length > 0;
}

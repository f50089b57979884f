/** What stands in the address of the list of customers. Pure. */
export const segments = ['new', 'repeat', 'lapsed', 'no_orders'] as const;
export const consents = ['yes', 'no', 'unknown'] as const;
export const sorts = ['newest', '-spent', '-orders', '-last_order', 'name'] as const;

export interface CustomersSearch {
  readonly search?: string;
  readonly segment?: (typeof segments)[number];
  readonly consent?: (typeof consents)[number];
  readonly language?: string;
  readonly sort?: (typeof sorts)[number];
  readonly page?: number;
}

type Raw = Record<string, unknown>;
const oneOf = <T extends string>(value: unknown, all: readonly T[]): T | undefined => all.find((each) => each === value);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? `${value}` : undefined;

export function readCustomersSearch(raw: Raw): CustomersSearch {
  const page = Number(raw['page']);
  const found = {
    search: text(raw['search']),
    segment: oneOf(raw['segment'], segments),
    consent: oneOf(raw['consent'], consents),
    language: text(raw['language']),
    sort: oneOf(raw['sort'], sorts),
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as CustomersSearch;
}

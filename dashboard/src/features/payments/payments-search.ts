/** What stands in the addresses of payments, read with care. Pure. */
import { dayOf, given, oneOf, pageOf, type Raw, textOf } from '../books/ledger-search.ts';

export const gateways = ['razorpay', 'stripe', 'paystack'] as const;
export type Gateway = (typeof gateways)[number];
export const gatewayNames: Readonly<Record<string, string>> = { razorpay: 'Razorpay', stripe: 'Stripe', paystack: 'Paystack' };
export const verdicts = ['settled', 'late', 'excess', 'mismatch', 'unfillable'] as const;
export const refundStates = ['asked', 'pending', 'processed', 'failed'] as const;
export const sources = ['bank', ...gateways] as const;
export type Source = (typeof sources)[number];
export const lineStates = ['open', 'matched', 'posted', 'all'] as const;

export interface PaymentsSearch {
  readonly search?: string;
  readonly gateway?: Gateway;
  readonly verdict?: (typeof verdicts)[number];
  readonly from?: string;
  readonly to?: string;
  readonly page?: number;
}
export const readPaymentsSearch = (raw: Raw): PaymentsSearch =>
  given<PaymentsSearch>({
    search: textOf(raw['search']),
    gateway: oneOf(raw['gateway'], gateways),
    verdict: oneOf(raw['verdict'], verdicts),
    from: dayOf(raw['from']),
    to: dayOf(raw['to']),
    page: pageOf(raw['page']),
  });

export interface RefundsSearch {
  readonly state?: (typeof refundStates)[number];
  readonly page?: number;
}
export const readRefundsSearch = (raw: Raw): RefundsSearch =>
  given<RefundsSearch>({ state: oneOf(raw['state'], refundStates), page: pageOf(raw['page']) });

export interface PageSearch {
  readonly page?: number;
}
export const readPageSearch = (raw: Raw): PageSearch => given<PageSearch>({ page: pageOf(raw['page']) });

export interface LinesSearch {
  readonly source?: Source;
  /** Absent: open. */
  readonly state?: (typeof lineStates)[number];
}
export const readLinesSearch = (raw: Raw): LinesSearch =>
  given<LinesSearch>({ source: oneOf(raw['source'], sources), state: oneOf(raw['state'], lineStates) });

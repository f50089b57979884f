/** What payments pages ask the server. Keys begin with `payments`, so that its live events refresh them. */
import type { statementLine } from '@parley/contract/api/accounting.ts';
import type { AttentionRow, Clearing, OpenLinkRow, PaymentDetail, PaymentRow, RefundRow } from '@parley/contract/api/payments.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, getPage, getStream } from '../../api.ts';
import type { LinesSearch, PaymentsSearch, RefundsSearch } from './payments-search.ts';

export type StatementLine = z.infer<typeof statementLine>;

const LIMIT = 25;
const LOOK_AGAIN_MS = 60_000;

export const paymentsQuery = (search: PaymentsSearch) =>
  queryOptions({
    queryKey: ['payments', 'list', search],
    queryFn: ({ signal }) => getPage<PaymentRow>('/payments', { ...search, limit: LIMIT }, signal),
    placeholderData: (old) => old,
  });

export const paymentQuery = (id: string) =>
  queryOptions({
    queryKey: ['payments', 'one', id],
    queryFn: ({ signal }) => get<PaymentDetail>(`/payments/${id}`, undefined, signal),
  });

export const attentionQuery = (page: number | undefined) =>
  queryOptions({
    queryKey: ['payments', 'attention', page],
    queryFn: ({ signal }) => getPage<AttentionRow>('/payments/attention', { page, limit: LIMIT }, signal),
    // What waits for long becomes stuck without anything having changed.
    refetchInterval: LOOK_AGAIN_MS,
    placeholderData: (old) => old,
  });

export const refundsQuery = (search: RefundsSearch) =>
  queryOptions({
    queryKey: ['payments', 'refunds', search],
    queryFn: ({ signal }) => getPage<RefundRow>('/payments/refunds', { ...search, limit: LIMIT }, signal),
    placeholderData: (old) => old,
  });

export const openLinksQuery = (page: number | undefined) =>
  queryOptions({
    queryKey: ['payments', 'links', page],
    queryFn: ({ signal }) => getPage<OpenLinkRow>('/payments/links', { page, limit: LIMIT }, signal),
    placeholderData: (old) => old,
  });

export const clearingQuery = queryOptions({
  queryKey: ['payments', 'clearing'],
  queryFn: ({ signal }) => get<Clearing>('/payments/clearing', undefined, signal),
});

/** Absent state: what waits for a person. */
export const statementLinesQuery = ({ source, state }: LinesSearch) =>
  infiniteQueryOptions({
    queryKey: ['books', 'statement-lines', source, state],
    queryFn: ({ pageParam, signal }) =>
      getStream<StatementLine>(
        '/accounting/statements',
        { source, state: state === 'all' ? undefined : (state ?? 'open'), cursor: pageParam, limit: LIMIT },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

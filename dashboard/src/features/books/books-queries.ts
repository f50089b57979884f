/** What books pages ask the server. Keys begin with `books`, so that a posting refreshes what is shown. */
import type {
  accountView,
  closedPeriod,
  journalEntry,
  journalEntryDetail,
  lastVerification,
  statementCounts,
  trialBalance,
} from '@parley/contract/api/accounting.ts';
import type { balanceSheet, profitLoss, receivables, taxSummary } from '@parley/contract/api/reports.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, getStream } from '../../api.ts';
import type { Range } from '../../ui/days.ts';
import { causeKinds, groupOfGiven, type JournalSearch, type RangeSearch } from './ledger-search.ts';

export type Account = z.infer<typeof accountView>;
export type Entry = z.infer<typeof journalEntry>;
export type EntryDetail = z.infer<typeof journalEntryDetail>;
export type ProfitLoss = z.infer<typeof profitLoss>;
export type BalanceSheet = z.infer<typeof balanceSheet>;
export type TrialBalance = z.infer<typeof trialBalance>;
export type TaxSummary = z.infer<typeof taxSummary>;
export type ClosedPeriod = z.infer<typeof closedPeriod>;
export type LastVerification = z.infer<typeof lastVerification>;
export type StatementCounts = z.infer<typeof statementCounts>;
export type Receivables = z.infer<typeof receivables>;

const HOUR_MS = 3_600_000;

export const accountsQuery = queryOptions({
  queryKey: ['books', 'accounts'],
  queryFn: ({ signal }) => get<readonly Account[]>('/accounting/accounts', undefined, signal),
});

export const profitLossQuery = ({ from, to }: Range) =>
  queryOptions({
    queryKey: ['books', 'profit-loss', from, to],
    queryFn: ({ signal }) => get<ProfitLoss>('/reports/profit-loss', { from, to }, signal),
    placeholderData: (old) => old,
  });

export const balanceSheetQuery = (at: string) =>
  queryOptions({
    queryKey: ['books', 'balance-sheet', at],
    queryFn: ({ signal }) => get<BalanceSheet>('/reports/balance-sheet', { at }, signal),
    placeholderData: (old) => old,
  });

export const trialBalanceQuery = ({ from, to }: RangeSearch) =>
  queryOptions({
    queryKey: ['books', 'trial-balance', from, to],
    queryFn: ({ signal }) => get<TrialBalance>('/accounting/trial-balance', { from, to }, signal),
    placeholderData: (old) => old,
  });

export const taxQuery = ({ from, to }: Range) =>
  queryOptions({
    queryKey: ['books', 'tax', from, to],
    queryFn: ({ signal }) => get<TaxSummary>('/reports/tax-summary', { from, to }, signal),
    placeholderData: (old) => old,
  });

/** As the API names what the address says. */
export function journalQueryOf({ from, to, account, cause, search, order, subject }: JournalSearch) {
  const group = groupOfGiven(cause);
  return { from, to, account, search, subject, order_id: order, cause: group && causeKinds[group].join(',') };
}

export const journalQuery = (search: JournalSearch) =>
  infiniteQueryOptions({
    queryKey: ['books', 'journal', search],
    queryFn: ({ pageParam, signal }) =>
      getStream<Entry>('/accounting/journal-entries', { ...journalQueryOf(search), cursor: pageParam, limit: 30 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: ['books', 'entry', id],
    queryFn: ({ signal }) => get<EntryDetail>(`/accounting/journal-entries/${id}`, undefined, signal),
  });

export const periodsQuery = queryOptions({
  queryKey: ['books', 'periods'],
  queryFn: ({ signal }) => get<readonly ClosedPeriod[]>('/accounting/periods', undefined, signal),
});

export const lastCheckQuery = queryOptions({
  queryKey: ['books', 'verify'],
  staleTime: HOUR_MS,
  queryFn: ({ signal }) => get<LastVerification | null>('/accounting/verify', undefined, signal),
});

export const statementCountsQuery = queryOptions({
  queryKey: ['books', 'statement-counts'],
  queryFn: ({ signal }) => get<StatementCounts>('/accounting/statements/count', undefined, signal),
});

/** Only its sums: what customers and couriers owe. */
export const owedQuery = queryOptions({
  queryKey: ['books', 'owed'],
  queryFn: ({ signal }) => get<Receivables>('/reports/receivables', { limit: 1 }, signal),
});

/** What the server says about returns. Keys begin with `returns`. */
import type { ReturnAnswer, returnDetailAnswer } from '@parley/contract/api/returns.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, getPage, post } from '../../api.ts';
import type { ReturnsSearch } from './returns-search.ts';

export type ReturnDetail = z.infer<typeof returnDetailAnswer>;
export const PAGE_SIZE = 25;

export const returnsQuery = (search: ReturnsSearch) =>
  queryOptions({
    queryKey: ['returns', 'list', search],
    queryFn: ({ signal }) => getPage<ReturnAnswer>('/returns', { state: search.state, page: search.page ?? 1, limit: PAGE_SIZE }, signal),
    placeholderData: keepPreviousData,
  });

export const returnQuery = (id: string) =>
  queryOptions({ queryKey: ['returns', 'one', id], queryFn: ({ signal }) => get<ReturnDetail>(`/returns/${id}`, undefined, signal) });

export type ReturnStep = 'approve' | 'decline' | 'receive' | 'refund' | 'close';
export const sendStep = (id: string, step: ReturnStep, body: unknown = {}): Promise<ReturnAnswer> => post(`/returns/${id}/${step}`, body);
export const touchedByReturns = [['returns'], ['orders'], ['home'], ['stock']] as const;

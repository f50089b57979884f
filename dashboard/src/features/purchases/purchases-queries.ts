/** What the purchase pages ask the server. Their keys begin with stock, which every purchase moves. */
import type { purchase, purchaseDetail } from '@parley/contract/api/purchases.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, getPage } from '../../api.ts';
import type { PurchasesSearch } from './routes.tsx';

export type Purchase = z.infer<typeof purchase>;
export type PurchaseDetail = z.infer<typeof purchaseDetail>;
export type PurchaseLine = Purchase['lines'][number];

export const purchasesQuery = ({ search, page = 1 }: PurchasesSearch) =>
  queryOptions({
    queryKey: ['stock', 'purchases', { search, page }],
    queryFn: ({ signal }) => getPage<Purchase>('/purchases', { search, page, limit: 50 }, signal),
    placeholderData: keepPreviousData,
  });

export const purchaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['stock', 'purchase', id],
    queryFn: ({ signal }) => get<PurchaseDetail>(`/purchases/${id}`, undefined, signal),
  });

/** What changes when goods come in or go back. */
export const purchaseTouches = [['stock'], ['products'], ['books'], ['home']];

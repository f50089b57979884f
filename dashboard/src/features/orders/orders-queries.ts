/** What the server says about orders, and the verbs staff send. Keys begin with `orders`, so that live changes ask again. */
import type { DashboardOrderDetail } from '@parley/contract/api/dashboard.ts';
import type { OrderAnswer, orderDetailAnswer, orderPlaced } from '@parley/contract/api/orders.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, getPage, type Page, post } from '../../api.ts';
import type { OrdersSearch } from './orders-search.ts';

export type OrderDetail = z.infer<typeof orderDetailAnswer>;
export type OrderPlaced = z.infer<typeof orderPlaced>;
export type OrderItem = OrderAnswer['items'][number];

export const PAGE_SIZE = 25;

/** The address's words as the API's. */
export function listQueryOf(search: OrdersSearch) {
  return {
    search: search.search,
    status: search.status,
    payment_status: search.payment,
    delivery_method: search.delivery,
    payment_method: search.method,
    from: search.from,
    to: search.to,
    customer_id: search.customer,
    waiting: search.waiting,
    sort: search.sort,
  };
}

export const ordersQuery = (search: OrdersSearch) =>
  queryOptions({
    queryKey: ['orders', 'list', search],
    queryFn: ({ signal }): Promise<Page<OrderAnswer>> =>
      getPage('/orders', { ...listQueryOf(search), page: search.page ?? 1, limit: PAGE_SIZE }, signal),
    placeholderData: keepPreviousData,
  });

export const orderQuery = (id: string) =>
  queryOptions({ queryKey: ['orders', 'one', id], queryFn: ({ signal }) => get<OrderDetail>(`/orders/${id}`, undefined, signal) });

/** What stands around it in the other rooms. */
export const aroundOrderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', 'around', id],
    queryFn: ({ signal }) => get<DashboardOrderDetail>(`/dashboard/orders/${id}`, undefined, signal),
  });

export type OrderVerb = 'confirm' | 'ship' | 'deliver' | 'cancel' | 'refund' | 'cod-remitted' | 'parcel' | 'payment-link';
export const sendVerb = (id: string, verb: OrderVerb, body: unknown = {}): Promise<OrderAnswer> => post(`/orders/${id}/${verb}`, body);

/** Asked again after an order changed. */
export const touchedByOrders = [['orders'], ['home'], ['customers'], ['stock'], ['returns']] as const;

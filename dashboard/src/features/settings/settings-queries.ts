/** What the settings ask the server. */
import type { ApiKeyView } from '@parley/contract/api/api-keys.ts';
import type { ConnectionView } from '@parley/contract/api/connections.ts';
import type { AuditEntry, merchantView } from '@parley/contract/api/merchants.ts';
import type { StaffView, sessionView } from '@parley/contract/api/people.ts';
import type { ShareView, storefrontView } from '@parley/contract/api/storefront.ts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, getPage, getStream } from '../../api.ts';

export type Merchant = z.infer<typeof merchantView>;
export type Storefront = z.infer<typeof storefrontView>;
export type Session = z.infer<typeof sessionView>;

export const merchantQuery = queryOptions({
  queryKey: ['settings', 'merchant'],
  queryFn: ({ signal }) => get<Merchant>('/merchant', undefined, signal),
});
export const connectionsQuery = queryOptions({
  queryKey: ['settings', 'connections'],
  queryFn: ({ signal }) => get<readonly ConnectionView[]>('/connections', undefined, signal),
});
export const storefrontQuery = queryOptions({
  queryKey: ['settings', 'storefront'],
  queryFn: ({ signal }) => get<Storefront>('/storefront', undefined, signal),
});
export const shareQuery = queryOptions({
  queryKey: ['settings', 'share'],
  queryFn: ({ signal }) => get<ShareView>('/storefront/share', undefined, signal),
});
export const staffQuery = (page: number) =>
  queryOptions({
    queryKey: ['settings', 'staff', page],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => getPage<StaffView>('/staff', { page, limit: 50 }, signal),
  });
export const sessionsQuery = queryOptions({
  queryKey: ['settings', 'sessions'],
  queryFn: ({ signal }) => get<readonly Session[]>('/auth/sessions', undefined, signal),
});
export const keysQuery = (page: number) =>
  queryOptions({
    queryKey: ['settings', 'keys', page],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => getPage<ApiKeyView>('/api-keys', { page, limit: 50 }, signal),
  });
export const auditQuery = (action: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['settings', 'audit', action],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: { readonly next_cursor: string | null }) => page.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) => getStream<AuditEntry>('/audit-log', { action, cursor: pageParam, limit: 40 }, signal),
  });

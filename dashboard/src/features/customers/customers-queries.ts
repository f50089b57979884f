/** What the server says about customers. Keys begin with `customers`. */
import type { ContactAnswer, ContactDetailAnswer } from '@parley/contract/api/contacts.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, getPage } from '../../api.ts';
import type { CustomersSearch } from './customers-search.ts';

export const PAGE_SIZE = 25;

export const customersQuery = (search: CustomersSearch) =>
  queryOptions({
    queryKey: ['customers', 'list', search],
    queryFn: ({ signal }) => getPage<ContactAnswer>('/contacts', { ...search, page: search.page ?? 1, limit: PAGE_SIZE }, signal),
    placeholderData: keepPreviousData,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: ({ signal }) => get<ContactDetailAnswer>(`/contacts/${id}`, undefined, signal),
  });

export const touchedByCustomers = [['customers'], ['orders'], ['chats'], ['home']] as const;

/** What the set-up asks the server. Keys begin with the topic, so that what happens elsewhere shows here at once. */
import type { ProductAnswer } from '@parley/contract/api/catalog.ts';
import type { ConversationView, MessageView } from '@parley/contract/api/conversations.ts';
import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import { queryOptions } from '@tanstack/react-query';
import { getPage, getStream } from '../../api.ts';

const SHOWN = 5;

export const newestProductsQuery = queryOptions({
  queryKey: ['products', 'setup'],
  queryFn: ({ signal }) => getPage<ProductAnswer>('/products', { sort: 'newest', limit: SHOWN }, signal),
});
export const newestChatQuery = queryOptions({
  queryKey: ['chats', 'setup'],
  queryFn: ({ signal }) => getPage<ConversationView>('/conversations', { limit: 1 }, signal),
});
export const newestOrderQuery = queryOptions({
  queryKey: ['orders', 'setup'],
  queryFn: ({ signal }) => getPage<OrderAnswer>('/orders', { limit: 1 }, signal),
});
/** A message of ours, as it stands now; null while it is not among the newest. */
export const sentMessageQuery = (chat: string, message: string) =>
  queryOptions({
    queryKey: ['chats', chat, 'sent', message],
    queryFn: async ({ signal }): Promise<MessageView | null> => {
      const { data } = await getStream<MessageView>(`/conversations/${chat}/messages`, { limit: 20 }, signal);
      return data.find(({ id }) => id === message) ?? null;
    },
  });

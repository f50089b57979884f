/** What chats ask the server. */
import type { ConversationView, MessageView } from '@parley/contract/api/conversations.ts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, getPage, getStream } from '../../api.ts';
import type { ChatFilter } from './chat-filter.ts';

const LIST = 30;
const MESSAGES = 50;

export const chatListQuery = ({ mode, search, page = 1 }: ChatFilter) =>
  queryOptions({
    queryKey: ['chats', 'list', { mode, search, page }],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => getPage<ConversationView>('/conversations', { mode, search, page, limit: LIST }, signal),
  });

export const chatQuery = (id: string) =>
  queryOptions({ queryKey: ['chats', id], queryFn: ({ signal }) => get<ConversationView>(`/conversations/${id}`, undefined, signal) });

/** Newest first, page by page backwards. */
export const messagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['chats', id, 'messages'],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: { readonly next_cursor: string | null }) => page.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      getStream<MessageView>(`/conversations/${id}/messages`, { limit: MESSAGES, cursor: pageParam }, signal),
  });

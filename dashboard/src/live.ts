/** Keeps open pages true: the server says which topics changed, and what is shown of them is asked for again. */
import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { addressOf } from './api.ts';

/** What else shows a change of a topic, beside the queries whose key begins with its own word. */
const alsoShownIn: Readonly<Record<string, readonly string[]>> = {
  orders: ['home', 'customers', 'reports'],
  payments: ['home', 'orders'],
  returns: ['home', 'orders'],
  stock: ['home', 'products'],
  products: ['stock'],
  chats: ['home'],
  printing: ['home'],
  books: ['reports', 'payments'],
};

/** First word of a query's key → asked again when a topic of this name changed. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stream = new EventSource(addressOf('/events'));
    stream.addEventListener('change', (event) => refresh(client, (JSON.parse(String(event.data)) as { topics: string[] }).topics));
    // After a gap nobody knows what was missed.
    let wasOpen = false;
    stream.addEventListener('open', () => {
      if (wasOpen) void client.invalidateQueries();
      wasOpen = true;
    });
    return () => stream.close();
  }, [client]);
}

function refresh(client: QueryClient, topics: readonly string[]): void {
  const words = new Set(topics.flatMap((topic) => [topic, ...(alsoShownIn[topic] ?? [])]));
  void client.invalidateQueries({ predicate: ({ queryKey }) => typeof queryKey[0] === 'string' && words.has(queryKey[0]) });
}

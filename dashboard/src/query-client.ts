/** The cache of what the server said. A refusal is not asked again; whoever turns out to be signed out is sent to sign in. */
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './api.ts';
import { meQuery } from './session.ts';

const FRESH_MS = 15_000;
const RETRIES = 2;

export const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof Problem && error.status === 401) client.setQueryData(meQuery.queryKey, null);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (count, error) => count < RETRIES && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});

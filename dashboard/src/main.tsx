/** Starts the dashboard: the router, the cache of answers, the reader's language. */
import './app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { client } from './query-client.ts';
import { router } from './routes.tsx';
import { ReaderProvider } from './shell/reader.tsx';

const place = document.getElementById('app');
if (place === null) throw new Error('the page has no place for the dashboard');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ReaderProvider>
        <RouterProvider router={router} context={{ client }} />
      </ReaderProvider>
    </QueryClientProvider>
  </StrictMode>,
);

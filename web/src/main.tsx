import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';

import { problemOf } from './api/problem';
import { createRouter } from './app/routes';
import './app/styles.scss';

// The design system's scripts want this class; an inline script would break the security policy.
document.body.classList.add('nhsuk-frontend-supported', 'js-enabled');

// Only what may pass by itself is tried again; a refusal is shown at once.
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && problemOf(error).kind === 'unavailable',
    },
  },
});

const place = document.getElementById('page');
if (!place) throw new Error('index.html has no element with the id "page".');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={createRouter()} />
    </QueryClientProvider>
  </StrictMode>,
);

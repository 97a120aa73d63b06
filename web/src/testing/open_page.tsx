// Opens an address of the application in a test, against the fake server.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';

import { ROUTES } from '../app/routes';
import { FakeServer } from './fake_server';

export interface Opened {
  readonly user: UserEvent;
  readonly server: FakeServer;
  readonly address: () => string;
}

export function openPage(address: string, server: FakeServer = new FakeServer()): Opened {
  vi.stubGlobal('fetch', server.fetch);
  const router = createMemoryRouter(ROUTES, { initialEntries: [address] });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return {
    user: userEvent.setup(),
    server,
    address: () => router.state.location.pathname + router.state.location.search,
  };
}

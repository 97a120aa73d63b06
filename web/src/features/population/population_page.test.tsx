import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';

import { openPage } from '../../testing/open_page';

it('gives every chart a name, a summary and the same numbers as a table', async () => {
  openPage('/population');
  const pyramid = await screen.findByRole('img', { name: /Age and sex .* aged 65 or over/ });
  expect(pyramid).toBeVisible();
  const table = screen.getByRole('table', { name: 'People by age and sex', hidden: true });
  expect(within(table).getByRole('row', { name: '25 to 29 554 570 3', hidden: true })).toBeInTheDocument();
  expect(screen.getAllByText(/Source: records that practices sent/)).toHaveLength(3);
});

it('filters by practice through the address', async () => {
  const { user, address, server } = openPage('/population');
  await screen.findByRole('option', { name: 'Oak Tree Practice' });
  await user.selectOptions(screen.getByLabelText('Practice'), 'Oak Tree Practice');
  await user.click(screen.getByRole('button', { name: 'Apply filters' }));
  expect(address()).toBe('/population?practice=X10003');
  await screen.findByRole('link', { name: /Remove filter Practice: Oak Tree Practice/ });
  expect(server.requests.some(({ path, search }) => path === '/api/population' && search.get('practice') === 'X10003')).toBe(true);
});

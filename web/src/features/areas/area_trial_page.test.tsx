import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { openPage } from '../../testing/open_page';

describe('Trying out an area', () => {
  it('starts from practices of the commissioner and asks the server about both', async () => {
    const { user, server } = openPage('/register/commissioners/16C/area');
    await user.type(await screen.findByLabelText('Find by name or code'), 'densham');
    await user.click(screen.getByRole('checkbox', { name: 'THE DENSHAM SURGERY (A81001)' }));
    expect(screen.getByText('1 practice chosen.')).toBeVisible();
    await user.click(await screen.findByRole('button', { name: 'Choose all that lie nearest to the member practices' }));
    expect(await screen.findByText(/4.3 square km, 3 small areas/)).toBeVisible();
    const asked = server.requests.filter(({ path }) => path === '/api/areas/check').pop()?.body;
    expect(asked).toEqual({
      commissioner: '16C', members: ['A81001'], area: { small_areas: ['E01012001', 'E01012002', 'E01012003'] },
    });
  });
});

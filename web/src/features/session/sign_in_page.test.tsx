import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { FakeServer } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const signedOut = (): FakeServer => new FakeServer({ signedIn: false });

describe('signing in', () => {
  it('leads from any address through both steps to that address', async () => {
    const { user, address } = openPage('/feeds', signedOut());
    await user.type(await screen.findByLabelText('User name'), 'pharmacist');
    await user.type(screen.getByLabelText('Password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await user.click(await screen.findByLabelText('Code'));
    await user.paste('123 456');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { name: 'Data feeds', level: 1 })).toBeVisible();
    expect(address()).toBe('/feeds');
  });

  it('says the same for a wrong name as for a wrong password', async () => {
    const { user } = openPage('/sign-in', signedOut());
    await user.type(await screen.findByLabelText('User name'), 'nobody');
    await user.type(screen.getByLabelText('Password'), 'guess');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The user name or the password is not right. Check both and try again.');
    expect(screen.getByLabelText('User name')).not.toHaveAccessibleDescription(/not right/);
  });

  it('names each missing field and leads to it', async () => {
    const { user } = openPage('/sign-in', signedOut());
    await user.click(await screen.findByRole('button', { name: 'Continue' }));
    await user.click(screen.getByRole('link', { name: 'Enter your password' }));
    expect(screen.getByLabelText('Password')).toHaveFocus();
  });

  it('refuses a code without six digits before it asks the server', async () => {
    const { user, server } = openPage('/sign-in', signedOut());
    await user.type(await screen.findByLabelText('User name'), 'pharmacist');
    await user.type(screen.getByLabelText('Password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await user.type(await screen.findByLabelText('Code'), '12345');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('link', { name: 'Enter the 6 digits of the code' })).toBeVisible();
    expect(server.requests.filter(({ path }) => path === '/api/session/code')).toHaveLength(0);
  });

  it('sends back to signing in when the session ends, and says so', async () => {
    const { user, server } = openPage('/feeds');
    await screen.findByRole('heading', { name: 'Data feeds', level: 1 });
    server.session = undefined;
    await user.click(screen.getByRole('link', { name: 'Population' }));
    expect(await screen.findByText(/because your session ended/)).toBeVisible();
  });

  it('signs out by asking the server with the token of the session', async () => {
    const { user, server } = openPage('/feeds');
    await user.click(await screen.findByRole('button', { name: 'Sign out' }));
    const request = server.requests.find(({ method }) => method === 'DELETE');
    expect(request?.headers.get('X-CSRF-Token')).toBe('token-of-this-session');
  });
});

describe('a role', () => {
  it('is only offered what it may open', async () => {
    const { COMMISSIONER } = await import('../../testing/fake_server');
    openPage('/', new FakeServer({ account: COMMISSIONER }));
    await screen.findByRole('heading', { name: 'My work', level: 1 });
    expect(screen.getByRole('link', { name: 'Population' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Worklists' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Find a patient' })).toBeNull();
  });

  it('is told why a page does not open, and nothing is asked of the server', async () => {
    const { COMMISSIONER } = await import('../../testing/fake_server');
    const { server } = openPage('/patients/p1', new FakeServer({ account: COMMISSIONER }));
    expect(await screen.findByRole('heading', { name: 'You cannot open this page' })).toBeVisible();
    expect(screen.getByText(/commissioner at Riverside ICB/)).toBeVisible();
    expect(server.requests.some(({ path }) => path.startsWith('/api/patients'))).toBe(false);
  });
});

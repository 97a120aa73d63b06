import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { openPage } from '../../../testing/open_page';
import { COMMISSIONER, FakeServer, PHARMACIST } from '../../../testing/fake_server';

const MANAGER = { ...PHARMACIST, permissions: [...PHARMACIST.permissions, 'networks.form', 'networks.sign'] } as typeof PHARMACIST;
const REVIEWER = { ...COMMISSIONER, permissions: [...COMMISSIONER.permissions, 'networks.review'] } as typeof PHARMACIST;

describe('the registration of a network', () => {
  it('is a list of tasks with what blocks it first, and cannot be submitted until it is mended', async () => {
    openPage('/my-networks/n1/registration', new FakeServer({ account: MANAGER }));
    const tasks = await screen.findByRole('link', { name: 'Member practices' });
    expect(tasks.closest('li')).toHaveTextContent('In progress');
    const findings = within(screen.getByRole('list', { name: 'What the rules say' })).getAllByRole('listitem');
    expect(findings[0]).toHaveTextContent('To do');
    expect(findings[0]).toHaveTextContent('A81009 is not in the register.');
    expect(screen.queryByRole('button', { name: 'Submit to the commissioner' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Accept the area' })).toBeVisible();
  });

  it('says which practice left, when and why, and leads to leaving it', async () => {
    openPage('/my-networks/n1/registration', new FakeServer({ account: MANAGER }));
    const left = await screen.findByRole('list', { name: 'Practices that left' });
    expect(left).toHaveTextContent('Elm Surgery (A81004) left on 24 November 2026: The partners voted against it.');
    expect(screen.getByRole('link', { name: 'Leave with your practice, or withdraw the registration' })).toHaveAttribute('href', '/my-networks/n1/review');
  });

  it('saves a task as the next version', async () => {
    const { user, server, address } = openPage('/my-networks/n1/registration/practices', new FakeServer({ account: MANAGER }));
    await user.type(await screen.findByLabelText('Add a practice'), 'a81003');
    await user.click(await screen.findByRole('button', { name: 'Take the code A81003 as it stands' }));
    expect(screen.getByRole('button', { name: 'Take out Practice (A81003)' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save and go back' }));
    await screen.findByRole('heading', { level: 2, name: 'Tasks' });
    expect(address()).toBe('/my-networks/n1/registration');
    const sent = server.requests.find(({ method }) => method === 'PUT');
    expect(sent?.body).toMatchObject({ based_on: 2, registration: { members: ['A81001', 'A81003', 'A81009'] } });
  });
});

describe('the members of a registration', () => {
  it('are found by name, keep it before they are saved, and are not offered twice', async () => {
    const { user } = openPage('/my-networks/n1/registration/practices', new FakeServer({ account: MANAGER }));
    const search = await screen.findByLabelText('Add a practice');
    await user.type(search, 'densham');
    const found = screen.getByRole('list', { name: 'Add a practice: found' });
    expect(await within(found).findByText(/THE DENSHAM SURGERY \(A81001\) is chosen already/)).toBeVisible();
    expect(within(found).queryByRole('button')).toBeNull();
    await user.clear(search);
    await user.type(search, 'queens');
    await user.click(await screen.findByRole('button', { name: 'Add QUEENS PARK (A81002)' }));
    expect(within(screen.getByRole('list', { name: 'Member practices' })).getByRole('button', { name: 'Take out QUEENS PARK (A81002)' })).toBeVisible();
    expect(search).toHaveValue('');
  });
});

describe('directors and payee of a registration', () => {
  it('are read from the network’s own page and cannot be written here', async () => {
    openPage('/my-networks/n1/registration/people', new FakeServer({ account: MANAGER }));
    expect(await screen.findByText('No payee is confirmed')).toBeVisible();
    expect(screen.getByText('Dr Ash, 60 %; Nurse Birch, 40 %')).toBeVisible();
    const main = within(screen.getByRole('main'));
    expect(main.getAllByRole('link', { name: 'People and payee' }).at(-1)).toHaveAttribute('href', '/my-networks/n1/people');
    expect(main.queryByRole('textbox')).toBeNull();
    expect(main.queryByRole('button', { name: 'Save and go back' })).toBeNull();
    expect(screen.getByText(/payee Densham Surgery/)).toHaveTextContent('That does not count');
  });
});

describe('the approval of a network', () => {
  it('offers the commissioner its steps, and says what keeps one from being taken', async () => {
    const { user, server } = openPage('/my-networks/n1/review', new FakeServer({ account: REVIEWER }));
    await screen.findByRole('heading', { name: 'What you can do' });
    await user.click(screen.getByText('Agree in principle'));
    expect(screen.getByText('It is below the size, and no waiver is granted.')).toBeVisible();
    await user.click(screen.getByText('Return to the practices'));
    await user.type(screen.getByLabelText('Reasons'), 'The map is missing.');
    await user.click(screen.getByRole('button', { name: 'Return it' }));
    expect(server.requests.find(({ method }) => method === 'POST')?.body)
      .toEqual({ step: 'return', reasons: ['The map is missing.'], based_on: 3 });
  });

  it('offers practices none of them', async () => {
    openPage('/my-networks/n1/review', new FakeServer({ account: PHARMACIST }));
    await screen.findByRole('heading', { name: 'History' });
    expect(screen.queryByRole('heading', { name: 'What you can do' })).toBeNull();
  });
});

describe('the contracts of a network', () => {
  it('are shown by year, and a practice says its own word while the window is open', async () => {
    const own = { ...MANAGER, organisation: { ...MANAGER.organisation, ods_code: 'A81001' } };
    const { user, server } = openPage('/my-networks/n1/contracts', new FakeServer({ account: own }));
    expect(await screen.findByText('Own contract: PMS C/12, varied for the network contract on 20 March 2026.')).toBeVisible();
    const years = within(screen.getByRole('table', { name: 'Densham Surgery: the network contract by year' })).getAllByRole('row');
    expect(years[1]).toHaveTextContent('2026/27Enrolled again by itself');
    expect(years[2]).toHaveTextContent('Closed on 30 April 2025');
    await user.type(screen.getByLabelText('Why your practice opts out'), 'We go on alone.');
    await user.click(screen.getByRole('button', { name: 'Opt out of 2026/27' }));
    expect(server.requests.find(({ method }) => method === 'POST')?.body)
      .toEqual({ year: '2026-04-01', takes_part: false, reason: 'We go on alone.', based_on: 1 });
  });

  it('are only read as at a past day', async () => {
    const own = { ...MANAGER, organisation: { ...MANAGER.organisation, ods_code: 'A81001' } };
    openPage('/my-networks/n1/contracts?as_at=2026-05-01', new FakeServer({ account: own }));
    await screen.findByRole('table', { name: 'Densham Surgery: the network contract by year' });
    expect(screen.queryByRole('button', { name: /Opt out/ })).toBeNull();
  });
});

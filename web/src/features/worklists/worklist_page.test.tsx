import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { FakeServer } from '../../testing/fake_server';
import { openPage } from '../../testing/open_page';

const LIST = '/worklists/structured-medication-review';

async function rows(): Promise<HTMLElement[]> {
  const table = await screen.findByRole('table', { name: /Structured medication reviews, as at/ });
  return within(table).getAllByRole('row').slice(1);
}

describe('a worklist', () => {
  it('names each person with NHS number, reasons and a way to ask why', async () => {
    openPage(LIST);
    const [first] = await rows();
    expect(first).toHaveTextContent('AHMED, Amina (Mrs)');
    expect(first).toHaveTextContent(/NHS No. 999 000 0018/);
    expect(first).toHaveTextContent('Takes 24 repeat medicines (10 or more counts) (SMR-02)');
    expect(
      within(first as HTMLElement).getByRole('link', { name: 'Why? AHMED, Amina (Mrs) is on this list' }),
    ).toHaveAttribute('href', expect.stringContaining('/patients/p0/why?definition=StructuredMedicationReview.'));
  });

  it('says how many people, how sorted, and how old its data is', async () => {
    openPage(LIST);
    expect(await screen.findByRole('heading', { name: '60 people open.' })).toBeVisible();
    expect(screen.getByText('Sorted most urgent first. Page 1 of 3.')).toBeVisible();
    expect(screen.getByText(/The oldest data is of 20 November 2026 \(Oak Tree Practice\)/)).toBeVisible();
  });

  it('filters on submit only, says how many the filters hide, and removes one filter by its chip', async () => {
    const { user, address } = openPage(LIST);
    await rows();
    await user.selectOptions(screen.getByLabelText('Practice'), 'Mill Lane Surgery');
    expect(address()).toBe(LIST);
    await user.click(screen.getByRole('button', { name: 'Apply filters' }));
    expect(await screen.findByRole('heading', { name: '20 people open. The filters hide 40 more.' })).toBeVisible();
    expect(address()).toBe(`${LIST}?practice=X10001`);
    await waitFor(() =>
      expect(screen.getAllByRole('status').map((region) => region.textContent).join(' ')).toContain('20 people open'),
    );
    await user.click(screen.getByRole('link', { name: /Remove filter Practice: Mill Lane Surgery/ }));
    expect(await screen.findByRole('heading', { name: '60 people open.' })).toBeVisible();
  });

  it('sorts on the server over all pages and goes back to the first', async () => {
    const { user, server, address } = openPage(`${LIST}?page=2`);
    await rows();
    await user.click(screen.getByRole('link', { name: 'Person' }));
    await waitFor(() => expect(address()).toBe(`${LIST}?sort=name`));
    await waitFor(() => expect(screen.getByRole('columnheader', { name: 'Person' })).toHaveAttribute('aria-sort', 'ascending'));
    expect(server.requests.some(({ search }) => search.get('sort') === 'name' && search.get('page') === '1')).toBe(true);
  });

  it('claims and releases a person, counts move at once', async () => {
    const { user } = openPage(LIST);
    await rows();
    await user.click(screen.getByRole('button', { name: 'Claim AHMED, Amina (Mrs)' }));
    expect(await screen.findByText('Claimed: AHMED, Amina (Mrs).')).toBeVisible();
    expect(within(screen.getByRole('list', { name: 'People on this list' })).getByText('claimed by you')).toHaveTextContent('1 claimed by you');
    await user.click(screen.getByRole('button', { name: 'Release AHMED, Amina (Mrs)' }));
    await waitFor(() => expect((screen.getByText('claimed by you'))).toHaveTextContent('0 claimed by you'));
  });

  it('says that a list is empty, and why', async () => {
    openPage(LIST, new FakeServer({ people: 0 }));
    expect(await screen.findByText('Nobody is waiting on this list as at 23 November 2026.')).toBeVisible();
  });

  it('says what happened if the server has no such list', async () => {
    openPage('/worklists/nothing');
    expect(await screen.findByRole('alert')).toHaveTextContent('There is no such list.');
  });

  it('exports what the filters show', async () => {
    openPage(`${LIST}?practice=X10001&state=done`);
    expect(await screen.findByRole('link', { name: 'Export as CSV' })).toHaveAttribute(
      'href',
      '/api/worklists/structured-medication-review/export?format=csv&state=done&practice=X10001',
    );
  });
});

describe('recording an outcome', () => {
  it('is checked first, then the row stays as done, the count moves, and it can be undone', async () => {
    const { user, server } = openPage(LIST);
    await rows();
    await user.click(screen.getByRole('link', { name: 'Record outcome AHMED, Amina (Mrs)' }));
    await user.click(await screen.findByLabelText('Structured medication review done'));
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByText('Structured medication review (SNOMED CT 1239511000000100)')).toBeVisible();
    expect(server.items[0]?.state).toBe('open');
    await user.click(screen.getByRole('button', { name: 'Record the outcome' }));

    expect(await screen.findByText(/Recorded “Structured medication review done”: AHMED, Amina/)).toBeVisible();
    expect(screen.getByText('59 people open on this list now.')).toBeVisible();
    expect((await rows())[0]).toHaveTextContent('Done');

    await user.click(screen.getByRole('button', { name: 'Update the list' }));
    await waitFor(async () => expect((await rows())[0]).not.toHaveTextContent('AHMED, Amina (Mrs)'));

    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('60 people open on this list now.')).toBeVisible();
    expect(server.items[0]?.state).toBe('open');
  });

  it('names everything that is missing or impossible', async () => {
    const { user } = openPage(`${LIST}/items/p0/outcome`);
    await user.click(await screen.findByLabelText('Blood pressure taken'));
    await user.type(screen.getByLabelText('Systolic (mmHg)'), '900');
    await user.clear(screen.getByLabelText('Year'));
    await user.type(screen.getByLabelText('Year'), '2999');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByRole('link', { name: 'Systolic (mmHg) must be between 50 and 300' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'The day it was done must not be in the future' })).toBeVisible();
  });

  it('shows the banner of the person it is about', async () => {
    openPage(`${LIST}/items/p1/outcome`);
    const banner = await screen.findByRole('region', { name: 'Patient' });
    expect(banner).toHaveTextContent('BROWN, Peter (Mr)');
    expect(banner).toHaveTextContent('15-Feb-1936');
  });
});

describe('snoozing', () => {
  it('needs a reason and a day within its limit', async () => {
    const { user, server } = openPage(`${LIST}/items/p0/snooze`);
    await user.click(await screen.findByLabelText('Could not reach the person'));
    await user.clear(screen.getByLabelText('Year'));
    await user.type(screen.getByLabelText('Year'), '2999');
    await user.click(screen.getByRole('button', { name: 'Snooze' }));
    expect(await screen.findByRole('link', { name: /For this reason it must come back by .* \(30 days\)/ })).toBeVisible();
    expect(server.items[0]?.state).toBe('open');
  });
});

describe('excluding', () => {
  it('needs a reason', async () => {
    const { user, server } = openPage(`${LIST}/items/p0/exclude`);
    await user.click(await screen.findByRole('button', { name: 'Exclude' }));
    expect(await screen.findByRole('link', { name: 'Choose why to exclude this person' })).toBeVisible();
    await user.click(screen.getByLabelText('Review not suitable for this person'));
    await user.click(screen.getByRole('button', { name: 'Exclude' }));
    expect(await screen.findByText('Excluded from the list: AHMED, Amina (Mrs).')).toBeVisible();
    expect(server.items[0]?.state).toBe('excluded');
  });
});

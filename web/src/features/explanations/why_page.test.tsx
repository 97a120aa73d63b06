import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';

import { openPage } from '../../testing/open_page';

const WHY = '/patients/p1/why?definition=StructuredMedicationReview.Needs+a+structured+medication+review';

it('says why in a sentence', async () => {
  openPage(WHY);
  expect(await screen.findByRole('heading', { name: /Why this person/, level: 1 })).toBeVisible();
  expect(screen.getByText(/Takes 23 repeat medicines \(10 or more counts\), and no structured/)).toHaveTextContent(/Yes/);
  expect(screen.queryByRole('heading', { name: 'What would make it a yes' })).not.toBeInTheDocument();
});

it('answers each clause in words and cites the entries that decided it', async () => {
  openPage(WHY);
  await screen.findByText('Number of repeat medicines');
  expect(screen.getByText('Lives in a care home').parentElement).toHaveTextContent('No Lives in a care home');
  expect(screen.getByText('Severe frailty').parentElement).toHaveTextContent('Unknown Severe frailty');
  expect(screen.getByText(/Ramipril 5mg capsules/)).toHaveTextContent(/Decides$/);
  expect(screen.getByText(/Warfarin 3mg tablets/)).toHaveTextContent(
    '30-Oct-2026 Warfarin 3mg tablets 28 tablets (320141001), Harbour Medical Centre',
  );
  expect(screen.getByText('and 21 more entries')).toBeVisible();
});

it('opens what decided and leaves the rest closed until asked', async () => {
  const { user } = openPage(WHY);
  const careHome = (await screen.findByText('Lives in a care home')).closest('details');
  expect(careHome).not.toHaveAttribute('open');
  await user.click(screen.getByRole('button', { name: 'Open every clause' }));
  expect(screen.getByText('Lives in a care home').closest('details')).toHaveAttribute('open');
});

it('asks about another definition through the address', async () => {
  const { user, address } = openPage(WHY);
  await screen.findByRole('option', { name: 'REG-01: Hypertension register' });
  await user.selectOptions(screen.getByLabelText('Ask about'), 'REG-01: Hypertension register');
  await user.click(screen.getByRole('button', { name: 'Show why' }));
  expect(address()).toBe('/patients/p1/why?definition=Registers.Hypertension');
});

it('shows the groups of entries that decided, each with what would be without it', async () => {
  const { user } = openPage(WHY);
  const section = within(await screen.findByRole('region', { name: 'What decided it' }));
  expect(section.getByText(/^2 groups of entries decide this/)).toBeVisible();
  expect(section.getByText(/Registration/)).toHaveTextContent('01-Apr-2003 Registration, Harbour Medical Centre');
  expect(section.getByText('Without this entry the answer would be no.')).toBeVisible();
  const rest = section.getByText('6 more entries');
  expect(rest.closest('details')).not.toHaveAttribute('open');
  await user.click(rest);
  expect(section.getByText(/Medicine 14/)).toBeVisible();
});

it('proposes what would make a no a yes, with the steps of each way', async () => {
  openPage(WHY.replace('p1', 'p2'));
  expect(await screen.findByRole('heading', { name: /Why not this person/, level: 1 })).toBeVisible();
  const section = within(screen.getByRole('region', { name: 'What would make it a yes' }));
  const [first, second] = section.getAllByRole('listitem');
  expect(first).toHaveTextContent('An entry of "Severe frailty", recorded since 24 November 2024.');
  expect(second).toHaveTextContent('These 2 changes together:A diagnosis of "Dementia"A prescription of');
});

it('shows the CQL on request, each clause marked by a sign and a word', async () => {
  const { user } = openPage(WHY);
  const summary = await screen.findByText('The rule in CQL, each clause marked');
  expect(summary.closest('details')).not.toHaveAttribute('open');
  await user.click(summary);
  expect(screen.getByText(/3 covered, 1 not covered, 1 not evaluated/)).toBeVisible();
  const code = screen.getByText((_, element) => element?.tagName === 'CODE');
  expect(code).toHaveTextContent('define "Needs a structured medication review": ✔[true] "Number of repeat medicines" = 23 >= 10');
  expect(code).toHaveTextContent('✖[false 0 of 14] E.isLate()');
  expect(code).toHaveTextContent('–[not evaluated] or Never');
});

import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import { openPage } from '../../testing/open_page';

const WHY = '/patients/p1/why?definition=StructuredMedicationReview.Needs+a+structured+medication+review';

it('says why in a sentence, and what would change it', async () => {
  openPage(WHY);
  expect(await screen.findByRole('heading', { name: /Why this person/, level: 1 })).toBeVisible();
  expect(screen.getByText(/Takes 23 repeat medicines \(10 or more counts\), and no structured/)).toHaveTextContent(/Yes/);
  expect(screen.getByText('Fewer than 10 repeat medicines')).toBeVisible();
});

it('answers each clause in words and cites the entries that decided it', async () => {
  openPage(WHY);
  await screen.findByText('Number of repeat medicines');
  expect(screen.getByText('Lives in a care home').parentElement).toHaveTextContent('No Lives in a care home');
  expect(screen.getByText('Severe frailty').parentElement).toHaveTextContent('Unknown Severe frailty');
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

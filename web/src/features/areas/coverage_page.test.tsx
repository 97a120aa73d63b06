import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { openPage } from '../../testing/open_page';
import { cutPercent } from './coverage_rows';

function namesIn(table: HTMLElement): readonly (string | null)[] {
  return within(table).getAllByRole('rowheader').map(({ textContent }) => textContent);
}

describe('Coverage of England', () => {
  it('says who is missing, and where', async () => {
    const { user, address } = openPage('/register/coverage?as_at=2026-10-31');
    expect(await screen.findByText(/6,087 of 6,139 practices/)).toBeVisible();
    const table = screen.getByRole('table', { name: 'Coverage by commissioner' });
    expect(namesIn(table)).toEqual(['NHS Tees Valley', 'NHS Blackburn']);
    expect(within(table).getByRole('row', { name: 'NHS Tees Valley 16C 14 78 1 710,000 9,000 98.73%' })).toBeVisible();
    const missing = screen.getByRole('table', { name: '1 practice in no open network, the largest list first' });
    expect(within(missing).getByRole('link', { name: 'LONELY SURGERY' })).toHaveAttribute('href', '/register/practices/A81099?as_at=2026-10-31');
    await user.click(within(table).getByRole('link', { name: 'Commissioner' }));
    expect(address()).toContain('sort=name');
    expect(namesIn(screen.getByRole('table', { name: 'Coverage by commissioner' }))).toEqual(['NHS Blackburn', 'NHS Tees Valley']);
  });

  it('is added up to systems and regions, and can be saved', async () => {
    const { user } = openPage('/register/coverage');
    await user.click(await screen.findByRole('link', { name: 'By region' }));
    const table = await screen.findByRole('table', { name: 'Coverage by region' });
    expect(namesIn(table)).toEqual(['North East and Yorkshire', 'North West']);
    expect(screen.getByRole('link', { name: 'as an Excel workbook' })).toHaveAttribute(
      'href', '/api/areas/coverage/export?format=xlsx&as_at=2026-11-26',
    );
    expect(screen.getByText('North East and Yorkshire has most patients in no network: 9,000', { selector: 'figcaption' })).toBeVisible();
  });

  it('cuts percentages, so that 100% is all', () => {
    expect(cutPercent(99_999, 100_000)).toBe('99.99%');
    expect(cutPercent(5, 5)).toBe('100.00%');
    expect(cutPercent(0, 0)).toBe('Not known');
  });
});

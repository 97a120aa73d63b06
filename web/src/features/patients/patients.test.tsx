import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import type { PatientIdentity } from '../../api/types';
import { render } from '@testing-library/react';
import { openPage } from '../../testing/open_page';
import { person } from '../../testing/people';
import { PatientBanner } from './patient_banner';

describe('the patient banner', () => {
  const banner = (patient: PatientIdentity): HTMLElement => {
    render(<PatientBanner patient={patient} asAt="2026-11-23" />);
    return screen.getByRole('region', { name: 'Patient' });
  };

  it('has name, birth, gender and number in the national order', () => {
    expect(banner(person(1))).toHaveTextContent(
      /^BROWN, Peter \(Mr\)Born15-Feb-1936 \(90\)GenderMaleNHS No\.999 000 0115Practice/,
    );
  });
  it('keeps the groups of the NHS number on one line', () => {
    expect(within(banner(person(1))).getByText('999\u00a0000\u00a00115', { normalizer: (text) => text })).toBeVisible();
  });
  it('says in words that somebody has died, and at which age', () => {
    const text = banner({ ...person(1), deceased: true, died: '2020-01-31' });
    expect(text).toHaveTextContent('Born15-Feb-1936');
    expect(text).toHaveTextContent('Died31-Jan-2020 (aged 83)');
  });
  it('does not make up a number or an age', () => {
    const { nhs_number: _, born: __, ...unknown } = person(1);
    expect(banner(unknown)).toHaveTextContent('No NHS number');
    expect(screen.getByText(/No date \(age not known\)/)).toBeVisible();
  });
});

describe('the patient summary', () => {
  it('shows conditions, medicines, results and lists, and leaves identity out of the tab', async () => {
    openPage('/patients/p1');
    expect(await screen.findByRole('row', { name: /Apr-2012 Hypertension 38341003/ })).toBeVisible();
    expect(screen.getByRole('row', { name: /Systolic blood pressure 271649006 152 mmHg/ })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Why not? CVD prevention and diagnosis' })).toBeVisible();
    expect(screen.getByText('The network has recorded nothing about this person yet.')).toBeVisible();
    expect(document.title).toBe('Patient summary - OpenPCN');
  });
});

describe('finding a patient', () => {
  it('keeps what is typed out of the address', async () => {
    const { user, server, address } = openPage('/patients');
    await user.type(await screen.findByLabelText('Family name'), 'ahm');
    await user.click(screen.getByRole('button', { name: 'Find' }));
    expect(await screen.findByRole('heading', { name: '8 people found' })).toBeVisible();
    expect(address()).toBe('/patients');
    expect(server.requests.at(-1)?.body).toEqual({ family_name: 'ahm' });
  });
  it('names what is wrong with an NHS number before it searches', async () => {
    const { user, server } = openPage('/patients');
    await user.type(await screen.findByLabelText('NHS number'), '999 000 0019');
    await user.click(screen.getByRole('button', { name: 'Find' }));
    expect(await screen.findByRole('link', { name: 'That is not an NHS number. Check each digit' })).toBeVisible();
    expect(server.requests.some(({ path }) => path === '/api/patients/search')).toBe(false);
  });
  it('takes a number as it is printed on letters', async () => {
    const { user, server } = openPage('/patients');
    await user.click(await screen.findByLabelText('NHS number'));
    await user.paste('999\u00a0000\u00a00018');
    await user.click(screen.getByRole('button', { name: 'Find' }));
    await screen.findByRole('heading', { name: /found/ });
    expect(server.requests.at(-1)?.body).toEqual({ nhs_number: '9990000018' });
  });
  it('says that nobody was found', async () => {
    const { user } = openPage('/patients');
    await user.type(await screen.findByLabelText('Family name'), 'Zzz');
    await user.click(screen.getByRole('button', { name: 'Find' }));
    expect(await screen.findByText('Nobody was found among the people your role may see.')).toBeVisible();
  });
});

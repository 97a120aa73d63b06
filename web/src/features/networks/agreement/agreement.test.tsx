import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import type { AgreementSigning } from '../../../api/types';
import { FakeServer, PHARMACIST } from '../../../testing/fake_server';
import { openPage } from '../../../testing/open_page';

const MANAGER: FakeServer['account'] = {
  ...PHARMACIST, role: 'practice_manager', role_title: 'Practice manager', display_name: 'Pat Lee',
  organisation: { ods_code: 'A81001', name: 'The Densham Surgery', kind: 'practice' },
  permissions: ['networks.read', 'networks.form', 'networks.sign'],
};
const SIGNING: AgreementSigning = { hash: 'hash-1', signer: 'Dr Ash', capacity: 'Partner', legal_form: 'partnership', authority: 'one', declares: true };
const FULL = {
  network_area: 'North', notice_days: '10', votes: 'one', activities: [{ practice: 'A81001', duty: 'Evenings' }],
};

function server(account: FakeServer['account'] = MANAGER): FakeServer {
  return new FakeServer({ account });
}

describe('the agreement of a network', () => {
  it('shows what is missing, and leads to the form of a schedule', async () => {
    const { user, server: fake } = openPage('/my-networks/n1/agreement', server());
    expect(await screen.findByText('Nothing is written yet. Begin with Schedule 1.')).toBeVisible();
    const table = screen.getByRole('table', { name: 'Clauses and schedules' });
    expect(within(table).getByRole('row', { name: 'Schedule 1: Network Specifics Not begun 3 answers' })).toBeVisible();
    await user.click(within(table).getByRole('link', { name: 'Schedule 1: Network Specifics' }));
    await user.type(await screen.findByLabelText('Network area'), 'North of the river');
    await user.type(screen.getByLabelText('Notice of a meeting'), 'ten');
    await user.selectOptions(screen.getByLabelText('Votes'), 'By list');
    await user.click(screen.getByRole('button', { name: 'Save as version 1' }));
    expect(await screen.findByRole('link', { name: 'Notice of a meeting must be a number, such as 66.7' })).toBeVisible();
    expect(fake.networks.agreement.versions).toHaveLength(0);
    await user.clear(screen.getByLabelText('Notice of a meeting'));
    await user.type(screen.getByLabelText('Notice of a meeting'), '10');
    await user.click(screen.getByRole('button', { name: 'Save as version 1' }));
    expect(await screen.findByText('Saved as version 1.')).toBeVisible();
    expect(fake.networks.agreement.versions).toEqual([{ network_area: 'North of the river', notice_days: '10', votes: 'list' }]);
    expect(screen.getByRole('row', { name: 'Schedule 1: Network Specifics Complete Nothing' })).toBeVisible();
  });

  it('takes rows of a table, added and removed by keyboard', async () => {
    const { user, server: fake } = openPage('/my-networks/n1/agreement/parts/2', server());
    const add = await screen.findByRole('button', { name: 'Add a row to Who does what' });
    add.focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByLabelText('Practice')).toHaveFocus());
    await user.selectOptions(screen.getByLabelText('Practice'), 'A81002');
    await user.type(screen.getByLabelText('What it does'), 'Saturdays');
    await user.click(add);
    expect(screen.getAllByRole('group', { name: /^Row \d/ })).toHaveLength(2);
    screen.getByRole('button', { name: 'Remove row 2 of Who does what' }).focus();
    await user.keyboard('{Enter}');
    expect(screen.getAllByRole('group', { name: /^Row \d/ })).toHaveLength(1);
    await waitFor(() => expect(add).toHaveFocus());
    await user.click(screen.getByRole('button', { name: 'Save as version 1' }));
    await screen.findByText('Saved as version 1.');
    expect(fake.networks.agreement.versions[0]).toEqual({ activities: [{ practice: 'A81002', duty: 'Saturdays' }] });
  });

  it('warns before an amendment that practices must sign again, and shows their signatures as not counting', async () => {
    const fake = server();
    fake.networks.agreement.versions.push(FULL);
    fake.networks.agreement.signed.push({ practice: 'A81002', version: 1, signing: SIGNING });
    const { user } = openPage('/my-networks/n1/agreement/parts/1', fake);
    expect(await screen.findByRole('heading', { name: '1 practice has signed' })).toBeVisible();
    await user.type(screen.getByLabelText('Network area'), ' and south');
    await user.click(screen.getByRole('button', { name: 'Save as version 2' }));
    expect(await screen.findByRole('link', { name: 'Confirm that the practices must sign again' })).toBeVisible();
    expect(fake.networks.agreement.versions).toHaveLength(1);
    await user.click(screen.getByRole('checkbox', { name: /they must sign again/ }));
    await user.click(screen.getByRole('button', { name: 'Save as version 2' }));
    expect(await screen.findByText(/A81002 must sign again/)).toBeVisible();
    expect(screen.getByRole('row', { name: 'A81002 Signed version 1: does not count any more Nobody yet' })).toBeVisible();
    expect(fake.requests.find(({ method }) => method === 'PUT')?.body).toMatchObject({ voids_signatures: true, based_on: 1 });
  });

  it('keeps one’s answers when somebody else saved meanwhile, and lays them over theirs', async () => {
    const fake = server();
    fake.networks.agreement.versions.push(FULL);
    const { user } = openPage('/my-networks/n1/agreement/parts/1', fake);
    await user.selectOptions(await screen.findByLabelText('Votes'), 'By list');
    fake.networks.agreement.versions.push({ ...FULL, network_area: 'Of the other' });
    await user.click(screen.getByRole('button', { name: 'Save as version 2' }));
    expect(await screen.findByText('Version 2 was saved meanwhile by somebody else.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Take over what was saved, and keep my answers' }));
    expect(await screen.findByDisplayValue('Of the other')).toBeVisible();
    expect(screen.getByLabelText('Votes')).toHaveDisplayValue('By list');
    await user.click(screen.getByRole('button', { name: 'Save as version 3' }));
    await screen.findByText('Saved as version 3.');
    expect(fake.networks.agreement.versions[2]).toMatchObject({ network_area: 'Of the other', votes: 'list' });
  });

  it('is read whole and signed for one’s own practice with its declaration', async () => {
    const fake = server();
    fake.networks.agreement.versions.push(FULL);
    const { user } = openPage('/my-networks/n1/agreement', fake);
    await user.click(await screen.findByRole('link', { name: 'Read and sign for THE DENSHAM SURGERY' }));
    expect(await screen.findByText('10 days')).toBeVisible();
    expect(screen.getByRole('row', { name: '1 THE DENSHAM SURGERY (A81001) Evenings None' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Sign version 1' }));
    expect(await screen.findByRole('link', { name: 'Choose the legal form of the practice' })).toBeVisible();
    await user.selectOptions(screen.getByLabelText('The practice is a'), 'partnership');
    await user.click(screen.getByRole('radio', { name: 'Every partner signs' }));
    await user.type(screen.getByLabelText('How many partners are there?'), '3');
    await user.click(screen.getByRole('checkbox', { name: /I have read the text above. I am a partner./ }));
    await user.click(screen.getByRole('button', { name: 'Sign version 1' }));
    expect(await screen.findByText('Your signature is recorded.')).toBeVisible();
    expect(fake.networks.agreement.signed[0]?.signing).toEqual({
      hash: 'hash-1', signer: 'Pat Lee', legal_form: 'partnership', authority: 'all', capacity: 'Partner', partners: 3, method: 'account', declares: true,
    });
    expect(screen.getByRole('row', { name: /THE DENSHAM SURGERY \(A81001\) Signed this text Pat Lee, partner/ })).toBeVisible();
    expect(screen.queryByRole('link', { name: /Read and sign/ })).toBeNull();
  });

  it('is compared between versions', async () => {
    const fake = server({ ...MANAGER, permissions: ['networks.read'] });
    fake.networks.agreement.versions.push(FULL, { ...FULL, network_area: 'South' });
    openPage('/my-networks/n1/agreement/versions', fake);
    expect(await screen.findByRole('row', { name: /Network area Schedule 1: Network Specifics Changed North South/ })).toBeVisible();
  });

  it('has no form for the commissioner', async () => {
    const fake = server({ ...MANAGER, permissions: ['networks.read'] });
    fake.networks.agreement.versions.push(FULL);
    openPage('/my-networks/n1/agreement/parts/1', fake);
    expect(await screen.findByText('10 days')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Save/ })).toBeNull();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

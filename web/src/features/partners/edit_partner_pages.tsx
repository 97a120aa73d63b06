// Entering a partner of the directory, with its sites, services and contacts, and changing it.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import type { Partner, PartnerCatalogue } from '../../api/types';
import { textOf } from '../../ui/forms/form_values';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { ChangePaper, ownEntry } from './change_paper';
import { OwnerFrame, type OwnerInView, placeOf } from './owner';
import { EditPaper, type PaperKind } from './paper_form';
import { DAYS, needed, optional, paperOf, valuesOf } from './paper_values';
import { useCatalogue, useDirectory, useSavePartner } from './use_partners';

export function partnerKind({ partner_kinds: kinds }: PartnerCatalogue): PaperKind<Partner> {
  const fields = [
    needed('name', 'Organisation'),
    needed('kind', 'Kind of organisation', 'choice', { choices: kinds }),
    optional('ods_code', 'ODS code', 'line', { hint: 'Such as FA002 for a pharmacy or RVW for a trust.' }),
    optional('about', 'What it is', 'text'),
    optional('telephone', 'Telephone number'),
    optional('website', 'Website', 'line', { hint: 'Begins with https://' }),
    optional('services', 'Services', 'table', {
      row: 'service',
      hint: 'What somebody at a desk looks for: who may come, and how to refer.',
      columns: [
        needed('name', 'Service'), optional('referral_route', 'How to refer'), optional('telephone', 'Telephone, if another'),
        optional('eligibility', 'Who may come'), optional('hours', 'Hours'), optional('capacity', 'Capacity'),
        optional('place', 'Place'), optional('about', 'What it does'),
      ],
    }),
    optional('contacts', 'Contacts', 'table', {
      row: 'contact',
      hint: 'People at work, by their role. Never patients.',
      columns: [needed('role', 'Role'), optional('name', 'Name'), optional('telephone', 'Telephone'), optional('email', 'Email')],
    }),
    optional('sites', 'Sites', 'table', {
      row: 'site',
      columns: [needed('name', 'Site'), optional('address', 'Address'), optional('postcode', 'Postcode'), optional('telephone', 'Telephone')],
    }),
    ...DAYS,
  ];
  return {
    what: 'partner',
    fields,
    valuesOf: (partner) => valuesOf(fields, partner),
    textOf: (values) => paperOf(fields, values) as Partner,
    check: (values) => (/^(https?:\/\/.*)?$/.test(textOf(values.website).trim()) ? [] : [{ field: 'website', message: 'The website must begin with https://' }]),
  };
}

function New({ owner, catalogue }: Pick<OwnerInView, 'owner'> & { readonly catalogue: PartnerCatalogue }): ReactNode {
  return <EditPaper kind={partnerKind(catalogue)} action="Add this partner" leave={`${placeOf(owner).pages}/partners`} save={useSavePartner(owner)} />;
}

function Change({ owner, catalogue }: Pick<OwnerInView, 'owner'> & { readonly catalogue: PartnerCatalogue }): ReactNode {
  const { entry } = useParams();
  return (
    <ChangePaper
      kind={partnerKind(catalogue)}
      list={useDirectory(owner, { q: '', kind: '' })}
      pick={({ entries }) => ownEntry(entries, entry, ({ partner }) => partner)}
      leave={`${placeOf(owner).pages}/partners`}
      save={useSavePartner(owner)}
    />
  );
}

export function NewPartnerPage(): ReactNode {
  const catalogue = loaded(useCatalogue());
  return (
    <OwnerFrame title="Add a partner">
      {({ owner }) => <WhenReady of={catalogue} what="kinds of partners">{(known) => <New owner={owner} catalogue={known} />}</WhenReady>}
    </OwnerFrame>
  );
}

export function ChangePartnerPage(): ReactNode {
  const catalogue = loaded(useCatalogue());
  return (
    <OwnerFrame title="Change a partner">
      {({ owner }) => <WhenReady of={catalogue} what="kinds of partners">{(known) => <Change owner={owner} catalogue={known} />}</WhenReady>}
    </OwnerFrame>
  );
}

// What is agreed with partners, and which agreements must be looked at again.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { PartnerAgreements, PartnerCatalogue } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { longDate } from '../../ui/text/dates';
import { Hidden } from '../../ui/text/hidden';
import { DayLink } from '../register/day_link';
import { useAgreements as useSharing } from '../sharing/use_sharing';
import { type Day, useAgreements, useDirectory } from './use_partners';

type Agreement = PartnerAgreements['entries'][number];

interface Names {
  readonly partner: (id: string) => string;
  /** None where the organisation of whoever looks is not party to it. */
  readonly sharing: (id: string) => string | undefined;
}

function DataFlows({ agreement: { relies_on: id }, names }: { readonly agreement: Agreement['agreement']; readonly names: Names }): ReactNode {
  if (!id) return 'No data flows under it';
  const title = names.sharing(id);
  return title === undefined ? 'Under an agreement of others' : <DayLink to={`/sharing/${id}`}>{title}</DayLink>;
}

function columns(catalogue: PartnerCatalogue, names: Names): readonly Column<Agreement>[] {
  return [
    { key: 'title', heading: 'Agreement', names: true, cell: ({ agreement }) => agreement.title },
    { key: 'kind', heading: 'Kind', cell: ({ agreement }) => catalogue.agreement_kinds.find(({ id }) => id === agreement.kind)?.title ?? agreement.kind },
    { key: 'partners', heading: 'With', cell: ({ agreement }) => agreement.partners.map(names.partner).join(', ') },
    { key: 'scope', heading: 'Covers', cell: ({ agreement: { scope, voting } }) => <>{scope}{voting && <span className="nhsuk-hint pcn-partner__hint">Meetings: {voting}</span>}</> },
    { key: 'data', heading: 'Data', cell: ({ agreement }) => <DataFlows agreement={agreement} names={names} /> },
    { key: 'from', heading: 'From', cell: ({ agreement }) => `${longDate(agreement.from)}${agreement.to ? ` to ${longDate(agreement.to)}` : ''}` },
    {
      key: 'review', heading: 'Review', cell: (entry) => (entry.review === 'due'
        ? <><strong className="nhsuk-tag nhsuk-tag--orange">Due</strong> {entry.review_sentence}</>
        : entry.review_sentence || 'Not in force on this day'),
    },
  ];
}

/** The last column, for who may write. */
function changeColumn(pages: string): Column<Agreement> {
  return {
    key: 'change', heading: 'Change', className: 'pcn-no-print',
    cell: ({ id, agreement }) => <Link to={`${pages}/${id}/change`}>Change<Hidden>{agreement.title}</Hidden></Link>,
  };
}

interface AgreementsProps {
  readonly network: string;
  readonly catalogue: PartnerCatalogue;
  readonly day: Day;
  readonly mayWrite: boolean;
}

export function Agreements({ network, catalogue, day, mayWrite }: AgreementsProps): ReactNode {
  const known = useDirectory({ network }, { q: '', kind: '', ...day }).data?.entries;
  const sharing = useSharing({}).data?.agreements;
  const names: Names = {
    partner: (id) => known?.find((entry) => entry.id === id)?.partner.name ?? 'A partner',
    sharing: (id) => sharing?.find((agreement) => agreement.id === id)?.title,
  };
  const pages = `/my-networks/${network}/partners/agreements`;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Agreements with partners</h2>
      <WhenReady of={loaded(useAgreements(network, day))} what="agreements">
        {({ entries }) => (entries.length === 0
          ? <p>No agreement with a partner is kept here.</p>
          : (
              <Table
                compact
                caption="Agreements with partners"
                captionHidden
                columns={[...columns(catalogue, names), ...(mayWrite ? [changeColumn(pages)] : [])]}
                rows={entries}
                rowKey={({ id }) => id}
              />
            ))}
      </WhenReady>
      {mayWrite && <ButtonLink to={`${pages}/new`} kind="secondary">Add an agreement</ButtonLink>}
    </section>
  );
}

// What is agreed with partners, and which agreements must be looked at again.
import type { ReactNode } from 'react';

import type { PartnerAgreements, PartnerCatalogue } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { longDate } from '../../ui/text/dates';
import { type Day, useAgreements } from './use_partners';

type Agreement = PartnerAgreements['entries'][number];

function columns(catalogue: PartnerCatalogue): readonly Column<Agreement>[] {
  return [
    { key: 'title', heading: 'Agreement', names: true, cell: ({ agreement }) => agreement.title },
    { key: 'kind', heading: 'Kind', cell: ({ agreement }) => catalogue.agreement_kinds.find(({ id }) => id === agreement.kind)?.title ?? agreement.kind },
    { key: 'scope', heading: 'Covers', cell: ({ agreement }) => agreement.scope },
    { key: 'from', heading: 'From', cell: ({ agreement }) => `${longDate(agreement.from)}${agreement.to ? ` to ${longDate(agreement.to)}` : ''}` },
    {
      key: 'review', heading: 'Review', cell: (entry) => (entry.review === 'due'
        ? <><strong className="nhsuk-tag nhsuk-tag--orange">Due</strong> {entry.review_sentence}</>
        : entry.review_sentence || 'Not in force on this day'),
    },
  ];
}

export function Agreements({ network, catalogue, day }: { readonly network: string; readonly catalogue: PartnerCatalogue; readonly day: Day }): ReactNode {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Agreements with partners</h2>
      <WhenReady of={loaded(useAgreements(network, day))} what="agreements">
        {({ entries }) => (entries.length === 0
          ? <p>No agreement with a partner is kept here.</p>
          : <Table compact caption="Agreements with partners" captionHidden columns={columns(catalogue)} rows={entries} rowKey={({ id }) => id} />)}
      </WhenReady>
    </section>
  );
}

// Digital tools that practices use, their record systems as the national file has them, and
// registration of people who live outside the area, in numbers only.
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';

import type { DigitalSuppliers, NetworkInView, PartnerCatalogue } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Table } from '../../ui/table/table';
import { count } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { useCatalogue, useSuppliers } from './use_partners';

function Suppliers({ network, suppliers, catalogue }: { readonly network: NetworkInView; readonly suppliers: DigitalSuppliers; readonly catalogue: PartnerCatalogue }): ReactNode {
  const practice = (code: string): string => network.members.find((member) => member.code === code)?.name ?? code;
  const day = suppliers.as_at;
  const products = suppliers.entries.flatMap(({ supplier }) => supplier.products.map((product) => ({
    supplier: supplier.name, source: supplier.source ?? '', ...product,
    users: (supplier.uses ?? []).filter((use) => use.product === product.name && use.from <= day && (!use.to || day <= use.to)).map(({ by }) => practice(by)),
  })));
  return (
    <>
      {products.length === 0
        ? <Empty why="No digital supplier is kept here." />
        : (
          <Table
            caption="Digital products"
            columns={[
              { key: 'name', heading: 'Product', names: true, cell: (row) => row.name },
              { key: 'supplier', heading: 'Supplier', cell: (row) => row.supplier },
              { key: 'category', heading: 'What for', cell: (row) => catalogue.supplier_categories.find(({ id }) => id === row.category)?.title ?? row.category },
              { key: 'framework', heading: 'Framework', cell: (row) => row.framework ?? 'None given' },
              { key: 'users', heading: 'Used by', cell: (row) => row.users.join(', ') || 'Nobody on this day' },
            ]}
            rows={products}
            rowKey={(row) => `${row.supplier} ${row.name}`}
          />
        )}
      <Table
        caption="Record systems and registration out of area"
        columns={[
          { key: 'name', heading: 'Practice', names: true, cell: (row) => row.name ?? row.code },
          {
            key: 'system', heading: 'Record system', cell: ({ code }) => {
              const found = suppliers.record_systems?.find((system) => system.practice === code);
              return found ? `${found.supplier} (${found.source}, ${longDate(found.dated)})` : 'The register does not say';
            },
          },
          {
            key: 'area', heading: 'Registers people outside its area', cell: ({ code }) => {
              const said = suppliers.out_of_area?.find(({ id }) => id === code)?.out_of_area;
              if (!said) return 'Not said';
              const patients = said.patients === undefined ? '' : `, ${count(said.patients)} on ${longDate(said.counted_on)}`;
              return `${said.registers === 'yes' ? 'Yes' : 'No'}${patients}${said.policy ? `. ${said.policy}` : ''}`;
            },
          },
        ]}
        rows={network.members}
        rowKey={({ code }) => code}
      />
    </>
  );
}

function OfNetwork({ network, asAt }: { readonly network: NetworkInView; readonly asAt: string | undefined }): ReactNode {
  const suppliers = loaded(useSuppliers(network.id, asAt ? { as_at: asAt } : {}));
  const catalogue = loaded(useCatalogue());
  return (
    <WhenReady of={catalogue} what="categories">
      {(known) => <WhenReady of={suppliers} what="suppliers">{(found) => <Suppliers network={network} suppliers={found} catalogue={known} />}</WhenReady>}
    </WhenReady>
  );
}

export function SuppliersPage(): ReactNode {
  const [search] = useSearchParams();
  const asAt = search.get('as_at') ?? undefined;
  return (
    <NetworkFrame title="Digital suppliers" asAt={asAt}>
      {(network) => <><DayChoice asAt={network.as_at} /><OfNetwork network={network} asAt={asAt} /></>}
    </NetworkFrame>
  );
}

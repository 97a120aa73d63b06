// Digital tools that may be chosen and what was chosen, practices' record systems as the national
// file has them, and registration of people who live outside the area, in numbers only.
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';

import type { DigitalSuppliers, NetworkInView, PartnerCatalogue } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { count } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { Hidden } from '../../ui/text/hidden';
import { OwnerFrame, type OwnerInView, placeOf } from './owner';
import { useCatalogue, useSuppliers } from './use_partners';
import './partners.css';

interface ShownProps {
  readonly view: OwnerInView;
  readonly suppliers: DigitalSuppliers;
  readonly catalogue: PartnerCatalogue;
}

const span = ({ from, to }: { readonly from: string; readonly to?: string }): string => `${longDate(from)}${to ? ` to ${longDate(to)}` : ''}`;
const holds = ({ from, to }: { readonly from: string; readonly to?: string }, day: string): boolean => from <= day && (!to || day <= to);

function Review({ review, sentence }: { readonly review: string | undefined; readonly sentence: string | undefined }): ReactNode {
  if (review === 'due') return <><strong className="nhsuk-tag nhsuk-tag--orange">Due</strong> {sentence}</>;
  return sentence || 'Not in force on this day';
}

function Products({ view: { owner, mayWrite }, suppliers, catalogue }: ShownProps): ReactNode {
  const products = suppliers.entries.flatMap(({ id, shared, supplier }) => supplier.products.map((product) => ({ id, shared, supplier: supplier.name, ...product })));
  const { pages } = placeOf(owner);
  const columns: readonly Column<(typeof products)[number]>[] = [
    { key: 'name', heading: 'Product', names: true, cell: (row) => row.name },
    { key: 'supplier', heading: 'Supplier', cell: ({ supplier, shared }) => <>{supplier}{shared && <> <strong className="nhsuk-tag nhsuk-tag--grey">From the commissioner</strong></>}</> },
    { key: 'category', heading: 'What for', cell: (row) => catalogue.supplier_categories.find(({ id }) => id === row.category)?.title ?? row.category },
    { key: 'framework', heading: 'Framework', cell: (row) => row.framework ?? 'None given' },
    { key: 'offered', heading: 'Offered', cell: (row) => <>From {span(row)}{!holds(row, suppliers.as_at) && ', not on this day'}</> },
    ...(mayWrite
      ? [{
        key: 'change', heading: 'Change', className: 'pcn-no-print', cell: ({ id, shared, supplier }: (typeof products)[number]) => (shared
          ? 'The commissioner’s'
          : <Link to={`${pages}/suppliers/${id}/change`}>Change<Hidden>{supplier}</Hidden></Link>),
      }]
      : []),
  ];
  return (
    <>
      {products.length === 0
        ? <Empty why="No digital supplier is kept here." />
        : <Table caption="Products on offer" columns={columns} rows={products} rowKey={(row) => `${row.id} ${row.name}`} />}
      {mayWrite && <ButtonLink to={`${pages}/suppliers/new`} kind="secondary">Add a supplier</ButtonLink>}
    </>
  );
}

type Choice = NonNullable<DigitalSuppliers['choices']>[number];

function Choices({ network, view: { mayWrite }, suppliers }: ShownProps & { readonly network: NetworkInView }): ReactNode {
  const pages = `${placeOf({ network: network.id }).pages}/suppliers`;
  const choices = suppliers.choices ?? [];
  const who = (by: string): string =>
    (by === network.id || by === network.code ? `${network.name}, for all its practices` : network.members.find(({ code }) => code === by)?.name ?? by);
  const supplierOf = (id: string): string => suppliers.entries.find((entry) => entry.id === id)?.supplier.name ?? 'a supplier';
  const columns: readonly Column<Choice>[] = [
    { key: 'product', heading: 'Product', names: true, cell: ({ choice }) => `${choice.product} (${supplierOf(choice.supplier)})` },
    { key: 'by', heading: 'Chosen by', cell: ({ choice }) => who(choice.by) },
    { key: 'from', heading: 'From', cell: ({ choice }) => span(choice) },
    { key: 'reason', heading: 'Why', cell: ({ choice }) => choice.reason ?? 'Not said' },
    { key: 'review', heading: 'Review', cell: (row) => <Review review={row.review} sentence={row.review_sentence} /> },
    ...(mayWrite
      ? [{
        key: 'change', heading: 'Change', className: 'pcn-no-print',
        cell: ({ id, choice }: Choice) => <Link to={`${pages}/choices/${id}/change`}>Change<Hidden>choice of {choice.product}</Hidden></Link>,
      }]
      : []),
  ];
  return (
    <section>
      <h2 className="nhsuk-heading-m">What was chosen</h2>
      {choices.length === 0
        ? <p>No choice of a product is recorded.</p>
        : <Table caption="Choices of products" captionHidden columns={columns} rows={choices} rowKey={({ id }) => id} />}
      {mayWrite && suppliers.entries.length > 0 && <ButtonLink to={`${pages}/choices/new`} kind="secondary">Record a choice</ButtonLink>}
    </section>
  );
}

type Member = NetworkInView['members'][number];

function Practices({ network, view: { mayWrite }, suppliers }: ShownProps & { readonly network: NetworkInView }): ReactNode {
  const saidOf = (code: string) => suppliers.out_of_area?.find(({ id }) => id === code);
  const columns: readonly Column<Member>[] = [
    { key: 'name', heading: 'Practice', names: true, cell: (row) => row.name ?? row.code },
    {
      key: 'system', heading: 'Record system', cell: ({ code }) => {
        const found = suppliers.record_systems?.find((system) => system.practice === code);
        return found ? `${found.supplier} (${found.source}, ${longDate(found.dated)})` : 'The register does not say';
      },
    },
    {
      key: 'area', heading: 'Registers people outside its area', cell: ({ code }) => {
        const said = saidOf(code)?.on_day;
        if (!said) return 'Not said for this day';
        const patients = said.patients === undefined ? '' : `, ${count(said.patients)} on ${longDate(said.counted_on)}`;
        return `${said.registers === 'yes' ? 'Yes' : 'No'}${patients}${said.policy ? `. ${said.policy}` : ''}`;
      },
    },
    {
      key: 'review', heading: 'Review', cell: ({ code }) => {
        const said = saidOf(code);
        return said?.on_day ? <Review review={said.review} sentence={said.review_sentence} /> : 'Nothing to review';
      },
    },
    ...(mayWrite
      ? [{
        key: 'change', heading: 'Change', className: 'pcn-no-print', cell: ({ code, name }: Member) => (
          <Link to={`${placeOf({ network: network.id }).pages}/suppliers/out-of-area/${code}`}>{saidOf(code) ? 'Change' : 'Say'}<Hidden>whether {name ?? code} registers people outside its area</Hidden></Link>
        ),
      }]
      : []),
  ];
  return <Table caption="Record systems and registration out of area" columns={columns} rows={network.members} rowKey={({ code }) => code} />;
}

function Shown({ view }: { readonly view: OwnerInView }): ReactNode {
  const suppliers = loaded(useSuppliers(view.owner, view.day));
  const catalogue = loaded(useCatalogue());
  return (
    <WhenReady of={catalogue} what="categories">
      {(known) => (
        <WhenReady of={suppliers} what="suppliers">
          {(found) => {
            const shown = { view, suppliers: found, catalogue: known };
            return (
              <>
                <Products {...shown} />
                {view.network && <Choices {...shown} network={view.network} />}
                {view.network && <Practices {...shown} network={view.network} />}
              </>
            );
          }}
        </WhenReady>
      )}
    </WhenReady>
  );
}

export function SuppliersPage(): ReactNode {
  const { network } = useParams();
  return <OwnerFrame title={network === undefined ? 'Shared digital suppliers' : 'Digital suppliers'} withDay>{(view) => <Shown view={view} />}</OwnerFrame>;
}

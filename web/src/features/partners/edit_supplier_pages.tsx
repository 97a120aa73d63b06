// Suppliers of digital tools and what they offer; what the network or a practice chose of it; and
// whether a practice registers people who live outside its area.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import type { DigitalSupplier, DigitalSuppliers, NetworkInView, OutOfArea, PartnerCatalogue, SupplierChoice } from '../../api/types';
import { type Mistake, textOf, type Values } from '../../ui/forms/form_values';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { ChangePaper, ownEntry } from './change_paper';
import { OwnerFrame, placeOf } from './owner';
import { EditPaper, type PaperKind } from './paper_form';
import { DAYS, needed, optional, paperOf, valuesOf } from './paper_values';
import { type Owner, useCatalogue, useSaveChoice, useSaveOutOfArea, useSaveSupplier, useSuppliers } from './use_partners';

export function supplierKind(catalogue: PartnerCatalogue): PaperKind<DigitalSupplier> {
  const fields = [
    needed('name', 'Supplier'),
    optional('about', 'What it is', 'text'),
    optional('telephone', 'Telephone number'),
    needed('products', 'Products', 'table', {
      row: 'product',
      columns: [
        needed('name', 'Product'), needed('category', 'What for', 'choice', { choices: catalogue.supplier_categories }),
        optional('framework', 'Framework', 'line', { hint: 'That it may be bought under.' }),
        needed('from', 'Offered from', 'date'), optional('to', 'Offered to', 'date'),
      ],
    }),
    optional('source', 'Where this was learnt'),
  ];
  return {
    what: 'supplier',
    fields,
    valuesOf: (supplier) => valuesOf(fields, supplier),
    textOf: (values) => paperOf(fields, values) as DigitalSupplier,
  };
}

function NewSupplier({ owner, catalogue }: { readonly owner: Owner; readonly catalogue: PartnerCatalogue }): ReactNode {
  return <EditPaper kind={supplierKind(catalogue)} action="Add this supplier" leave={`${placeOf(owner).pages}/suppliers`} save={useSaveSupplier(owner)} />;
}

function ChangeSupplier({ owner, catalogue }: { readonly owner: Owner; readonly catalogue: PartnerCatalogue }): ReactNode {
  const { entry } = useParams();
  return (
    <ChangePaper
      kind={supplierKind(catalogue)}
      list={useSuppliers(owner, {})}
      pick={({ entries }) => ownEntry(entries, entry, ({ supplier }) => supplier)}
      leave={`${placeOf(owner).pages}/suppliers`}
      save={useSaveSupplier(owner)}
      ends={false}
    />
  );
}

function reviewBeforeStart(values: Values): readonly Mistake[] {
  const review = textOf(values.review_on);
  return review && review < textOf(values.from) ? [{ field: 'review_on', message: 'The review must not lie before the first day' }] : [];
}

/** A product is named by its supplier and its name: one choice of the form for the two members. */
const SEPARATOR = ' / ';

function choiceKind(network: NetworkInView, { entries }: DigitalSuppliers): PaperKind<SupplierChoice> {
  const offers = entries.flatMap(({ id, supplier }) => supplier.products.map((product) => ({ id: `${id}${SEPARATOR}${product.name}`, title: `${product.name} (${supplier.name})` })));
  const fields = [
    needed('offer', 'Product', 'choice', { choices: offers }),
    needed('by', 'Who chose it', 'choice', {
      choices: [
        { id: network.code ?? network.id, title: `${network.name}, for all its practices` },
        ...network.members.map(({ code, name }) => ({ id: code, title: name ?? code })),
      ],
    }),
    optional('reason', 'Why', 'text'),
    optional('review_on', 'To be reviewed on', 'date', { hint: 'Whether it is safe and does what it was chosen for.' }),
    ...DAYS,
  ];
  return {
    what: 'choice',
    fields,
    valuesOf: ({ supplier, product, ...choice }) => valuesOf(fields, { ...choice, offer: `${supplier}${SEPARATOR}${product}` }),
    textOf: (values) => {
      const { offer, ...choice } = paperOf(fields, values) as { offer: string };
      const [supplier = '', ...product] = offer.split(SEPARATOR);
      return { ...choice, supplier, product: product.join(SEPARATOR) } as SupplierChoice;
    },
    check: reviewBeforeStart,
  };
}

interface NetworkFormProps {
  readonly network: NetworkInView;
  readonly suppliers: DigitalSuppliers;
}

function NewChoice({ network, suppliers }: NetworkFormProps): ReactNode {
  return <EditPaper kind={choiceKind(network, suppliers)} action="Record this choice" leave={`${placeOf({ network: network.id }).pages}/suppliers`} save={useSaveChoice(network.id)} />;
}

function ChangeChoice({ network, suppliers }: NetworkFormProps): ReactNode {
  const { entry } = useParams();
  return (
    <ChangePaper
      kind={choiceKind(network, suppliers)}
      list={useSuppliers({ network: network.id }, {})}
      pick={({ choices = [] }) => ownEntry(choices, entry, ({ choice }) => choice)}
      leave={`${placeOf({ network: network.id }).pages}/suppliers`}
      save={useSaveChoice(network.id)}
    />
  );
}

const OUT_OF_AREA = [
  needed('registers', 'Does it register people who live outside its area?', 'choice', { choices: [{ id: 'yes', title: 'Yes' }, { id: 'no', title: 'No' }] }),
  optional('policy', 'Its policy', 'text', { hint: 'For whom, and how home visits and urgent care work for people who live far away.' }),
  optional('patients', 'How many are registered so', 'number', { hint: 'A count only; nobody is named here.' }),
  optional('counted_on', 'Counted on', 'date'),
  optional('source', 'Where this was learnt'),
  optional('review_on', 'To be reviewed on', 'date', { hint: 'Whether people who live far away are looked after safely.' }),
  ...DAYS,
];

const OUT_OF_AREA_KIND: PaperKind<OutOfArea> = {
  what: 'answer',
  fields: OUT_OF_AREA,
  valuesOf: (said) => valuesOf(OUT_OF_AREA, said),
  textOf: (values) => paperOf(OUT_OF_AREA, values) as OutOfArea,
  check: (values) => {
    const number = textOf(values.patients).trim();
    const day = textOf(values.counted_on);
    return [
      ...(number !== '' && !/^\d+$/.test(number) ? [{ field: 'patients', message: 'The count must be a whole number' }] : []),
      ...(number !== '' && !day ? [{ field: 'counted_on', message: 'Enter the day of the count' }] : []),
      ...(number === '' && day ? [{ field: 'patients', message: 'Enter the count of that day' }] : []),
      ...reviewBeforeStart(values),
    ];
  },
};

function SayOutOfArea({ network, suppliers }: NetworkFormProps): ReactNode {
  const { practice = '' } = useParams();
  const leave = `${placeOf({ network: network.id }).pages}/suppliers`;
  const save = useSaveOutOfArea(network.id, practice);
  const list = useSuppliers({ network: network.id }, {});
  const member = network.members.find(({ code }) => code === practice);
  if (!member) return <Empty why="The practice is no member of this network today." />;
  const said = suppliers.out_of_area?.find(({ id }) => id === practice);
  const pick = ({ out_of_area: all = [] }: DigitalSuppliers) => ownEntry(all, practice, ({ out_of_area: text }) => text);
  const newest = () => list.refetch().then(({ data }) => data && pick(data));
  return (
    <>
      <h2 className="nhsuk-heading-m">{member.name ?? practice}</h2>
      {said
        ? <ChangePaper kind={OUT_OF_AREA_KIND} list={list} pick={pick} leave={leave} save={save} ends={false} />
        : <EditPaper kind={OUT_OF_AREA_KIND} action="Save" leave={leave} save={save} newest={newest} />}
    </>
  );
}

function SupplierPage({ title, of: Part }: { readonly title: string; readonly of: typeof NewSupplier }): ReactNode {
  const catalogue = loaded(useCatalogue());
  return (
    <OwnerFrame title={title}>
      {({ owner }) => <WhenReady of={catalogue} what="categories">{(known) => <Part owner={owner} catalogue={known} />}</WhenReady>}
    </OwnerFrame>
  );
}

function OfNetwork({ network, of: Part }: { readonly network: NetworkInView; readonly of: (props: NetworkFormProps) => ReactNode }): ReactNode {
  return <WhenReady of={loaded(useSuppliers({ network: network.id }, {}))} what="suppliers">{(suppliers) => <Part network={network} suppliers={suppliers} />}</WhenReady>;
}

function NetworkPage({ title, of }: { readonly title: string; readonly of: (props: NetworkFormProps) => ReactNode }): ReactNode {
  return <OwnerFrame title={title}>{({ network }) => network && <OfNetwork network={network} of={of} />}</OwnerFrame>;
}

export function NewSupplierPage(): ReactNode {
  return <SupplierPage title="Add a digital supplier" of={NewSupplier} />;
}

export function ChangeSupplierPage(): ReactNode {
  return <SupplierPage title="Change a digital supplier" of={ChangeSupplier} />;
}

export function NewChoicePage(): ReactNode {
  return <NetworkPage title="Record a choice of product" of={NewChoice} />;
}

export function ChangeChoicePage(): ReactNode {
  return <NetworkPage title="Change a choice of product" of={ChangeChoice} />;
}

export function OutOfAreaPage(): ReactNode {
  return <NetworkPage title="Registration of people outside the area" of={SayOutOfArea} />;
}

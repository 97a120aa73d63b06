// The directory that somebody at a desk looks in: services found while typing, whom to ring and how
// to refer.
import { Select, TextInput } from 'nhsuk-react-components';
import { type ReactNode, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';

import { problemOf } from '../../api/problem';
import type { NetworkInView, PartnerCatalogue, PartnerEntry, PartnerService } from '../../api/types';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { useAnnounce } from '../../ui/notices/announcer';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { counted } from '../../ui/text/counts';
import { longDate, today } from '../../ui/text/dates';
import { useSettled } from '../areas/use_areas';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { useMay } from '../session/session';
import { Agreements } from './agreements';
import { ImportDirectory } from './import_directory';
import { type Day, useAddPartner, useCatalogue, useDirectory } from './use_partners';
import './partners.css';

const RINGS = 250;

function titleOf(catalogue: PartnerCatalogue, kind: string): string {
  return catalogue.partner_kinds.find(({ id }) => id === kind)?.title ?? kind;
}

function ServiceFacts({ service, telephone }: { readonly service: PartnerService; readonly telephone?: string | undefined }): ReactNode {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Telephone', service.telephone ?? telephone],
    ['How to refer', service.referral_route],
    ['Who may come', service.eligibility],
    ['Hours', service.hours],
    ['Capacity', service.capacity],
    ['Place', service.place],
  ];
  return (
    <dl className="pcn-partner__facts">
      {facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

function Entry({ entry, catalogue }: { readonly entry: PartnerEntry; readonly catalogue: PartnerCatalogue }): ReactNode {
  const { partner } = entry;
  const services = entry.services_found.flatMap((position) => partner.services?.[position] ?? []);
  return (
    <li className="pcn-partner">
      <h2 className="nhsuk-heading-s">{partner.name}</h2>
      <p className="pcn-quiet">
        {titleOf(catalogue, partner.kind)}{partner.ods_code && `, ${partner.ods_code}`}{entry.shared && ', from the commissioner'}
        {!entry.in_force && `, from ${longDate(partner.from)}${partner.to ? ` to ${longDate(partner.to)}` : ''}`}
      </p>
      {partner.about && <p>{partner.about}</p>}
      {services.length === 0 && partner.telephone && <ServiceFacts service={{ name: '' }} telephone={partner.telephone} />}
      {services.map((service) => (
        <section key={service.name}>
          <h3 className="nhsuk-heading-xs">{service.name}</h3>
          {service.about && <p>{service.about}</p>}
          <ServiceFacts service={service} telephone={partner.telephone} />
        </section>
      ))}
      {partner.sites?.map((site) => <p key={`${site.name} ${site.postcode}`}>{[site.name, site.address, site.postcode].filter(Boolean).join(', ')}</p>)}
      {partner.contacts?.map((contact) => (
        <p key={`${contact.role} ${contact.name}`}>{contact.role}: {[contact.name, contact.telephone, contact.email].filter(Boolean).join(', ')}</p>
      ))}
    </li>
  );
}

function Found({ entries, catalogue }: { readonly entries: readonly PartnerEntry[]; readonly catalogue: PartnerCatalogue }): ReactNode {
  const now = entries.filter(({ in_force: holds }) => holds);
  const others = entries.filter(({ in_force: holds }) => !holds);
  const announce = useAnnounce();
  useEffect(() => announce(`${counted(now.length, 'partner')} found`), [announce, now.length]);
  return (
    <>
      {now.length === 0
        ? <Empty why="No partner is found." next="Try the start of a service, an organisation or a place." />
        : <ul className="pcn-partners" aria-label={`${counted(now.length, 'partner')} found`}>{now.map((entry) => <Entry key={entry.id} entry={entry} catalogue={catalogue} />)}</ul>}
      {others.length > 0 && (
        <FoldedForm title={`${counted(others.length, 'entry', 'entries')} not held on this day`}>
          <ul className="pcn-partners">{others.map((entry) => <Entry key={entry.id} entry={entry} catalogue={catalogue} />)}</ul>
        </FoldedForm>
      )}
    </>
  );
}

function fieldsOf(catalogue: PartnerCatalogue): readonly Field[] {
  const optional = { kind: 'text', optional: true } as const;
  return [
    { name: 'name', label: 'Organisation', kind: 'text' },
    { name: 'kind', label: 'Kind of organisation', kind: 'choice', choices: catalogue.partner_kinds.map(({ id, title }) => ({ value: id, label: title })) },
    { name: 'ods_code', label: 'ODS code', ...optional },
    { name: 'telephone', label: 'Telephone number', ...optional },
    { name: 'service', label: 'Service', hint: 'More services come in with a file.', ...optional },
    { name: 'eligibility', label: 'Who may come', ...optional },
    { name: 'referral_route', label: 'How to refer', ...optional },
    { name: 'hours', label: 'Hours', ...optional },
    { name: 'from', label: 'First day', kind: 'day', value: today() },
    { name: 'to', label: 'Last day', kind: 'day', optional: true },
  ];
}

function AddPartner({ network, catalogue }: { readonly network: string; readonly catalogue: PartnerCatalogue }): ReactNode {
  const add = useAddPartner(network);
  const submit = ({ name = '', kind = '', from = '', ods_code: code, telephone, to, service, ...details }: FieldValues): Promise<boolean> => {
    const filled = Object.fromEntries(Object.entries(details).filter(([, value]) => value));
    return add.mutateAsync({
      name, kind, from, ...(code && { ods_code: code }), ...(telephone && { telephone }), ...(to && { to }),
      ...(service && { services: [{ name: service, ...filled }] }),
    }).then(() => true, () => false);
  };
  return (
    <FoldedForm title="Add a partner">
      <FieldForm
        id="partner"
        fields={fieldsOf(catalogue)}
        action="Add partner"
        busy={add.isPending}
        problem={add.isError ? problemOf(add.error) : undefined}
        check={({ service, eligibility, referral_route: route, hours }) =>
          (!service && (eligibility || route || hours) ? [{ field: 'service', message: 'Enter the service that this is about' }] : [])}
        onSubmit={submit}
      />
    </FoldedForm>
  );
}

function Directory({ network, catalogue, day }: { readonly network: NetworkInView; readonly catalogue: PartnerCatalogue; readonly day: Day }): ReactNode {
  const [words, setWords] = useState('');
  const [kind, setKind] = useState('');
  const found = loaded(useDirectory(network.id, { q: useSettled(words, RINGS), kind, ...day }));
  const mayWrite = useMay()('networks.govern');
  const file = (format: string): string => `/api/networks/${network.id}/partners/export?format=${format}${day.as_at ? `&as_at=${day.as_at}` : ''}`;
  return (
    <>
      <div className="pcn-no-print" role="search" aria-label="Partners">
        <TextInput
          id="partner-words" label="Find a service or partner" hint="A service, an organisation, a place, or who may come."
          type="search" autoComplete="off" value={words} onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Select id="partner-kind-wanted" label="Kind" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
          <Select.Option value="">All kinds</Select.Option>
          {catalogue.partner_kinds.map(({ id, title }) => <Select.Option key={id} value={id}>{title}</Select.Option>)}
        </Select>
      </div>
      <WhenReady of={found} what="partners">{({ entries }) => <Found entries={entries} catalogue={catalogue} />}</WhenReady>
      <p className="pcn-no-print">Take this directory along: <a href={file('xlsx')} download>spreadsheet</a> or <a href={file('csv')} download>CSV</a>.</p>
      <Agreements network={network.id} catalogue={catalogue} day={day} />
      {mayWrite && <AddPartner network={network.id} catalogue={catalogue} />}
      {mayWrite && <ImportDirectory network={network.id} />}
    </>
  );
}

export function PartnersPage(): ReactNode {
  const [search] = useSearchParams();
  const asAt = search.get('as_at') ?? undefined;
  const catalogue = loaded(useCatalogue());
  return (
    <NetworkFrame title="Partners" asAt={asAt}>
      {(network) => (
        <WhenReady of={catalogue} what="kinds of partners">
          {(known) => (
            <>
              <DayChoice asAt={network.as_at} />
              <Directory network={network} catalogue={known} day={asAt ? { as_at: asAt } : {}} />
            </>
          )}
        </WhenReady>
      )}
    </NetworkFrame>
  );
}

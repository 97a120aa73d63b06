// The directory that somebody at a desk looks in: services found while typing, whom to ring and how
// to refer.
import { Select, TextInput } from 'nhsuk-react-components';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';

import type { PartnerCatalogue, PartnerEntry, PartnerService } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { useAnnounce } from '../../ui/notices/announcer';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { Hidden } from '../../ui/text/hidden';
import { useSettled } from '../areas/use_areas';
import { Agreements } from './agreements';
import { ImportDirectory } from './import_directory';
import { OwnerFrame, type OwnerInView, placeOf } from './owner';
import { useCatalogue, useDirectory } from './use_partners';
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

interface Shown {
  readonly catalogue: PartnerCatalogue;
  /** Before an entry's id, for who may change entries. */
  readonly changedAt: string | undefined;
}

function Entry({ entry, catalogue, changedAt }: Shown & { readonly entry: PartnerEntry }): ReactNode {
  const { partner } = entry;
  const services = entry.services_found.flatMap((position) => partner.services?.[position] ?? []);
  return (
    <li className="pcn-partner">
      <h2 className="nhsuk-heading-s">{partner.name}</h2>
      <p className="pcn-quiet">
        {titleOf(catalogue, partner.kind)}{partner.ods_code && `, ${partner.ods_code}`}{entry.shared && <> <strong className="nhsuk-tag nhsuk-tag--grey">From the commissioner</strong></>}
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
      {partner.website && <p><a href={partner.website} rel="noreferrer">Website of {partner.name}</a></p>}
      {changedAt && !entry.shared && <p className="pcn-no-print"><Link to={`${changedAt}/${entry.id}/change`}>Change<Hidden>{partner.name}</Hidden></Link></p>}
    </li>
  );
}

function Found({ entries, ...shown }: Shown & { readonly entries: readonly PartnerEntry[] }): ReactNode {
  const now = entries.filter(({ in_force: holds }) => holds);
  const others = entries.filter(({ in_force: holds }) => !holds);
  const announce = useAnnounce();
  useEffect(() => announce(`${counted(now.length, 'partner')} found`), [announce, now.length]);
  return (
    <>
      {now.length === 0
        ? <Empty why="No partner is found." next="Try the start of a service, an organisation or a place." />
        : <ul className="pcn-partners" aria-label={`${counted(now.length, 'partner')} found`}>{now.map((entry) => <Entry key={entry.id} entry={entry} {...shown} />)}</ul>}
      {others.length > 0 && (
        <FoldedForm title={`${counted(others.length, 'entry', 'entries')} not held on this day`}>
          <ul className="pcn-partners">{others.map((entry) => <Entry key={entry.id} entry={entry} {...shown} />)}</ul>
        </FoldedForm>
      )}
    </>
  );
}

function Directory({ view: { owner, network, day, mayWrite }, catalogue }: { readonly view: OwnerInView; readonly catalogue: PartnerCatalogue }): ReactNode {
  const [words, setWords] = useState('');
  const [kind, setKind] = useState('');
  const found = loaded(useDirectory(owner, { q: useSettled(words, RINGS), kind, ...day }));
  const { pages, files } = placeOf(owner);
  const list = network ? 'partners' : 'directory';
  const file = (format: string): string => `${files}/${list}/export?format=${format}${day.as_at ? `&as_at=${day.as_at}` : ''}`;
  return (
    <>
      {!network && <p>What is entered here once, all your networks find in their directories, marked as yours. They cannot change it.</p>}
      {mayWrite && <ButtonLink to={`${pages}/partners/new`} kind="secondary">Add a partner</ButtonLink>}
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
      <WhenReady of={found} what="partners">
        {({ entries }) => <Found entries={entries} catalogue={catalogue} changedAt={mayWrite ? `${pages}/partners` : undefined} />}
      </WhenReady>
      <p className="pcn-no-print">Take this directory along: <a href={file('xlsx')} download>spreadsheet</a> or <a href={file('csv')} download>CSV</a>.</p>
      {network && <Agreements network={network.id} catalogue={catalogue} day={day} mayWrite={mayWrite} />}
      {mayWrite && <ImportDirectory owner={owner} />}
    </>
  );
}

export function PartnersPage(): ReactNode {
  const catalogue = loaded(useCatalogue());
  const { network } = useParams();
  return (
    <OwnerFrame title={network === undefined ? 'Shared partners' : 'Partners'} withDay>
      {(view) => <WhenReady of={catalogue} what="kinds of partners">{(known) => <Directory view={view} catalogue={known} />}</WhenReady>}
    </OwnerFrame>
  );
}

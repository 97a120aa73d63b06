// What a registration says, task by task, for whoever reads it and does not write it: after it was
// submitted, as at a past day, or as the commissioner.
import type { ReactNode } from 'react';

import type { AreaEvidence, RegistrationInView } from '../../../api/types';
import { count, counted } from '../../../ui/text/counts';
import { longDate } from '../../../ui/text/dates';

interface ReadingProps {
  readonly view: RegistrationInView;
}

function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="nhsuk-summary-list">
      {rows.map(([key, value]) => (
        <div className="nhsuk-summary-list__row" key={key}>
          <dt className="nhsuk-summary-list__key">{key}</dt>
          <dd className="nhsuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const orNothing = (text: string | undefined): string => text || 'Nothing is written';

function Start({ view: { registration } }: ReadingProps): ReactNode {
  const { name, commissioner, starts, locality } = registration;
  return (
    <Facts
      rows={[
        ['Name of the network', orNothing(name)], ['Lead commissioner', orNothing(commissioner)],
        ['First day', starts ? longDate(starts) : 'None is named'], ['Locality', orNothing(locality)],
      ]}
    />
  );
}

function Practices({ view }: ReadingProps): ReactNode {
  return (
    <ul aria-label="Member practices">
      {view.members.map(({ code, name, postcode }) => <li key={code}>{name ?? 'Practice'} ({code}){postcode && `, ${postcode}`}</li>)}
    </ul>
  );
}

function Lists({ view: { registration, members } }: ReadingProps): ReactNode {
  const { lists } = registration;
  if (!lists) return <p>No list sizes are written.</p>;
  const names = new Map(members.map(({ code, name }) => [code, name]));
  return (
    <Facts
      rows={[
        ['Day of the lists', longDate(lists.dated)],
        ...lists.rows.map(({ practice, patients, source }) =>
          [`${names.get(practice) ?? 'Practice'} (${practice})`, `${count(patients)} patients${source ? `, from the ${source}` : ''}`] as const),
        ['Network list size', `${count(lists.total)} patients`],
      ]}
    />
  );
}

function Size({ view: { registration } }: ReadingProps): ReactNode {
  const teams = registration.teams ?? [];
  return (
    <Facts
      rows={[
        ['Reason for a waiver of the size', orNothing(registration.waiver_reason)],
        ...teams.map(({ name, practices }) => [name || 'A team without a name', practices.join(', ') || 'No practice'] as const),
      ]}
    />
  );
}

function Area({ view: { registration } }: ReadingProps): ReactNode {
  const { small_areas: codes = [], polygons = [] } = registration.area ?? {};
  return (
    <>
      <p>{counted(codes.length, 'small area')} chosen, {counted(polygons.length, 'piece')} drawn.</p>
      {codes.length > 0 && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary"><span className="nhsuk-details__summary-text">Codes of the small areas</span></summary>
          <div className="nhsuk-details__text"><ul>{codes.map((code) => <li key={code}>{code}</li>)}</ul></div>
        </details>
      )}
      {Object.entries(registration.explanations ?? {}).filter(([id, why]) => id.startsWith('area_') && why).map(([id, why]) => <p key={id}>Why it should be allowed: {why}</p>)}
    </>
  );
}

function Evidence({ who, all }: { readonly who: string; readonly all: readonly AreaEvidence[] }): ReactNode {
  return (
    <>
      <h2 className="nhsuk-heading-m">{who}</h2>
      {all.length === 0
        ? <p>Nobody is named.</p>
        : <ul>{all.map((one) => <li key={`${one.who} ${one.day}`}>{one.who}{one.day && `, ${longDate(one.day)}`}: {orNothing(one.evidence)}</li>)}</ul>}
    </>
  );
}

function Acceptance({ view: { registration, members } }: ReadingProps): ReactNode {
  return (
    <>
      <ul aria-label="Practices and the area">
        {members.map((one) => <li key={one.code}>{one.name ?? one.code}: {one.accepts_area ? 'accepts the area' : 'has not accepted it'}</li>)}
      </ul>
      <Evidence who="Community providers" all={registration.providers ?? []} />
      <Evidence who="Local people" all={registration.people ?? []} />
    </>
  );
}

export const READINGS: Readonly<Partial<Record<string, (props: ReadingProps) => ReactNode>>> = {
  start: Start, practices: Practices, lists: Lists, size: Size, area: Area, acceptance: Acceptance,
};

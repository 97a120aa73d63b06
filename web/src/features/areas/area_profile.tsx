// What an area is like, as far as published files tell: deprivation, town and country, districts,
// care homes. What no file tells is said, not left out.
import type { ReactNode } from 'react';

import type { AreaProfile } from '../../api/types';
import { Bars } from '../../ui/charts/bars';
import { Figure } from '../../ui/charts/figure';
import type { Loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';

interface Decile {
  readonly decile: number;
  readonly number: number;
}

function nameOf(decile: number): string {
  if (decile === 1) return '1, most deprived';
  return decile === 10 ? '10, least deprived' : String(decile);
}

function decileColumns(heading: string): readonly Column<Decile>[] {
  return [
    { key: 'decile', heading: 'Decile', names: true, cell: ({ decile }) => nameOf(decile) },
    { key: 'number', heading, numeric: true, cell: ({ number }) => count(number) },
  ];
}

function Deciles(props: {
  readonly what: string;
  readonly heading: string;
  readonly rows: readonly Decile[];
  readonly year: number;
  readonly asAt: string;
}): ReactNode {
  const { what, heading, rows, year, asAt } = props;
  const all = rows.reduce((sum, { number }) => sum + number, 0);
  const worst = rows.filter(({ decile }) => decile <= 2).reduce((sum, { number }) => sum + number, 0);
  const headline = all === 0 ? `The decile of no ${what} is known`
    : `${count(worst)} of ${count(all)} ${what} are among the most deprived fifth of England`;
  return (
    <Figure
      headline={headline}
      source={`English Indices of Deprivation ${year}`}
      asAt={asAt}
      picture={(
        <Bars
          title={`${heading} by decile of deprivation`}
          summary={headline}
          bars={rows.map(({ decile, number }) => ({ label: nameOf(decile), value: number }))}
          written={count}
        />
      )}
      table={<Table compact caption={`${heading} by decile of deprivation`} columns={decileColumns(heading)} rows={rows} rowKey={({ decile }) => String(decile)} />}
    />
  );
}

type Home = NonNullable<AreaProfile['care_homes']>['list'][number];

const HOMES: readonly Column<Home>[] = [
  { key: 'name', heading: 'Care home', names: true, cell: ({ name }) => name },
  { key: 'postcode', heading: 'Postcode', cell: ({ postcode }) => postcode },
  { key: 'beds', heading: 'Beds', numeric: true, cell: ({ beds }) => (beds === undefined ? 'Not known' : count(beds)) },
  { key: 'provider', heading: 'Provider', cell: ({ provider }) => provider || 'Not known' },
];

function CareHomes({ homes }: { readonly homes: AreaProfile['care_homes'] }): ReactNode {
  if (!homes) return <p>Care homes are not known: no directory of the regulator is loaded, or no area that they could lie in.</p>;
  return (
    <>
      <p>
        {counted(homes.homes, 'care home')} with {counted(homes.beds, 'bed')}
        {homes.beds_not_known > 0 && `, without ${counted(homes.beds_not_known, 'home')} whose beds are not known`}.
        {homes.not_placed > 0 && ` ${counted(homes.not_placed, 'home')} of the commissioner have no coordinates and may lie here, too.`}
        {homes.of_no_commissioner > 0 && ` Of ${counted(homes.of_no_commissioner, 'home')} the directory does not say which commissioner they belong to.`}
      </p>
      {homes.list.length > 0 && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">Show the care homes</span>
          </summary>
          <div className="nhsuk-details__text">
            <Table compact caption={homes.list.length < homes.homes ? `The first ${homes.list.length} care homes` : 'Care homes'} columns={HOMES} rows={homes.list} rowKey={({ location }) => location} />
          </div>
        </details>
      )}
    </>
  );
}

function Shown({ profile, whose }: { readonly profile: AreaProfile; readonly whose: string }): ReactNode {
  const { deprivation, patients_by_decile: living, rural_urban: land, districts } = profile;
  const isKnown = profile.area_known !== false;
  return (
    <>
      {!isKnown && <p>No file gives the area of this network, so what lies in it is not known.</p>}
      {isKnown && (
        <p>
          {counted(profile.small_areas, 'small area')}
          {land && `: ${count(land.urban)} in towns, ${count(land.rural)} in the country`}.
          {!land && profile.small_areas > 0 && ' Town or country is not known: no rural urban classification is loaded.'}
          {districts.length > 0 && ` In ${districts.map(({ name, code, small_areas: areas }) => `${name || code} (${count(areas)})`).join(', ')}.`}
        </p>
      )}
      {isKnown && (deprivation && profile.small_areas > 0 ? (
        <Deciles
          what="small areas"
          heading="Small areas"
          rows={deprivation.deciles.map(({ decile, small_areas: areas }) => ({ decile, number: areas }))}
          year={deprivation.index_year}
          asAt={profile.as_at}
        />
      ) : <p>Deprivation is not known: no index by small area is loaded for it.</p>)}
      {living && deprivation ? (
        <>
          <Deciles
            what="registered patients"
            heading="Registered patients"
            rows={living.deciles.map(({ decile, patients }) => ({ decile, number: patients }))}
            year={deprivation.index_year}
            asAt={profile.as_at}
          />
          {living.not_known > 0 && <p>{counted(living.not_known, 'more patient')} live outside {whose} area, or where is not known.</p>}
        </>
      ) : <p>Where registered patients live is not known: no file of patients by practice and small area is loaded.</p>}
      <h3 className="nhsuk-heading-s">Care homes</h3>
      <CareHomes homes={profile.care_homes} />
    </>
  );
}

export interface AreaProfileSectionProps {
  readonly profile: Loaded<AreaProfile>;
  /** "the commissioner’s". */
  readonly whose: string;
}

export function AreaProfileSection({ profile, whose }: AreaProfileSectionProps): ReactNode {
  return (
    <section aria-labelledby="profile">
      <h2 id="profile" className="nhsuk-heading-m">Deprivation, districts and care homes</h2>
      <WhenReady of={profile} what="what the area is like">{(ready) => <Shown profile={ready} whose={whose} />}</WhenReady>
    </section>
  );
}

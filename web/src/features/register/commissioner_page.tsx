// What the network contract's rules say of a commissioner's networks on a day: who is in none, which
// are too small or too large and why, and which practices belong across a border. England without a
// code.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import type { AreaCheck, NetworkCheck } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { AreaProfileSection } from '../areas/area_profile';
import { CommissionerMap } from '../areas/commissioner_map';
import { useCommissionerProfile } from '../areas/use_areas';
import { DayChoice } from './day_choice';
import { DayLink } from './day_link';
import { useAreaCheck, useDay, useNetworkCheck } from './use_register';
import './register.css';

type Missing = NetworkCheck['coverage']['not_covered'][number];
type Sized = NetworkCheck['size']['networks'][number];
type Across = NetworkCheck['cross_border'][number];

const OUTCOMES: Readonly<Record<Sized['outcome'], { readonly words: string; readonly colour: string }>> = {
  in_range: { words: 'Within', colour: 'green' },
  below: { words: 'Too small', colour: 'orange' },
  above: { words: 'Larger', colour: 'yellow' },
  not_known: { words: 'Not known', colour: 'grey' },
};

const MISSING: readonly Column<Missing>[] = [
  {
    key: 'name', heading: 'Practice', names: true,
    cell: (row) => <DayLink to={`/register/practices/${row.code}`}>{row.name || row.code}</DayLink>,
  },
  { key: 'code', heading: 'ODS code', cell: (row) => row.code },
  { key: 'why', heading: 'Why', cell: (row) => (row.closed_network ? `Its network ${row.closed_network} is closed` : 'In no network') },
  {
    key: 'patients', heading: 'Registered patients', numeric: true,
    cell: (row) => (row.registered_patients === undefined ? 'Not known' : count(row.registered_patients)),
  },
];

const SIZES: readonly Column<Sized>[] = [
  {
    key: 'name', heading: 'Network', names: true,
    cell: (row) => <DayLink to={`/register/networks/${row.code}`}>{row.name || row.code}</DayLink>,
  },
  { key: 'practices', heading: 'Practices', numeric: true, cell: (row) => count(row.practices) },
  { key: 'patients', heading: 'Registered patients', numeric: true, cell: (row) => count(row.registered_patients) },
  {
    key: 'outcome', heading: 'Size',
    cell: (row) => <strong className={`nhsuk-tag nhsuk-tag--${OUTCOMES[row.outcome].colour}`}>{OUTCOMES[row.outcome].words}</strong>,
  },
  { key: 'why', heading: 'Why, and what it needs', cell: (row) => [row.arithmetic, row.needs].filter(Boolean).join(' ') },
];

const ACROSS: readonly Column<Across>[] = [
  {
    key: 'practice', heading: 'Practice', names: true,
    cell: (row) => <DayLink to={`/register/practices/${row.practice}`}>{row.practice_name || row.practice}</DayLink>,
  },
  { key: 'of', heading: 'Its commissioner', cell: (row) => row.practice_commissioner },
  {
    key: 'network', heading: 'Network',
    cell: (row) => <DayLink to={`/register/networks/${row.network}`}>{row.network_name || row.network}</DayLink>,
  },
  { key: 'to', heading: 'The network’s commissioner', cell: (row) => row.network_commissioner },
];

function Clause({ clause, source }: { readonly clause: string; readonly source: string }): ReactNode {
  return <p className="nhsuk-hint">{clause} Source: {source}.</p>;
}

function Coverage({ coverage }: { readonly coverage: NetworkCheck['coverage'] }): ReactNode {
  return (
    <section aria-labelledby="coverage">
      <h2 id="coverage" className="nhsuk-heading-m">
        Coverage{' '}
        <strong className={`nhsuk-tag nhsuk-tag--${coverage.met ? 'green' : 'red'}`}>{coverage.met ? 'Met' : 'Not met'}</strong>
      </h2>
      <p>{coverage.arithmetic}</p>
      <Clause clause={coverage.clause} source={coverage.source} />
      {coverage.not_covered.length > 0 && (
        <Table
          compact
          caption={`${counted(coverage.not_covered.length, 'practice')} in no open network, the largest list first`}
          columns={MISSING}
          rows={coverage.not_covered}
          rowKey={(row) => row.code}
        />
      )}
    </section>
  );
}

/** Those that need something first, as the rule counts them. */
function byNeed(networks: readonly Sized[]): readonly Sized[] {
  const order: readonly Sized['outcome'][] = ['below', 'above', 'not_known', 'in_range'];
  return [...networks].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome)
    || a.registered_patients - b.registered_patients);
}

function Sizes({ size }: { readonly size: NetworkCheck['size'] }): ReactNode {
  const { in_range: within, below, above, not_known: unknown } = size.counts;
  return (
    <section aria-labelledby="size">
      <h2 id="size" className="nhsuk-heading-m">Size</h2>
      <p>
        {counted(within, 'network')} within {count(size.least)} to {count(size.most)} patients, {count(below)} below,{' '}
        {count(above)} above{unknown > 0 && `, ${count(unknown)} not known`}.
      </p>
      <Clause clause={size.clause} source={size.source} />
      {size.networks.length > 0 && (
        <Table compact caption="Open networks, those that need something first" columns={SIZES} rows={byNeed(size.networks)} rowKey={(row) => row.code} />
      )}
    </section>
  );
}

type Numbered<Row> = Row & { readonly number: string };

/** By the number that stands on the map: G1, G2, ... */
function numbered<Row>(letter: string, rows: readonly Row[]): readonly Numbered<Row>[] {
  return rows.map((row, at) => ({ ...row, number: `${letter}${at + 1}` }));
}

const OVERLAPS: readonly Column<Numbered<AreaCheck['overlaps'][number]>>[] = [
  { key: 'number', heading: 'On the map', cell: (row) => row.number },
  {
    key: 'first', heading: 'Network', names: true,
    cell: (row) => <DayLink to={`/register/networks/${row.first}`}>{row.first_name || row.first}</DayLink>,
  },
  {
    key: 'second', heading: 'And',
    cell: (row) => <DayLink to={`/register/networks/${row.second}`}>{row.second_name || row.second}</DayLink>,
  },
  { key: 'size', heading: 'Square km', numeric: true, cell: (row) => row.square_km.toFixed(2) },
  { key: 'place', heading: 'Where (latitude, longitude)', cell: (row) => placeOf(row) },
];

const GAPS: readonly Column<Numbered<AreaCheck['gaps'][number]>>[] = [
  { key: 'number', heading: 'On the map', cell: (row) => row.number },
  { key: 'place', heading: 'Where (latitude, longitude)', names: true, cell: (row) => placeOf(row) },
  { key: 'size', heading: 'Square km', numeric: true, cell: (row) => row.square_km.toFixed(2) },
];

function placeOf(piece: { readonly latitude: number; readonly longitude: number }): string {
  return `${piece.latitude.toFixed(4)}, ${piece.longitude.toFixed(4)}`;
}

function FoundInAreas({ check }: { readonly check: AreaCheck }): ReactNode {
  const split = check.areas.filter(({ parts }) => parts.length > 1);
  return (
    <>
      <p>
        {counted(check.areas.length, 'network')} with a boundary, counted on squares of {count(check.cell_m)} m.{' '}
        {check.covered_square_km !== undefined && check.commissioner_square_km !== undefined
          ? `They cover ${check.covered_square_km.toFixed(2)} of the commissioner’s ${check.commissioner_square_km.toFixed(2)} square km.`
          : 'The commissioner’s own boundary is not loaded, so gaps are not known.'}{' '}
        Overlaps and gaps too small to list come to {check.sliver_square_km.toFixed(2)} square km.
      </p>
      {check.overlaps.length === 0 ? <p>No two areas overlap.</p> : (
        <Table compact caption="Areas that overlap" columns={OVERLAPS} rows={numbered('O', check.overlaps)} rowKey={(row) => `${row.first} ${row.second} ${placeOf(row)}`} />
      )}
      {check.gaps.length > 0 && (
        <Table compact caption="Gaps in no network’s area" columns={GAPS} rows={numbered('G', check.gaps)} rowKey={placeOf} />
      )}
      {split.map((area) => (
        <p key={area.code}>
          <DayLink to={`/register/networks/${area.code}`}>{area.name || area.code}</DayLink> is in{' '}
          {counted(area.parts.length, 'piece')} that do not touch.
        </p>
      ))}
      {check.sites_outside.map((site) => (
        <p key={site.practice}>
          <DayLink to={`/register/practices/${site.practice}`}>{site.name || site.practice}</DayLink> stands outside the area
          of its network {site.network}.
        </p>
      ))}
      {check.without_boundary.length > 0 && (
        <p>No boundary is loaded of {check.without_boundary.map(({ name, code }) => name || code).join(', ')}.</p>
      )}
    </>
  );
}

/** Nothing is said of areas where no boundary is loaded. */
function Areas({ code }: { readonly code: string }): ReactNode {
  const day = useDay();
  const check = loaded(useAreaCheck(code, day));
  const profile = loaded(useCommissionerProfile(code, day));
  return (
    <>
      <section aria-labelledby="areas">
        <h2 id="areas" className="nhsuk-heading-m">Areas</h2>
        <WhenReady of={check} what="the areas">
          {(ready) => (ready.areas.length === 0
            ? <p>No boundary of these networks is loaded. Load them as GeoJSON with “openpcn import ods”.</p>
            : <FoundInAreas check={ready} />)}
        </WhenReady>
      </section>
      <CommissionerMap code={code} day={day} check={check.state === 'ready' ? check.value : undefined} />
      <AreaProfileSection profile={profile} whose="the commissioner’s" />
    </>
  );
}

function Borders({ check }: { readonly check: NetworkCheck }): ReactNode {
  return (
    <section aria-labelledby="borders">
      <h2 id="borders" className="nhsuk-heading-m">Borders</h2>
      {check.cross_border.length === 0 ? (
        <p>No practice is in a network of another commissioner.</p>
      ) : (
        <Table
          compact
          caption={`${counted(check.cross_border.length, 'practice')} in a network of another commissioner`}
          columns={ACROSS}
          rows={check.cross_border}
          rowKey={(row) => row.practice}
        />
      )}
      {check.in_several_networks.map((row) => (
        <p key={row.practice}>
          <DayLink to={`/register/practices/${row.practice}`}>{row.practice}</DayLink> is on record in several networks at
          once ({row.networks.join(', ')}); a practice may be in one.
        </p>
      ))}
    </section>
  );
}

export function RegisterCommissionerPage(): ReactNode {
  const { code } = useParams();
  const check = loaded(useNetworkCheck(code, useDay()));
  return (
    <WhenReady of={check} what="the commissioner">
      {(ready) => (
        <Page
          title={ready.commissioner ? ready.commissioner.name || ready.commissioner.code : 'All networks of England'}
          caption={ready.commissioner ? `Commissioner ${ready.commissioner.code}` : 'Register of England'}
        >
          <p className="pcn-no-print"><DayLink to="/register">Register of England</DayLink></p>
          <DayChoice asAt={ready.as_at} isOnlyRead />
          <Coverage coverage={ready.coverage} />
          <Sizes size={ready.size} />
          <Borders check={ready} />
          {code !== undefined && <Areas code={code} />}
          <h2 className="nhsuk-heading-m">By which rules</h2>
          <p>{ready.rules.title}. {ready.rules.assurance}</p>
          {ready.notes.map((note) => <p key={note}>{note}</p>)}
        </Page>
      )}
    </WhenReady>
  );
}

// The map of a commissioner: its networks' areas by number, gaps and overlaps, practices, and those
// in no network. Where no area is published, a first idea of them can be shown.
import { type ReactNode, useMemo, useState } from 'react';

import type { AreaCheck, NetworkMap, SmallAreaMap } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { type LegendEntry, MapView } from '../../ui/map/map_view';
import { boxOf, type MapMark, type MapShape, tintOf } from '../../ui/map/shapes';
import { WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted, listed } from '../../ui/text/counts';
import { DayLink } from '../register/day_link';
import { ofKind, placeOfPoint } from './network_map';
import { type Day, useNetworksMap, useSmallAreaMap } from './use_areas';
import './areas.css';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly number: number;
  readonly sites: number;
  readonly from: 'boundary' | 'small_areas' | undefined;
  readonly near: number;
}

const FROM = { boundary: 'Its published boundary', small_areas: 'Its published small areas' } as const;

function columns(first: boolean): readonly Column<Row>[] {
  return [
    { key: 'number', heading: 'Number on the map', numeric: true, cell: ({ number }) => number },
    {
      key: 'name', heading: 'Network', names: true,
      cell: ({ code, name }) => <DayLink to={`/register/networks/${code}`}>{name || code}</DayLink>,
    },
    { key: 'sites', heading: 'Practices on the map', numeric: true, cell: ({ sites }) => sites },
    { key: 'from', heading: 'Its area', cell: ({ from }) => (from ? FROM[from] : 'No file gives it') },
    ...(first ? [{ key: 'near', heading: 'Small areas nearest to its practices', numeric: true, cell: ({ near }: Row) => near }] : []),
  ];
}

/** All networks that have an area, a practice on the map, or neither; by name. */
function rowsOf(map: NetworkMap, smallAreas: SmallAreaMap | undefined): readonly Row[] {
  const sites = ofKind(map, 'site');
  const near = smallAreas?.features ?? [];
  const areas = ofKind(map, 'network').map(({ properties }) => properties);
  const named = [...areas, ...map.without_area].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  return named.map(({ code, name }, at) => ({
    code, name, number: at + 1,
    sites: sites.filter(({ properties }) => properties.network === code).length,
    from: areas.find((area) => area.code === code)?.from,
    near: near.filter(({ properties }) => properties.nearest_network === code).length,
  }));
}

interface Picture {
  readonly shapes: readonly MapShape[];
  readonly marks: readonly MapMark[];
  readonly outlines: readonly MapShape['geometry'][];
}

function pictureOf(map: NetworkMap, rows: readonly Row[], smallAreas: SmallAreaMap | undefined, check: AreaCheck | undefined): Picture {
  const numbers = new Map(rows.map(({ code, number }) => [code, number]));
  const numberOf = (code: string | undefined): number => numbers.get(code ?? '') ?? 0;
  const shapes: MapShape[] = smallAreas
    ? smallAreas.features.map(({ geometry, properties }) => {
      const number = numberOf(properties.nearest_network);
      return { id: properties.code, geometry, fill: number > 0 ? tintOf(number) : 'free' };
    })
    : ofKind(map, 'network').map(({ geometry, properties }) => ({ id: properties.code, geometry, fill: tintOf(numberOf(properties.code)) }));
  const marks: MapMark[] = ofKind(map, 'site').map((site) => ({
    id: site.properties.code,
    ...placeOfPoint(site),
    ...(site.properties.network === undefined ? { kind: 'site-outside', text: '!' } : { kind: 'dot', text: '' }),
  }));
  (check?.gaps ?? []).forEach(({ longitude, latitude }, at) => marks.push({ id: `gap ${at}`, longitude, latitude, kind: 'gap', text: `G${at + 1}` }));
  (check?.overlaps ?? []).forEach(({ longitude, latitude }, at) => marks.push({ id: `overlap ${at}`, longitude, latitude, kind: 'gap', text: `O${at + 1}` }));
  if (smallAreas) {
    for (const { code, number } of rows) {
      const box = boxOf([], ofKind(map, 'site').filter(({ properties }) => properties.network === code).map(placeOfPoint));
      if (box) marks.push({ id: `label ${code}`, kind: 'area', text: String(number), longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2 });
    }
  } else {
    for (const { properties } of ofKind(map, 'network')) {
      marks.push({
        id: `label ${properties.code}`, kind: 'area', text: String(numberOf(properties.code)),
        longitude: properties.longitude ?? 0, latitude: properties.latitude ?? 0,
      });
    }
  }
  return { shapes, marks, outlines: ofKind(map, 'commissioner').map(({ geometry }) => geometry) };
}

function legendOf(first: boolean, check: AreaCheck | undefined, anyAlone: boolean): readonly LegendEntry[] {
  const entries: LegendEntry[] = [
    { look: 'area', means: 'Number of a network, in the table below' },
    { look: 'tint1', means: first ? 'First idea: nearest to the practices of one network' : 'Area of a network' },
    { look: 'dot', means: 'Practice in a network' },
    ...(anyAlone ? [{ look: 'site-outside', means: 'Practice in no network: square with an exclamation mark' } as const] : []),
    { look: 'outline', means: 'The commissioner’s area' },
  ];
  if (check && check.gaps.length + check.overlaps.length > 0) {
    entries.push({ look: 'gap', means: 'Gap (G) or overlap (O), by its number in the tables above' });
  }
  return entries;
}

function Shown(props: { readonly code: string; readonly day: Day; readonly map: NetworkMap; readonly check: AreaCheck | undefined }): ReactNode {
  const { code, day, map, check } = props;
  const [first, setFirst] = useState(false);
  const small = loaded(useSmallAreaMap(first ? code : '', day));
  const smallAreas = first && small.state === 'ready' ? small.value : undefined;
  const rows = useMemo(() => rowsOf(map, smallAreas), [map, smallAreas]);
  // What is found in published areas says nothing of a first idea, nor where none is published.
  const found = smallAreas || check?.areas.length === 0 ? undefined : check;
  const picture = useMemo(() => pictureOf(map, rows, smallAreas, found), [map, rows, smallAreas, found]);
  const alone = ofKind(map, 'site').filter(({ properties }) => properties.network === undefined);
  return (
    <>
      <div className="nhsuk-form-group pcn-no-print">
        <label className="pcn-area-box">
          <input type="checkbox" checked={first} onChange={() => setFirst(!first)} /> Show a first idea of areas instead: each small
          area to the network of the nearest practice
        </label>
      </div>
      <MapView label="Map of the commissioner’s networks" {...picture} legend={legendOf(first, found, alone.length > 0)} sameIn="the table below" />
      {first && small.state === 'ready' && small.value.features.length === 0 && <p>No small areas of this commissioner are loaded.</p>}
      <Table compact caption={`${counted(rows.length, 'network')} of this commissioner`} columns={columns(smallAreas !== undefined)} rows={rows} rowKey={(row) => row.code} />
      {alone.length > 0 && <p>On the map, in no network: {listed(alone.map(({ properties }) => properties.name || properties.code))}.</p>}
      {map.without_place.length > 0 && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">{counted(map.without_place.length, 'practice')} not on the map: place not known</span>
          </summary>
          <div className="nhsuk-details__text">{listed(map.without_place.map((practice) => practice.name || practice.code))}</div>
        </details>
      )}
    </>
  );
}

export interface CommissionerMapProps {
  readonly code: string;
  readonly day: Day;
  readonly check: AreaCheck | undefined;
}

export function CommissionerMap({ code, day, check }: CommissionerMapProps): ReactNode {
  const map = loaded(useNetworksMap(code, day));
  return (
    <section aria-labelledby="map">
      <h2 id="map" className="nhsuk-heading-m">Map of coverage</h2>
      <WhenReady of={map} what="the map">{(ready) => <Shown code={code} day={day} map={ready} check={check} />}</WhenReady>
      <p className="pcn-no-print"><DayLink to={`/register/commissioners/${code}/area`}>Try out an area for some practices</DayLink></p>
    </section>
  );
}

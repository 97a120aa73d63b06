// The map of one network: its area as far as a published file gives it, and its practices by number.
import { type ReactNode, useMemo } from 'react';

import type { NetworkMap } from '../../api/types';
import type { Loaded } from '../../ui/loaded';
import { type LegendEntry, MapView } from '../../ui/map/map_view';
import { type Box, boxOf, type MapMark, type MapShape, type Place } from '../../ui/map/shapes';
import { WhenReady } from '../../ui/notices/notices';
import { listed } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import './areas.css';

type Feature = NetworkMap['features'][number];

export function placeOfPoint({ geometry }: Feature): Place {
  return { longitude: Number(geometry.coordinates[0]), latitude: Number(geometry.coordinates[1]) };
}

export function ofKind(map: NetworkMap, kind: Feature['properties']['kind']): readonly Feature[] {
  return map.features.filter(({ properties }) => properties.kind === kind);
}

/** About a kilometre more on each side, so that a single practice does not fill the map. */
function widened(box: Box | undefined): Box | undefined {
  return box && { west: box.west - 0.015, south: box.south - 0.01, east: box.east + 0.015, north: box.north + 0.01 };
}

interface Picture {
  readonly shapes: readonly MapShape[];
  readonly marks: readonly MapMark[];
  readonly outlines: readonly MapShape['geometry'][];
  readonly around: Box | undefined;
}

function pictureOf(map: NetworkMap): Picture {
  const areas = ofKind(map, 'network');
  const sites = ofKind(map, 'site');
  const places = sites.map(placeOfPoint);
  return {
    shapes: areas.map(({ properties, geometry }) => ({ id: properties.code, geometry, fill: 'tint1' })),
    marks: sites.map((site, at) => ({ id: site.properties.code, text: String(at + 1), kind: 'site', ...placeOfPoint(site) })),
    outlines: ofKind(map, 'commissioner').map(({ geometry }) => geometry),
    around: widened(boxOf(areas.map(({ geometry }) => geometry), places)),
  };
}

const LEGEND: readonly LegendEntry[] = [
  { look: 'site', means: 'Practice, with its number in the list' },
  { look: 'outline', means: 'The commissioner’s area' },
];

function Shown({ map }: { readonly map: NetworkMap }): ReactNode {
  const picture = useMemo(() => pictureOf(map), [map]);
  const sites = ofKind(map, 'site');
  const hasArea = picture.shapes.length > 0;
  const dates = [...new Set(map.rests_on.map(({ dated }) => dated))].sort();
  if (sites.length === 0 && !hasArea) return <p>Neither an area nor a practice of this network can be shown: no file with their places is loaded.</p>;
  return (
    <>
      <MapView
        label="Map of the network"
        {...picture}
        legend={hasArea ? [{ look: 'tint1', means: 'The network’s area' }, ...LEGEND] : LEGEND}
        sameIn="the list of practices below"
      />
      {!hasArea && <p>No file gives the area of this network, so the map shows its practices only.</p>}
      <ol className="pcn-area-members" aria-label="Practices by their number on the map">
        {sites.map(({ properties }) => (
          <li key={properties.code}>{properties.name || properties.code}{properties.postcode && `, ${properties.postcode}`}</li>
        ))}
      </ol>
      {map.without_place.length > 0 && (
        <p>Not on the map, because their place is not known: {listed(map.without_place.map(({ name, code }) => name || code))}.</p>
      )}
      {dates.length > 0 && <p className="pcn-quiet">From files of {listed(dates.map(longDate))}.</p>}
    </>
  );
}

export function NetworkMapSection({ map }: { readonly map: Loaded<NetworkMap> }): ReactNode {
  return (
    <section aria-labelledby="map">
      <h2 id="map" className="nhsuk-heading-m">Map</h2>
      <WhenReady of={map} what="the map">{(ready) => <Shown map={ready} />}</WhenReady>
    </section>
  );
}

// The drawn map: MapLibre GL over nothing but the shapes it is given. It asks no server for tiles,
// letters or pictures; its worker comes from our own address. Loaded only when a page shows a map.
import { type GeoJSONSource, Map as GlMap, Marker, NavigationControl, ScaleControl, setWorkerUrl, type StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Feature, FeatureCollection, Geometry as JsonGeometry } from 'geojson';
import { type ReactNode, useEffect, useRef, useState } from 'react';

import 'maplibre-gl/dist/maplibre-gl.css';
import { DOTS, HATCH } from './patterns';
import { type Box, boxOf, type Geometry, type MapMark, type MapShape, type Place, type Position } from './shapes';
import './map.css';

setWorkerUrl(workerUrl);

export interface MapCanvasProps {
  /** The map's name for assistive technology. */
  readonly label: string;
  readonly shapes: readonly MapShape[];
  /** Lines around what all of it lies in. */
  readonly outlines?: readonly Geometry[];
  readonly marks?: readonly MapMark[];
  /** What to show at first; all of the outlines, or else the shapes, without it. */
  readonly around?: Box | undefined;
  /** A line that is being drawn. */
  readonly line?: readonly Position[];
  /** A cross in the middle, for placing points without a mouse. */
  readonly cross?: boolean;
  /** Somebody pressed a shape. */
  readonly onPick?: (id: string) => void;
  /** Somebody pressed anywhere. */
  readonly onPlace?: (place: Place) => void;
  /** Where the middle of the map is, after it moved. */
  readonly onMove?: (middle: Place) => void;
}

type Collection = FeatureCollection;

function collectionOf(features: readonly { readonly geometry: Geometry; readonly properties: Record<string, string> }[]): Collection {
  return {
    type: 'FeatureCollection',
    features: features.map(({ geometry, properties }) => ({ type: 'Feature', properties, geometry: geometry as unknown as JsonGeometry })),
  };
}

function shapesOf(shapes: readonly MapShape[]): Collection {
  return collectionOf(shapes.map(({ id, fill, geometry }) => ({ geometry, properties: { id, fill } })));
}

function lineOf(line: readonly Position[]): Collection {
  const coordinates = line.map(([longitude, latitude]) => [longitude, latitude]);
  const points: Feature[] = coordinates.map((position) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: position } }));
  if (coordinates.length < 2) return { type: 'FeatureCollection', features: points };
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } }, ...points],
  };
}

// One array for all, so that effects see no change where there is none.
const NONE: readonly never[] = [];

const EMPTY: Collection = { type: 'FeatureCollection', features: [] };

const COLOURS = {
  free: '#f0f4f5', chosen: '#005eb8', other: '#d8dde0', missing: '#fff3b0',
  tint1: '#9dc3e6', tint2: '#a8d5ba', tint3: '#f6c9a0', tint4: '#d3b8e0', tint5: '#f3b6c3', tint6: '#d9d58c',
};

const STYLE: StyleSpecification = {
  version: 8,
  sources: {
    shapes: { type: 'geojson', data: EMPTY },
    outlines: { type: 'geojson', data: EMPTY },
    line: { type: 'geojson', data: EMPTY },
  },
  layers: [
    { id: 'ground', type: 'background', paint: { 'background-color': '#ffffff' } },
    {
      id: 'fills', type: 'fill', source: 'shapes',
      paint: {
        'fill-color': ['match', ['get', 'fill'], ...Object.entries(COLOURS).flat(), '#ffffff'] as never,
        'fill-opacity': ['match', ['get', 'fill'], 'chosen', 0.6, 0.75],
      },
    },
    { id: 'hatched', type: 'fill', source: 'shapes', filter: ['==', ['get', 'fill'], 'other'], paint: { 'fill-pattern': 'hatch' } },
    { id: 'dotted', type: 'fill', source: 'shapes', filter: ['==', ['get', 'fill'], 'missing'], paint: { 'fill-pattern': 'dots' } },
    { id: 'edges', type: 'line', source: 'shapes', paint: { 'line-color': '#768692', 'line-width': 0.6 } },
    {
      id: 'chosen', type: 'line', source: 'shapes', filter: ['==', ['get', 'fill'], 'chosen'],
      paint: { 'line-color': '#003087', 'line-width': 2 },
    },
    { id: 'outlines', type: 'line', source: 'outlines', paint: { 'line-color': '#212b32', 'line-width': 2, 'line-dasharray': [4, 2] } },
    { id: 'line', type: 'line', source: 'line', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': '#8a1538', 'line-width': 3 } },
    {
      id: 'points', type: 'circle', source: 'line', filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-color': '#ffffff', 'circle-radius': 5, 'circle-stroke-color': '#8a1538', 'circle-stroke-width': 3 },
    },
  ],
};

function placed(map: GlMap, source: string, data: Collection): void {
  (map.getSource(source) as GeoJSONSource | undefined)?.setData(data);
}

/** What people see in it stands in the list, so that it is silent. */
function markElement({ text, kind }: MapMark): HTMLElement {
  const element = document.createElement('span');
  element.className = `pcn-map-mark pcn-map-mark--${kind}`;
  element.textContent = text;
  return element;
}

function silence(marker: Marker): void {
  const element = marker.getElement();
  element.setAttribute('aria-hidden', 'true');
  for (const name of ['role', 'aria-label', 'tabindex']) element.removeAttribute(name);
}

function fit(map: GlMap, box: Box): void {
  map.fitBounds([[box.west, box.south], [box.east, box.north]], { padding: 28, duration: 0, maxZoom: 15 });
}

function newMap(container: HTMLElement, label: string): GlMap {
  const map = new GlMap({
    container,
    style: STYLE,
    bounds: [[-6, 49.9], [2, 55.9]],
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    cooperativeGestures: true,
    fadeDuration: 0,
    // So that it can be printed.
    canvasContextAttributes: { preserveDrawingBuffer: true },
    locale: { 'Map.Title': `${label}. Arrow keys move it, plus and minus change its size.` },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
  map.addImage('hatch', HATCH);
  map.addImage('dots', DOTS);
  return map;
}

export default function MapCanvas(props: MapCanvasProps): ReactNode {
  const { label, shapes, outlines = NONE, marks = NONE, line = NONE, around, cross } = props;
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<GlMap>();
  const shown = useRef<string>('');
  // Handlers change with every rendering; the map is made once.
  const handlers = useRef(props);
  handlers.current = props;

  useEffect(() => {
    if (!box.current) return undefined;
    const made = newMap(box.current, label);
    made.on('load', () => setMap(made));
    made.on('click', (event) => {
      handlers.current.onPlace?.({ longitude: event.lngLat.lng, latitude: event.lngLat.lat });
      const id: unknown = made.queryRenderedFeatures(event.point, { layers: ['fills'] })[0]?.properties['id'];
      if (typeof id === 'string') handlers.current.onPick?.(id);
    });
    made.on('moveend', () => {
      const middle = made.getCenter();
      handlers.current.onMove?.({ longitude: middle.lng, latitude: middle.lat });
    });
    return () => made.remove();
  }, [label]);

  useEffect(() => {
    if (map) placed(map, 'shapes', shapesOf(shapes));
  }, [map, shapes]);

  useEffect(() => {
    if (!map) return;
    placed(map, 'outlines', collectionOf(outlines.map((geometry) => ({ geometry, properties: {} }))));
    // Another place moves the map; choosing in the same place leaves it where people put it.
    const all = around ?? boxOf(outlines.length > 0 ? outlines : shapes.map(({ geometry }) => geometry));
    const key = JSON.stringify(all);
    if (!all || key === shown.current) return;
    shown.current = key;
    fit(map, all);
  }, [map, outlines, shapes, around]);

  useEffect(() => {
    if (map) placed(map, 'line', lineOf(line));
  }, [map, line]);

  useEffect(() => {
    if (!map) return undefined;
    const markers = marks.map((mark) => {
      const marker = new Marker({ element: markElement(mark) }).setLngLat([mark.longitude, mark.latitude]).addTo(map);
      silence(marker);
      return marker;
    });
    return () => {
      for (const marker of markers) marker.remove();
    };
  }, [map, marks]);

  return (
    <div className="pcn-map__canvas" data-ready={map ? 'yes' : undefined}>
      <div ref={box} className="pcn-map__gl" />
      {cross && <span className="pcn-map__cross" aria-hidden="true" />}
    </div>
  );
}

// Changes of an area as people choose it. Values are replaced, never changed.
import type { NetworkArea } from '../../api/types';
import type { Position } from '../../ui/map/shapes';

export type DrawnPolygon = NonNullable<NetworkArea['polygons']>[number];

export function smallAreasOf(area: NetworkArea): readonly string[] {
  return area.small_areas ?? [];
}

export function polygonsOf(area: NetworkArea): readonly DrawnPolygon[] {
  return area.polygons ?? [];
}

export function isEmpty(area: NetworkArea): boolean {
  return smallAreasOf(area).length === 0 && polygonsOf(area).length === 0;
}

/** With these small areas as well: in order, each once. */
export function withSmallAreas(area: NetworkArea, codes: readonly string[]): NetworkArea {
  return { ...area, small_areas: [...new Set([...smallAreasOf(area), ...codes])].sort() };
}

export function withoutSmallAreas(area: NetworkArea, codes: readonly string[]): NetworkArea {
  const gone = new Set(codes);
  return { ...area, small_areas: smallAreasOf(area).filter((code) => !gone.has(code)) };
}

export function toggled(area: NetworkArea, code: string): NetworkArea {
  return smallAreasOf(area).includes(code) ? withoutSmallAreas(area, [code]) : withSmallAreas(area, [code]);
}

/** The line, closed, as a further polygon. Three points at least. */
export function withDrawn(area: NetworkArea, line: readonly Position[]): NetworkArea {
  const ring = [...line, line[0]].flatMap((position) => (position ? [[position[0], position[1]]] : []));
  return { ...area, polygons: [...polygonsOf(area), { type: 'Polygon', coordinates: [ring] }] };
}

export function withoutPolygon(area: NetworkArea, index: number): NetworkArea {
  return { ...area, polygons: polygonsOf(area).filter((_, at) => at !== index) };
}

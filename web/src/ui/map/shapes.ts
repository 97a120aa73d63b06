// What a map shows, in words of its own: areas, lines and numbered marks. Nothing here needs the map
// library, so that pages and tests load without it.

/** Longitude and latitude, WGS84. */
export type Position = readonly [number, number];

/** As GeoJSON has it. */
export interface Geometry {
  readonly type: 'Point' | 'Polygon' | 'MultiPolygon';
  readonly coordinates: readonly unknown[];
}

/**
 * How an area is filled. Each differs by pattern or outline as well as colour: `chosen` has a heavy
 * outline, `other` is hatched, `missing` is dotted, tints carry numbers.
 */
export type Fill = 'free' | 'chosen' | 'other' | 'missing' | 'tint1' | 'tint2' | 'tint3' | 'tint4' | 'tint5' | 'tint6';

export interface MapShape {
  readonly id: string;
  readonly geometry: Geometry;
  readonly fill: Fill;
}

export interface MapMark extends Place {
  readonly id: string;
  /** What stands in it: a number that the list beside the map has, too. A dot has none. */
  readonly text: string;
  readonly kind: 'site' | 'site-outside' | 'dot' | 'area' | 'gap';
}

export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

function isPosition(value: readonly unknown[]): value is readonly [number, number] {
  return typeof value[0] === 'number' && typeof value[1] === 'number';
}

function stretched(box: Box | undefined, longitude: number, latitude: number): Box {
  if (!box) return { west: longitude, south: latitude, east: longitude, north: latitude };
  return {
    west: Math.min(box.west, longitude),
    south: Math.min(box.south, latitude),
    east: Math.max(box.east, longitude),
    north: Math.max(box.north, latitude),
  };
}

function boxOfCoordinates(coordinates: readonly unknown[], box: Box | undefined): Box | undefined {
  if (isPosition(coordinates)) return stretched(box, coordinates[0], coordinates[1]);
  let all = box;
  for (const part of coordinates) {
    if (Array.isArray(part)) all = boxOfCoordinates(part, all);
  }
  return all;
}

/** What holds all of these; nothing where there are none. */
export function boxOf(geometries: readonly Geometry[], places: readonly Place[] = []): Box | undefined {
  let box: Box | undefined;
  for (const { coordinates } of geometries) box = boxOfCoordinates(coordinates, box);
  for (const { longitude, latitude } of places) box = stretched(box, longitude, latitude);
  return box;
}

export const TINTS = 6;

/** The tint of the n-th area, from 1: neighbours in a list differ. */
export function tintOf(number: number): Fill {
  return `tint${((number - 1) % TINTS) + 1}` as Fill;
}

import { describe, expect, it } from 'vitest';

import { DOTS, HATCH } from './patterns';
import { boxOf, type Geometry, tintOf } from './shapes';

describe('What a map holds', () => {
  it('is the box around all its shapes and places', () => {
    const polygon: Geometry = { type: 'Polygon', coordinates: [[[-1.4, 54.4], [-1.3, 54.6], [-1.2, 54.5], [-1.4, 54.4]]] };
    const two: Geometry = { type: 'MultiPolygon', coordinates: [[[[0, 51], [1, 51], [1, 52], [0, 51]]]] };
    expect(boxOf([polygon])).toEqual({ west: -1.4, south: 54.4, east: -1.2, north: 54.6 });
    expect(boxOf([polygon, two], [{ longitude: 2, latitude: 50 }])).toEqual({ west: -1.4, south: 50, east: 2, north: 54.6 });
    expect(boxOf([])).toBeUndefined();
    expect(boxOf([{ type: 'MultiPolygon', coordinates: [] }])).toBeUndefined();
  });

  it('gives neighbours in a list different tints', () => {
    expect([1, 2, 6, 7].map(tintOf)).toEqual(['tint1', 'tint2', 'tint6', 'tint1']);
  });

  it('is filled with patterns that are not plain', () => {
    for (const { data, width, height } of [DOTS, HATCH]) {
      expect(data).toHaveLength(width * height * 4);
      const inked = data.filter((value, at) => at % 4 === 3 && value > 0).length;
      expect(inked).toBeGreaterThan(0);
      expect(inked).toBeLessThan((width * height) / 2);
    }
  });
});

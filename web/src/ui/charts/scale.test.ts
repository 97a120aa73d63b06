import { expect, it } from 'vitest';

import { marks, scale } from './scale';

it('marks an axis at round values and reaches past the largest', () => {
  expect(marks(1730)).toEqual([0, 500, 1000, 1500, 2000]);
  expect(marks(4)).toEqual([0, 1, 2, 3, 4]);
  expect(marks(0)).toEqual([0]);
});

it('draws nothing where everything is zero', () => {
  expect(scale(0, 100)(5)).toBe(0);
  expect(scale(10, 100)(5)).toBe(50);
});

import { expect, it } from 'vitest';

import { pagesShown } from './paging';

it('shows ends and neighbours, and a gap only where more than one page is left out', () => {
  expect(pagesShown(1, 1)).toEqual([1]);
  expect(pagesShown(1, 3)).toEqual([1, 2, 3]);
  expect(pagesShown(4, 20)).toEqual([1, 2, 3, 4, 5, 0, 20]);
  expect(pagesShown(10, 20)).toEqual([1, 0, 9, 10, 11, 0, 20]);
  expect(pagesShown(20, 20)).toEqual([1, 0, 19, 20]);
});

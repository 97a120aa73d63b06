import { expect, it } from 'vitest';

import { comparePath, comparisonOf } from './cohort_path';

it('reads what it wrote', () => {
  const asked = { before: 2, after: 5, beforeDay: '2025-11-01', afterDay: '', practice: 'X10001' };
  const address = comparePath('a/b', asked);
  expect(address).toBe('/cohorts/a%2Fb/compare?before=2&after=5&before_day=2025-11-01&practice=X10001');
  expect(comparisonOf(new URLSearchParams(address.split('?')[1]), 7)).toEqual(asked);
});

it('compares the newest version with the one before it where the address says nothing of use', () => {
  for (const search of ['', 'before=0&after=x', 'before_day=yesterday']) {
    expect(comparisonOf(new URLSearchParams(search), 3)).toEqual({ before: 2, after: 3, beforeDay: '', afterDay: '', practice: '' });
  }
  expect(comparisonOf(new URLSearchParams(''), 1)).toMatchObject({ before: 1, after: 1 });
});

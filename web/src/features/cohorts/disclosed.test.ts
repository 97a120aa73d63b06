import { expect, it } from 'vitest';

import { people, peopleWords, share } from './disclosed';

it('does not let a suppressed number be read as nobody', () => {
  expect(people(0, 'small_numbers_suppressed')).toBe('0 to 7');
  expect(people(0, 'exact')).toBe('0');
  expect(people(1235, 'small_numbers_suppressed')).toBe('1,235');
  expect(peopleWords(1, 'exact')).toBe('1 person');
  expect(peopleWords(0, 'small_numbers_suppressed')).toBe('0 to 7 people');
});

it('gives shares only where they can be said', () => {
  expect(share(412, 45_210, 'exact')).toBe('0.9%');
  expect(share(1, 45_210, 'exact')).toBe('under 0.1%');
  expect(share(0, 45_210, 'exact')).toBe('0.0%');
  expect(share(0, 45_210, 'small_numbers_suppressed')).toBe('Not known');
  expect(share(0, 0, 'exact')).toBe('Not known');
});

import { expect, it } from 'vitest';

import { secondsLeft } from './session_timer';

it('counts from the last answer of the server, not from signing in', () => {
  const told = Date.parse('2026-11-23T09:00:00Z');
  const minutes = (n: number): number => told + n * 60_000;
  const expires = '2026-11-23T09:30:00Z';
  expect(secondsLeft(expires, told, told, minutes(29))).toBe(60);
  expect(secondsLeft(expires, told, minutes(20), minutes(29))).toBe(21 * 60);
  expect(secondsLeft(expires, told, 0, minutes(31))).toBe(-60);
});

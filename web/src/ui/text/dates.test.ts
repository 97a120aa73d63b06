import { describe, expect, it } from 'vitest';

import { ageOn, bannerDate, dateOfFields, daysAfter, longDate, longTime } from './dates';

describe('dates', () => {
  it('are written in full on pages, with the precision they came with', () => {
    expect(longDate('2018-08-06')).toBe('6 August 2018');
    expect(longDate('2018-08')).toBe('August 2018');
    expect(longDate('2018')).toBe('2018');
    expect(longDate(null)).toBe('No date');
  });

  it('take the short form of the patient banner', () => {
    expect(bannerDate('2018-08-06')).toBe('06-Aug-2018');
    expect(bannerDate('1951')).toBe('1951');
  });

  it('show times of the United Kingdom, in summer as in winter', () => {
    expect(longTime('2026-07-01T16:30:00Z')).toBe('1 July 2026 at 5:30pm');
    expect(longTime('2026-01-01T00:05:00Z')).toBe('1 January 2026 at 12:05am');
  });

  it('give an age that changes on the birthday', () => {
    expect(ageOn('1950-06-15', '2026-06-14')).toBe(75);
    expect(ageOn('1950-06-15', '2026-06-15')).toBe(76);
    expect(ageOn('1950', '2026-06-15')).toBeUndefined();
  });

  it('are refused if there is no such day', () => {
    expect(dateOfFields({ day: '29', month: '2', year: '2024' })).toBe('2024-02-29');
    expect(dateOfFields({ day: '29', month: '2', year: '2025' })).toBeUndefined();
    expect(dateOfFields({ day: '1', month: '13', year: '2025' })).toBeUndefined();
    expect(dateOfFields({ day: '1', month: '1', year: '25' })).toBeUndefined();
  });

  it('count days across a change of clocks', () => {
    expect(daysAfter('2026-03-28', 2)).toBe('2026-03-30');
  });
});

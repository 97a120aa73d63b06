import { describe, expect, it } from 'vitest';

import { cohortCount } from '../../testing/cohorts';
import { attritionHeadline, rowsOf } from './attrition';
import { ageHeadline, deprivationHeadline, practiceHeadline } from './breakdowns';

const COUNT = cohortCount({ text: 'A and B' });
const SUPPRESSED = { ...COUNT, disclosure: 'small_numbers_suppressed' as const };

describe('the headline', () => {
  it('of the steps names the clause that leaves out most', () => {
    expect(attritionHeadline(COUNT)).toBe('Clause 1 leaves out most: 14,575 of those before it');
    expect(attritionHeadline({ ...COUNT, steps: COUNT.steps.slice(0, 1) })).toBe('One clause: it leaves 3,120 of 17,695 people');
    expect(attritionHeadline({ ...COUNT, steps: COUNT.steps.map((step) => ({ ...step, removed: 0 })) })).toBe('No clause leaves anybody out');
  });
  it('of the practices compares their shares, not their numbers', () => {
    expect(practiceHeadline(COUNT)).toBe('From 1.4% of people at Oak Tree Practice to 4.6% at Harbour Medical Centre');
    const few = { ...SUPPRESSED, by_practice: COUNT.by_practice.map((row, at) => (at === 2 ? { ...row, people: 0 } : row)) };
    expect(practiceHeadline(few)).toBe('From too few to say at Oak Tree Practice to 4.6% at Harbour Medical Centre');
    const none = { ...SUPPRESSED, by_practice: COUNT.by_practice.map((row) => ({ ...row, people: 0 })) };
    expect(practiceHeadline(none)).toBe('Too few people to say at every practice');
    expect(practiceHeadline({ ...COUNT, by_practice: COUNT.by_practice.slice(0, 1) })).toBe('How many people at each practice');
  });
  it('of ages names the largest group', () => {
    expect(ageHeadline(COUNT)).toBe('The largest group is aged 70 to 74; 73% are 65 or over');
    expect(ageHeadline({ ...COUNT, by_age_band: [] })).toBe('Nobody to show by age');
  });
  it('of deprivation compares the two ends', () => {
    expect(deprivationHeadline(COUNT)).toBe('4.0% of people in the most deprived fifth of areas, 1.8% in the least deprived');
    const none = { ...SUPPRESSED, by_deprivation_decile: COUNT.by_deprivation_decile.map((row) => ({ ...row, people: 0 })) };
    expect(deprivationHeadline(none)).toBe('Too few people to compare the ends');
  });
});

it('begins the steps with the base population', () => {
  expect(rowsOf(COUNT).map(({ left, before }) => [left, before])).toEqual([[17_695, 17_695], [3120, 17_695], [412, 3120]]);
});

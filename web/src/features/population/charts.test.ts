import { describe, expect, it } from 'vitest';

import { ageHeadline, ageLabel, comparedWithEngland, conditionsHeadline } from './charts';

const band = (label: string, people: number): { label: string; female: number; male: number; other: number } => ({
  label, female: people, male: 0, other: 0,
});

describe('the sentence above the age pyramid', () => {
  it('says how many are older and which group is largest', () => {
    expect(ageHeadline([band('0-4', 30), band('60-64', 50), band('65-69', 15), band('90+', 5)])).toBe(
      '20.0% are aged 65 or over; the largest group is aged 60 to 64',
    );
  });
  it('does not divide by nobody', () => {
    expect(ageHeadline([band('0-4', 0)])).toBe('Nobody is registered here.');
  });
  it('writes ages in words', () => {
    expect(ageLabel('90+')).toBe('90 and over');
  });
});

describe('a condition beside England', () => {
  const condition = { id: 'a', title: 'Asthma', people: 80, denominator: 1000, expected: 100 };

  it('is compared with the people expected at each age', () => {
    expect(comparedWithEngland(condition)).toBe('20% fewer than England');
    expect(comparedWithEngland({ ...condition, people: 103 })).toBe('About as in England');
    expect(comparedWithEngland({ ...condition, people: 150 })).toBe('50% more than England');
  });
  it('falls back on the national share of its age group', () => {
    const { expected: _, ...plain } = condition;
    expect(comparedWithEngland({ ...plain, national_share: 0.16 })).toBe('50% fewer than England');
    expect(comparedWithEngland(plain)).toBe('No national figure');
  });
  it('makes a headline of the largest gap', () => {
    expect(conditionsHeadline([condition, { ...condition, title: 'Gout', people: 99 }])).toBe(
      "Asthma shows the largest gap: 20 fewer people than England's rates would give",
    );
    expect(conditionsHeadline([{ ...condition, people: 120 }])).toBe(
      'No condition is found less often than in England as a whole',
    );
  });
});

import { describe, expect, it } from 'vitest';

import { printedNhsNumber, typedNhsNumber } from './nhs_number';

describe('the NHS number', () => {
  it('is printed 3 3 4 with spaces that do not break', () => {
    expect(printedNhsNumber('9990000018')).toBe('999\u00a0000\u00a00018');
  });

  it.each([
    ['999 000 0018', 'spaces as printed on letters'],
    ['999-000-0018', 'dashes'],
    [' 9990000050 ', 'remainder 0 gives check digit 0'],
  ])('is accepted as %s', (text, why) => {
    expect(typedNhsNumber(text).state, why).toBe('number');
  });

  it.each([
    ['9990000019', 'Check each digit'],
    ['9990000001', 'Check each digit'],
    ['999000001', 'You entered 9'],
    ['AB123456C', 'National Insurance'],
    ['0101501234', 'CHI'],
    ['', 'Enter an NHS number'],
  ])('is refused as %s, saying why', (text, why) => {
    const typed = typedNhsNumber(text);
    expect(typed.state === 'wrong' && typed.why).toContain(why);
  });
});

import { expect, it } from 'vitest';

import { readableValue } from './units';

it.each([
  ['152 mm[Hg]', '152 mmHg'],
  ['98 umol/L', '98 µmol/L'],
  ['54 mL/min/{1.73_m2}', '54 mL/min/1.73 m²'],
  ['27.4 kg/m2', '27.4 kg/m²'],
  ['3 {score}', '3'],
  ['One daily', 'One daily'],
])('reads %s as %s', (text, readable) => {
  expect(readableValue(text)).toBe(readable);
});

import { expect, it } from 'vitest';

import type { CohortComparison } from '../../api/types';
import { comparisonCsv, csvCell } from './comparison_csv';

const COMPARED: CohortComparison = {
  before: { name: '=Old, "frail"', version: 1, definition: 'Cohort', as_at: '2026-01-01', people: 1395, of: 9000, unknown: 0 },
  after: { definition: 'Cohort', as_at: '2026-11-01', people: 1410, of: 9000, unknown: 0 },
  stayed: 1380, joined: 30, left: 0, milliseconds: 3, later_entries: 'leave_out', disclosure: 'small_numbers_suppressed',
  causes: [{ cause: 'age', joined: 30, left: 0 }],
  by_practice: [{ practice: { ods_code: 'X10001', name: '@Mill Lane' }, before: 10, after: 15, joined: 5, left: 0 }],
  lines: [], notes: ['Records are those of today.'],
};

it('tells the numbers as the page shows them, small ones not as none', () => {
  const lines = comparisonCsv(COMPARED).slice(1).split('\r\n');
  expect(lines[1]).toBe('All,All,"1,395",0 to 7,"1,380",30,"1,410"');
  expect(lines[2]).toBe("Practice,'@Mill Lane,10,0 to 7,,5,15");
  expect(lines[3]).toBe('Cause,A birthday,,0 to 7,,30,');
  expect(lines).toContain('Note,Records are those of today.');
  expect(lines.at(-2)).toMatch(/^Note,"Your role sees no people/);
});

it('lets no cell be a formula', () => {
  for (const text of ['=1+1', '+1', '-1', '@x', '\tx']) expect(csvCell(text)[0]).toBe("'");
  expect(comparisonCsv(COMPARED)).toContain(`Before,"'=Old, ""frail"", version 1, as at 2026-01-01"`);
  expect(csvCell('plain')).toBe('plain');
});

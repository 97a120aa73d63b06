// The numbers of a comparison as a file for a spreadsheet, in the words of the page.
import type { CohortComparison } from '../../api/types';
import { people, SUPPRESSED } from './disclosed';

export const CAUSES: Readonly<Record<CohortComparison['causes'][number]['cause'], string>> = {
  data: 'New data: an entry dated between the two days',
  age: 'A birthday',
  time: 'Something became older or newer than the rule allows',
  registration: 'The base population changed: registration, death or another base',
  rule: 'The rule changed',
  value_set: 'The rule names another value set',
};

/** RFC 4180. A cell that a spreadsheet could take for a formula gets an apostrophe (CWE-1236). */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function comparisonCsv(compared: CohortComparison): string {
  const { before, after, disclosure } = compared;
  const shown = (number: number): string => people(number, disclosure);
  const side = ({ name, version, as_at: day }: CohortComparison['before']): string =>
    `${name ?? 'Text'}${version === undefined ? '' : `, version ${version}`}, as at ${day}`;
  const rows: readonly (readonly string[])[] = [
    ['Breakdown', 'Group', 'Before', 'Left', 'Stayed', 'Joined', 'After'],
    ['All', 'All', shown(before.people), shown(compared.left), shown(compared.stayed), shown(compared.joined), shown(after.people)],
    ...compared.by_practice.map((row) => [
      'Practice', row.practice.name, shown(row.before), shown(row.left), '', shown(row.joined), shown(row.after),
    ]),
    ...compared.causes.map(({ cause, joined, left }) => ['Cause', CAUSES[cause], '', shown(left), '', shown(joined), '']),
    [],
    ['Before', side(before)],
    ['After', side(after)],
    ...compared.notes.map((note) => ['Note', note]),
    ...(disclosure === 'exact' ? [] : [['Note', SUPPRESSED]]),
  ];
  // The mark lets spreadsheets read the names as UTF-8.
  return `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

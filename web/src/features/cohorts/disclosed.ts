// Counts in words for who asks. Roles that see no people get small numbers as 0, which must not be
// read as nobody.
import type { CohortCount } from '../../api/types';
import { count, percent } from '../../ui/text/counts';

export type Disclosure = CohortCount['disclosure'];

/** "412"; "0 to 7" where a 0 stands for any small number. */
export function people(number: number, disclosure: Disclosure): string {
  if (number === 0 && disclosure === 'small_numbers_suppressed') return '0 to 7';
  return count(number);
}

/** "412 people", "1 person", "0 to 7 people". */
export function peopleWords(number: number, disclosure: Disclosure): string {
  return `${people(number, disclosure)} ${number === 1 ? 'person' : 'people'}`;
}

/** "0.9%", or that it cannot be said. */
export function share(part: number, whole: number, disclosure: Disclosure): string {
  if (whole === 0 || (part === 0 && disclosure === 'small_numbers_suppressed')) return 'Not known';
  if (part > 0 && part / whole < 0.0005) return 'under 0.1%';
  return percent(part / whole);
}

export const SUPPRESSED =
  'Your role sees no people, so numbers from 1 to 7 are shown as “0 to 7” and others as multiples of five. Parts may not add up to the whole.';

// Addresses of cohorts. They name a saved cohort by its opaque identifier, versions and days; never
// the text of a rule or a person.

export function cohortPath(cohort: string): string {
  return `/cohorts/${encodeURIComponent(cohort)}`;
}

export function editPath(cohort: string): string {
  return `${cohortPath(cohort)}/edit`;
}

export interface Comparison {
  readonly before: number;
  readonly after: number;
  /** Empty: the day of the data. */
  readonly beforeDay: string;
  readonly afterDay: string;
  readonly practice: string;
}

export function comparePath(cohort: string, { before, after, beforeDay, afterDay, practice }: Comparison): string {
  const search = new URLSearchParams({ before: String(before), after: String(after) });
  if (beforeDay) search.set('before_day', beforeDay);
  if (afterDay) search.set('after_day', afterDay);
  if (practice) search.set('practice', practice);
  return `${cohortPath(cohort)}/compare?${search.toString()}`;
}

function version(text: string | null, otherwise: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

function day(text: string | null): string {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '';
}

/** What an address asks; without versions the newest with the one before it. */
export function comparisonOf(search: URLSearchParams, newest: number): Comparison {
  return {
    before: version(search.get('before'), Math.max(1, newest - 1)),
    after: version(search.get('after'), newest),
    beforeDay: day(search.get('before_day')),
    afterDay: day(search.get('after_day')),
    practice: search.get('practice') ?? '',
  };
}

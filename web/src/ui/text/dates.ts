// Dates as people read them. Two forms: "6 August 2018" on pages, and the short form of the
// national patient banner, "06-Aug-2018", in the banner and dense clinical tables only.
// Dates come from the server as ISO 8601, and a date may be only a year or a month.

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
  'October', 'November', 'December',
] as const;

interface CivilDate {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

function parse(text: string): CivilDate | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(text);
  if (!match) return undefined;
  return {
    year: Number(match[1]),
    ...(match[2] ? { month: Number(match[2]) } : {}),
    ...(match[3] ? { day: Number(match[3]) } : {}),
  };
}

function monthName(month: number): string {
  return MONTHS[month - 1] ?? String(month);
}

/** "6 August 2018", "August 2018" or "2018"; "No date" for none. */
export function longDate(text: string | null | undefined): string {
  const date = text ? parse(text) : undefined;
  if (!date) return 'No date';
  const words = [date.day, date.month && monthName(date.month), date.year];
  return words.filter((word) => word !== undefined).join(' ');
}

/** "06-Aug-2018", "Aug-2018" or "2018"; "No date" for none. */
export function bannerDate(text: string | null | undefined): string {
  const date = text ? parse(text) : undefined;
  if (!date) return 'No date';
  const words = [
    date.day && String(date.day).padStart(2, '0'),
    date.month && monthName(date.month).slice(0, 3),
    date.year,
  ];
  return words.filter((word) => word !== undefined).join('-');
}

/** "6 August 2018 at 5:30pm", in the time of the United Kingdom. */
export function longTime(text: string | null | undefined): string {
  const instant = text ? new Date(text) : undefined;
  if (!instant || Number.isNaN(instant.getTime())) return 'No date';
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '';
  const hour = Number(part('hour'));
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${part('minute')}${hour < 12 ? 'am' : 'pm'}`;
  return `${longDate(`${part('year')}-${part('month')}-${part('day')}`)} at ${clock}`;
}

/** Whole years from a date of birth to another date; undefined if the year is all we have. */
export function ageOn(born: string, on: string): number | undefined {
  const birth = parse(born);
  const date = parse(on);
  if (!birth?.month || !date?.month || !date.day) return undefined;
  const before =
    date.month < birth.month || (date.month === birth.month && date.day < (birth.day ?? 1));
  return date.year - birth.year - (before ? 1 : 0);
}

/** Today in the United Kingdom, as ISO 8601. */
export function today(now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(now);
}

/** Days later as ISO 8601, for suggestions such as "snooze for a month". */
export function daysAfter(date: string, days: number): string {
  const instant = new Date(`${date.slice(0, 10)}T12:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}

export type DateFields = { readonly day: string; readonly month: string; readonly year: string };

/** The date of three fields as ISO 8601, or undefined if there is no such day. */
export function dateOfFields({ day, month, year }: DateFields): string | undefined {
  if (![day, month].every((text) => /^\d{1,2}$/.test(text.trim()))) return undefined;
  if (!/^\d{4}$/.test(year.trim())) return undefined;
  const iso = `${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`;
  const instant = new Date(`${iso}T12:00:00Z`);
  const exists = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso);
  return exists ? iso : undefined;
}

export function fieldsOfDate(iso: string): DateFields {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return { day: String(Number(day)), month: String(Number(month)), year };
}

// An agreement in the parts that people fill one by one: its own clauses, each schedule, and the
// schedules that the practices add.
import type { AgreementField, AgreementForm, AgreementInView, AgreementValue } from '../../../api/types';
import { count } from '../../../ui/text/counts';
import { longDate } from '../../../ui/text/dates';

export interface AgreementPart {
  /** In the address: "clauses", "1" to "7". */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly fields: readonly AgreementField[];
}

export type Values = Readonly<Record<string, AgreementValue>>;
export type Row = Readonly<Record<string, string>>;
export type Member = AgreementInView['agreement']['members'][number];

export function partsOf(form: AgreementForm): readonly AgreementPart[] {
  const own = form.clauses.flatMap(({ own_text: text }) => (text ? [text] : []));
  return [
    {
      id: 'clauses',
      title: 'Clauses on disputes',
      about: 'All other clauses are fixed: they stand in the national template. These two are the practices’ own.',
      fields: own,
    },
    ...form.schedules.map(({ number, title, about, fields }) => ({ id: String(number), title: `Schedule ${number}: ${title}`, about, fields })),
  ];
}

export function rowsOf(value: AgreementValue | undefined): readonly Row[] {
  return Array.isArray(value) ? value.filter((row): row is Row => typeof row === 'object') : [];
}

export function textOf(value: AgreementValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function codesOf(value: AgreementValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((code): code is string => typeof code === 'string') : [];
}

export function isFilled(value: AgreementValue | undefined): boolean {
  return value !== undefined && value.length > 0;
}

/** Needed by its form, and with the answers beside it. */
export function isNeeded(field: AgreementField, answers: Values | Row): boolean {
  if (field.needed === 'never') return false;
  return !field.needed_with || answers[field.needed_with.field] === field.needed_with.answer;
}

/** One text as people read it: an answer's words, a practice's name, a number with its unit. */
export function wordsOf(field: AgreementField, text: string, members: readonly Member[]): string {
  switch (field.kind) {
    case 'choice':
      return field.choices.find(({ id }) => id === text)?.title ?? text;
    case 'practice':
    case 'practices':
      return nameOf(members, text);
    case 'date':
      return longDate(text);
    case 'number': {
      const number = /^\d+$/.test(text) ? count(Number(text)) : text;
      return field.unit === '%' ? `${number}%` : [number, field.unit].filter(Boolean).join(' ');
    }
    default:
      return text;
  }
}

export function nameOf(members: readonly Member[], code: string): string {
  const name = members.find((member) => member.code === code)?.name;
  return name ? `${name} (${code})` : code;
}

/** What a value's shape has wrong, for the summary above the form; empty values are never wrong. */
export function mistakesIn(fields: readonly AgreementField[], values: Values): readonly { field: string; message: string }[] {
  const wrong = (field: AgreementField, text: string, id: string, where: string): { field: string; message: string }[] =>
    field.kind === 'number' && text.trim() !== '' && !/^-?\d+(\.\d+)?$/.test(text.trim())
      ? [{ field: id, message: `${where}${field.title} must be a number, such as 66.7` }]
      : [];
  return fields.flatMap((field) =>
    field.kind === 'table'
      ? rowsOf(values[field.id]).flatMap((row, at) =>
          field.columns.flatMap((column) =>
            wrong(column, row[column.id] ?? '', cellId(field.id, at, column.id), `${field.title}, row ${at + 1}: `)))
      : wrong(field, textOf(values[field.id]), field.id, ''));
}

export function cellId(field: string, row: number, column: string): string {
  return `${field}-${row + 1}-${column}`;
}

/** How many practices signed the text that holds, wholly or in part. */
export function signedCount({ standing }: AgreementInView): number {
  return standing.members.filter(({ state }) => state === 'signed' || state === 'partly_signed').length;
}

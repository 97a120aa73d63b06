// Forms that are described by a list of fields, with rows of their own where a field is a table: what
// a field is, what its answers look like, and what is missing or wrong in them.

export interface FormField {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  /** `line` is one line, `text` several; `choices` and `practices` are boxes to tick. */
  readonly kind: 'line' | 'text' | 'number' | 'date' | 'choice' | 'choices' | 'practice' | 'practices' | 'table';
  readonly needed: 'never' | 'initial' | 'complete';
  /** Needed only where another field, or another column of the row, has this answer. */
  readonly needed_with?: { readonly field: string; readonly answer: string };
  readonly unit?: string;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
  readonly columns: readonly FormField[];
  /** What one row of a table is called: "service"; "row" where none is given. */
  readonly row?: string;
}

export type Row = Readonly<Record<string, string>>;
/** A text; the codes that were ticked; or rows, each with a text by column. */
export type FormValue = string | (string | Record<string, string>)[];
export type Values = Readonly<Record<string, FormValue>>;

/** A practice that a field may name. */
export interface Member {
  readonly code: string;
  readonly name?: string;
}

export interface Mistake {
  readonly field: string;
  readonly message: string;
}

export function rowsOf(value: FormValue | undefined): readonly Row[] {
  return Array.isArray(value) ? value.filter((row): row is Row => typeof row === 'object') : [];
}

export function textOf(value: FormValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function codesOf(value: FormValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((code): code is string => typeof code === 'string') : [];
}

export function isFilled(value: FormValue | undefined): boolean {
  return value !== undefined && value.length > 0;
}

/** Needed by its form, and with the answers beside it. */
export function isNeeded(field: FormField, answers: Values | Row): boolean {
  if (field.needed === 'never') return false;
  return !field.needed_with || answers[field.needed_with.field] === field.needed_with.answer;
}

export function nameOf(members: readonly Member[], code: string): string {
  const name = members.find((member) => member.code === code)?.name;
  return name ? `${name} (${code})` : code;
}

/** The id of a control in a row; rows are counted from 0 here and from 1 in ids. */
export function cellId(field: string, row: number, column: string): string {
  return `${field}-${row + 1}-${column}`;
}

/** "Services, row 2: " before what is said about a cell. */
function placeOf(field: FormField, row: number): string {
  return `${field.title}, ${field.row ?? 'row'} ${row + 1}: `;
}

/** The first box of a field of boxes has the focus when its error is followed. */
export function focusedId(field: FormField): string {
  return field.kind === 'choices' ? `${field.id}-1` : field.id;
}

/** What a value's shape has wrong, for the summary above the form; empty values are never wrong. */
export function mistakesIn(fields: readonly FormField[], values: Values): readonly Mistake[] {
  const wrong = (field: FormField, text: string, id: string, where: string): Mistake[] =>
    field.kind === 'number' && text.trim() !== '' && !/^-?\d+(\.\d+)?$/.test(text.trim())
      ? [{ field: id, message: `${where}${field.title} must be a number, such as 66.7` }]
      : [];
  return fields.flatMap((field) =>
    field.kind === 'table'
      ? rowsOf(values[field.id]).flatMap((row, at) =>
          field.columns.flatMap((column) => wrong(column, row[column.id] ?? '', cellId(field.id, at, column.id), placeOf(field, at))))
      : wrong(field, textOf(values[field.id]), field.id, ''));
}

const LOWER = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1);

/** What is needed and empty. A row that was added is needed in its needed columns. */
export function missingIn(fields: readonly FormField[], values: Values): readonly Mistake[] {
  const asked = ({ kind, title }: FormField): string => `${['line', 'text', 'number', 'date'].includes(kind) ? 'Enter' : 'Choose'}: ${LOWER(title)}`;
  return fields.flatMap((field): Mistake[] => {
    if (field.kind === 'table') {
      const cells = rowsOf(values[field.id]).flatMap((row, at) =>
        field.columns
          .filter((column) => isNeeded(column, row) && !row[column.id]?.trim())
          .map((column) => ({ field: cellId(field.id, at, column.id), message: `${placeOf(field, at)}${LOWER(asked(column))}` })));
      return isNeeded(field, values) && rowsOf(values[field.id]).length === 0
        ? [{ field: `${field.id}-add`, message: `Add at least one ${field.row ?? 'row'} to “${field.title}”` }]
        : cells;
    }
    const value = values[field.id];
    const isEmpty = typeof value === 'string' ? value.trim() === '' : !isFilled(value);
    return isNeeded(field, values) && isEmpty ? [{ field: focusedId(field), message: asked(field) }] : [];
  });
}

/** Last days that lie before their first days, by the ids `from` and `to`. */
export function turnedDays(fields: readonly FormField[], values: Values): readonly Mistake[] {
  const isTurned = (from: string | undefined, to: string | undefined): boolean => Boolean(from && to && to < from);
  const own = isTurned(textOf(values.from), textOf(values.to)) ? [{ field: 'to', message: 'The last day must not lie before the first day' }] : [];
  const inRows = fields.filter(({ kind }) => kind === 'table').flatMap((field) =>
    rowsOf(values[field.id]).flatMap((row, at) =>
      (isTurned(row.from, row.to)
        ? [{ field: cellId(field.id, at, 'to'), message: `${placeOf(field, at)}the last day must not lie before the first day` }] : [])));
  return [...own, ...inRows];
}

/**
 * What the server refused, at the control that it names: `"services[0].name" must be a text.` None
 * where it names no control of the form.
 */
export function refusedBy(what: string, fields: readonly FormField[]): Mistake | undefined {
  const [, id = '', row, cell, wanted = ''] = /^"([a-z_]+)(?:\[(\d+)\]\.([a-z_]+))?" must be (.+)$/.exec(what) ?? [];
  const field = fields.find((one) => one.id === id);
  if (!field) return undefined;
  const column = cell === undefined ? undefined : field.columns.find((one) => one.id === cell);
  if (row !== undefined && column) {
    return { field: cellId(id, Number(row), column.id), message: `${placeOf(field, Number(row))}${LOWER(column.title)} must be ${wanted}` };
  }
  return { field: focusedId(field), message: `${field.title} must be ${wanted}` };
}

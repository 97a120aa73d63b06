// Between what the server keeps and the answers of a form: members that are empty are left out of
// what is sent, and a text of lines is a list.
import { codesOf, type FormField, type FormValue, rowsOf, textOf, type Values } from '../../ui/forms/form_values';

type Paper = Readonly<Record<string, unknown>>;

const textOfMember = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** The answers that show a kept paper. `lines` are the fields that hold a list, a line for each. */
export function valuesOf(fields: readonly FormField[], paper: Paper, lines: readonly string[] = []): Values {
  const valueOf = ({ id, kind, columns }: FormField): FormValue => {
    const member = paper[id];
    if (kind === 'table') {
      return ((member ?? []) as readonly Paper[]).map((row) => Object.fromEntries(columns.map((column) => [column.id, textOfMember(row[column.id])])));
    }
    if (kind === 'choices' || kind === 'practices') return [...((member ?? []) as readonly string[])];
    return lines.includes(id) ? ((member ?? []) as readonly string[]).join('\n') : textOfMember(member);
  };
  return Object.fromEntries(fields.map((field) => [field.id, valueOf(field)]));
}

function filled(row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text.trim()]).filter(([, text]) => text !== ''));
}

/** What is sent. Lists of boxes and of lines are there even where they are empty. */
export function paperOf(fields: readonly FormField[], values: Values, lines: readonly string[] = []): Paper {
  const members = fields.map(({ id, kind, needed }): readonly [string, unknown] => {
    const value = values[id];
    if (kind === 'table') {
      const rows = rowsOf(value).map(filled);
      return [id, rows.length > 0 || needed !== 'never' ? rows : undefined];
    }
    if (kind === 'choices' || kind === 'practices') return [id, codesOf(value)];
    const text = textOf(value).trim();
    if (lines.includes(id)) return [id, text.split('\n').map((line) => line.trim()).filter(Boolean)];
    if (text === '') return [id, undefined];
    return [id, kind === 'number' ? Number(text) : text];
  });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** The days that every entry has. */
export const DAYS: readonly FormField[] = [
  { id: 'from', title: 'First day', kind: 'date', needed: 'complete', choices: [], columns: [] },
  { id: 'to', title: 'Last day', kind: 'date', needed: 'never', hint: 'Leave it empty while no end is known.', choices: [], columns: [] },
];

const plain = { choices: [], columns: [] } as const;

export const needed = (id: string, title: string, kind: FormField['kind'] = 'line', more: Partial<FormField> = {}): FormField =>
  ({ id, title, kind, needed: 'complete', ...plain, ...more });
export const optional = (id: string, title: string, kind: FormField['kind'] = 'line', more: Partial<FormField> = {}): FormField =>
  ({ id, title, kind, needed: 'never', ...plain, ...more });

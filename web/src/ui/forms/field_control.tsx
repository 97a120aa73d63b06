// The control of one field of a described form, by its kind; a table is a list of rows to add and
// remove, each a group of its own, so that it works without a mouse and on a small screen.
import { Checkboxes, Select, Textarea, TextInput } from 'nhsuk-react-components';
import { type ReactNode, useRef } from 'react';
import { flushSync } from 'react-dom';

import { Hidden } from '../text/hidden';
import { useAnnounce } from '../notices/announcer';
import { Button } from './button';
import { errorOf, type FormError } from './form_errors';
import { cellId, codesOf, focusedId, type FormField, type FormValue, isNeeded, type Member, nameOf, type Row, rowsOf, textOf, type Values } from './form_values';
import './field_control.css';

function labelOf(field: FormField, answers: Values | Row): string {
  return isNeeded(field, answers) ? field.title : `${field.title} (optional)`;
}

function hintOf(field: FormField): string | undefined {
  const words = [
    field.hint,
    field.needed === 'initial' && 'Needed before anybody can sign.',
    field.kind === 'number' && field.unit && `In ${field.unit === '%' ? 'per cent' : field.unit}.`,
  ].filter(Boolean);
  return words.length > 0 ? words.join(' ') : undefined;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const article = (word: string): string => (/^[aeio]/.test(word) ? 'an' : 'a');

interface CellProps {
  readonly id: string;
  readonly field: FormField;
  readonly label: string;
  readonly value: string;
  readonly members: readonly Member[];
  readonly isInRow: boolean;
  readonly error: { readonly error?: string };
  readonly onChange: (value: string) => void;
}

/** One text: the controls that fields and cells of rows share. */
function Cell({ id, field, label, value, members, isInRow, error, onChange }: CellProps): ReactNode {
  const hint = hintOf(field);
  const shared = { id, name: id, label, ...(hint && { hint }), ...error };
  if (field.kind === 'choice' || field.kind === 'practice') {
    const options = field.kind === 'choice'
      ? field.choices
      : members.map(({ code }) => ({ id: code, title: nameOf(members, code) }));
    const isKnown = value === '' || options.some((option) => option.id === value);
    return (
      <Select {...shared} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <Select.Option value="">Choose</Select.Option>
        {options.map((option) => <Select.Option key={option.id} value={option.id}>{option.title}</Select.Option>)}
        {!isKnown && <Select.Option value={value}>{value} ({field.kind === 'practice' ? 'not a member' : 'not offered any more'})</Select.Option>}
      </Select>
    );
  }
  if (field.kind === 'text' && !isInRow) {
    return <Textarea {...shared} rows={value.length > 120 ? 5 : 2} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  const kinds = field.kind === 'date'
    ? { type: 'date', width: '10' as const }
    : field.kind === 'number' ? { inputMode: 'decimal' as const, width: '5' as const } : {};
  return <TextInput {...shared} {...kinds} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

export interface FieldControlProps {
  readonly field: FormField;
  readonly values: Values;
  /** The practices that fields of the kinds `practice` and `practices` choose among. */
  readonly members?: readonly Member[];
  readonly errors: readonly FormError[];
  readonly onChange: (value: FormValue) => void;
}

function Rows({ field, values, members = [], errors, onChange }: FieldControlProps): ReactNode {
  const announce = useAnnounce();
  const box = useRef<HTMLFieldSetElement>(null);
  const rows = rowsOf(values[field.id]);
  const put = (at: number, row: Row): void => onChange(rows.map((other, position) => (position === at ? { ...row } : { ...other })));
  // At once, so that what somebody types next goes into the row.
  const putRows = (changed: Row[], focused: string): void => {
    flushSync(() => onChange(changed));
    document.getElementById(focused)?.focus();
  };
  const add = (): void =>
    putRows([...rows.map((row) => ({ ...row })), {}], cellId(field.id, rows.length, field.columns[0]?.id ?? ''));
  const remove = (at: number): void => {
    putRows(rows.filter((_, position) => position !== at).map((row) => ({ ...row })), `${field.id}-add`);
    announce(`${capital(field.row ?? 'row')} ${at + 1} of ${field.title} removed`);
  };
  const hint = hintOf(field);
  const word = field.row ?? 'row';
  return (
    <fieldset className="nhsuk-fieldset pcn-rows" id={field.id} tabIndex={-1} ref={box}>
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{labelOf(field, values)}</legend>
      {hint && <p className="nhsuk-hint">{hint}</p>}
      {rows.length === 0 && <p className="pcn-quiet">No {word}s yet.</p>}
      {rows.map((row, at) => (
        <fieldset className="pcn-rows__row" key={at}>
          <legend className="pcn-rows__number">{capital(word)} {at + 1}<Hidden>of {field.title}</Hidden></legend>
          <div className="pcn-rows__cells">
            {field.columns.map((column) => (
              <Cell
                key={column.id}
                id={cellId(field.id, at, column.id)}
                field={column}
                label={labelOf(column, row)}
                value={row[column.id] ?? ''}
                members={members}
                isInRow
                error={errorOf(errors, cellId(field.id, at, column.id))}
                onChange={(text) => put(at, { ...row, [column.id]: text })}
              />
            ))}
          </div>
          <Button kind="link" onClick={() => remove(at)}>Remove {word} {at + 1}<Hidden>of {field.title}</Hidden></Button>
        </fieldset>
      ))}
      <Button kind="small" id={`${field.id}-add`} onClick={add}>Add {article(word)} {word}<Hidden>to {field.title}</Hidden></Button>
    </fieldset>
  );
}

export function FieldControl(props: FieldControlProps): ReactNode {
  const { field, values, members = [], errors, onChange } = props;
  if (field.kind === 'table') return <Rows {...props} />;
  if (field.kind === 'practices' || field.kind === 'choices') {
    const offered = field.kind === 'choices'
      ? field.choices
      : members.map(({ code }) => ({ id: code, title: nameOf(members, code) }));
    const codes = codesOf(values[field.id]);
    return (
      <Checkboxes
        id={field.id}
        name={field.id}
        legend={labelOf(field, values)}
        legendProps={{ size: 's' }}
        {...(field.hint && { hint: field.hint })}
        {...errorOf(errors, focusedId(field))}
        onChange={(event) => {
          const { value: code, checked } = event.target as HTMLInputElement;
          onChange(checked ? [...codes, code] : codes.filter((other) => other !== code));
        }}
      >
        {offered.map(({ id: code, title }, at) => (
          <Checkboxes.Item key={code} id={`${field.id}-${at + 1}`} value={code} checked={codes.includes(code)} readOnly>{title}</Checkboxes.Item>
        ))}
      </Checkboxes>
    );
  }
  return (
    <Cell
      id={field.id}
      field={field}
      label={labelOf(field, values)}
      value={textOf(values[field.id])}
      members={members}
      isInRow={false}
      error={errorOf(errors, field.id)}
      onChange={onChange}
    />
  );
}

// The control of one field of the agreement, by its kind; a table is a list of rows to add and
// remove, each a group of its own, so that it works without a mouse and on a small screen.
import { Checkboxes, Select, Textarea, TextInput } from 'nhsuk-react-components';
import { type ReactNode, useRef } from 'react';
import { flushSync } from 'react-dom';

import type { AgreementField, AgreementValue } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { errorOf, type FormError } from '../../../ui/forms/form_errors';
import { useAnnounce } from '../../../ui/notices/announcer';
import { Hidden } from '../../../ui/text/hidden';
import { cellId, codesOf, isNeeded, type Member, nameOf, type Row, rowsOf, textOf, type Values } from './parts';

function labelOf(field: AgreementField, answers: Values | Row): string {
  return isNeeded(field, answers) ? field.title : `${field.title} (optional)`;
}

function hintOf(field: AgreementField): string | undefined {
  const words = [
    field.hint,
    field.needed === 'initial' && 'Needed before anybody can sign.',
    field.kind === 'number' && field.unit && `In ${field.unit === '%' ? 'per cent' : field.unit}.`,
  ].filter(Boolean);
  return words.length > 0 ? words.join(' ') : undefined;
}

interface CellProps {
  readonly id: string;
  readonly field: AgreementField;
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
        {!isKnown && <Select.Option value={value}>{value} (not a member)</Select.Option>}
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
  readonly field: AgreementField;
  readonly values: Values;
  readonly members: readonly Member[];
  readonly errors: readonly FormError[];
  readonly onChange: (value: AgreementValue) => void;
}

function Rows({ field, values, members, errors, onChange }: FieldControlProps): ReactNode {
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
    announce(`Row ${at + 1} of ${field.title} removed`);
  };
  const hint = hintOf(field);
  return (
    <fieldset className="nhsuk-fieldset pcn-rows" id={field.id} tabIndex={-1} ref={box}>
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{labelOf(field, values)}</legend>
      {hint && <p className="nhsuk-hint">{hint}</p>}
      {rows.length === 0 && <p className="pcn-quiet">No rows yet.</p>}
      {rows.map((row, at) => (
        <fieldset className="pcn-rows__row" key={at}>
          <legend className="pcn-rows__number">Row {at + 1}<Hidden>of {field.title}</Hidden></legend>
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
          <Button kind="link" onClick={() => remove(at)}>Remove row {at + 1}<Hidden>of {field.title}</Hidden></Button>
        </fieldset>
      ))}
      <Button kind="small" id={`${field.id}-add`} onClick={add}>Add a row<Hidden>to {field.title}</Hidden></Button>
    </fieldset>
  );
}

export function FieldControl(props: FieldControlProps): ReactNode {
  const { field, values, members, errors, onChange } = props;
  if (field.kind === 'table') return <Rows {...props} />;
  if (field.kind === 'practices') {
    const codes = codesOf(values[field.id]);
    return (
      <Checkboxes
        id={field.id}
        name={field.id}
        legend={labelOf(field, values)}
        legendProps={{ size: 's' }}
        onChange={(event) => {
          const { value: code, checked } = event.target as HTMLInputElement;
          onChange(checked ? [...codes, code] : codes.filter((other) => other !== code));
        }}
      >
        {members.map(({ code }) => (
          <Checkboxes.Item key={code} value={code} checked={codes.includes(code)} readOnly>{nameOf(members, code)}</Checkboxes.Item>
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

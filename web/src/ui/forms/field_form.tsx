// A form of plain fields, described by a list: text, longer text, day, one choice and several. Each
// missing or wrong field is told above the form and at the field; nothing is sent before all are right.
import { Checkboxes, Select, Textarea, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';

import type { Problem } from '../../api/problem';
import { ProblemNotice } from '../notices/notices';
import { Button } from './button';
import { errorOf, type FormError, FormErrors } from './form_errors';

export interface Field {
  readonly name: string;
  readonly label: string;
  /** `many` has several of the choices, one a line. */
  readonly kind: 'text' | 'long' | 'day' | 'number' | 'choice' | 'many';
  readonly hint?: string;
  readonly optional?: boolean;
  readonly value?: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

export type FieldValues = Readonly<Record<string, string>>;

export interface FieldFormProps {
  /** Begins the ids of the fields, so that two forms of a page do not share them. */
  readonly id: string;
  readonly fields: readonly Field[];
  readonly action: string;
  readonly busy: boolean;
  readonly problem?: Problem | undefined;
  /** More that can be wrong than a field left empty. */
  readonly check?: (values: FieldValues) => readonly FormError[];
  /** Whether it was taken: the fields are emptied then. */
  readonly onSubmit: (values: FieldValues) => Promise<boolean>;
}

function missing(fields: readonly Field[], values: FieldValues): FormError[] {
  return fields
    .filter(({ name, optional }) => !optional && !values[name])
    .map(({ name, label, kind }) => ({
      field: name,
      message: kind === 'choice' || kind === 'many' ? `Choose: ${label.toLowerCase()}` : `Enter: ${label.toLowerCase()}`,
    }));
}

function Input({ field, id, error }: { readonly field: Field; readonly id: string; readonly error: { readonly error?: string } }): ReactNode {
  const label = field.optional ? `${field.label} (optional)` : field.label;
  const common = { id, name: field.name, label, defaultValue: field.value ?? '', ...(field.hint && { hint: field.hint }), ...error };
  if (field.kind === 'choice') {
    return (
      <Select {...common}>
        <Select.Option value="">Choose one</Select.Option>
        {field.choices?.map(({ value, label: shown }) => <Select.Option key={value} value={value}>{shown}</Select.Option>)}
      </Select>
    );
  }
  if (field.kind === 'many') {
    return (
      <Checkboxes id={`${id}-all`} name={field.name} legend={label} legendProps={{ size: 's' }} {...(field.hint && { hint: field.hint })} {...error}>
        {field.choices?.map(({ value, label: shown }, position) => (
          <Checkboxes.Item key={value} {...(position === 0 && { id })} value={value} defaultChecked={field.value?.split('\n').includes(value) ?? false}>{shown}</Checkboxes.Item>
        ))}
      </Checkboxes>
    );
  }
  if (field.kind === 'long') return <Textarea rows={3} {...common} />;
  const type = field.kind === 'day' ? 'date' : 'text';
  return <TextInput type={type} {...(field.kind !== 'text' && { width: 10 as const })} {...(field.kind === 'number' && { inputMode: 'numeric' as const })} {...common} />;
}

export function FieldForm({ id, fields, action, busy, problem, check, onSubmit }: FieldFormProps): ReactNode {
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const values = Object.fromEntries(fields.map(({ name }) => [name, data.getAll(name).map(String).join('\n').trim()]));
    const found = [...missing(fields, values), ...(check?.(values) ?? [])]
      .map(({ field, message }) => ({ field: `${id}-${field}`, message }));
    setErrors(found);
    setTurn(turn + 1);
    if (found.length > 0) return;
    void onSubmit(values).then((taken) => {
      if (taken) form.reset();
    });
  };
  return (
    <form className="pcn-form" onSubmit={submit} noValidate>
      <FormErrors errors={errors} turn={turn} />
      {problem && <ProblemNotice problem={problem} />}
      {fields.map((field) => (
        <Input key={field.name} field={field} id={`${id}-${field.name}`} error={errorOf(errors, `${id}-${field.name}`)} />
      ))}
      <Button type="submit" busy={busy}>{action}</Button>
    </form>
  );
}

/** A form that opens when somebody wants it. */
export function FoldedForm({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <details className="nhsuk-details nhsuk-expander pcn-no-print">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{title}</span>
      </summary>
      <div className="nhsuk-details__text">{children}</div>
    </details>
  );
}

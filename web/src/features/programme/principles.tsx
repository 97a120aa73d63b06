// The principles by which networks are formed: those in force on the day, and, for the commissioner,
// a list to be adopted.
import { Textarea, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { Programme } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { FoldedForm } from '../../ui/forms/field_form';
import { errorOf, type FormError, FormErrors } from '../../ui/forms/form_errors';
import { ProblemNotice } from '../../ui/notices/notices';
import { longDate } from '../../ui/text/dates';
import { useAdoptPrinciples, useDecides } from './use_programme';

type Principle = Programme['principles']['list'][number];
type Row = Principle & { readonly key: number };

interface OneProps {
  readonly row: Row;
  readonly number: number;
  readonly errors: readonly FormError[];
  readonly change: (row: Row) => void;
  readonly remove: () => void;
}

function One({ row, number, errors, change, remove }: OneProps): ReactNode {
  const title = `principle-${row.key}-title`;
  const text = `principle-${row.key}-text`;
  return (
    <fieldset className="nhsuk-fieldset pcn-programme-principle">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Principle {number}</legend>
      <TextInput id={title} label="In one line" value={row.title} onChange={(event) => change({ ...row, title: event.currentTarget.value })} {...errorOf(errors, title)} />
      <Textarea id={text} label="What it means" rows={3} value={row.text} onChange={(event) => change({ ...row, text: event.currentTarget.value })} {...errorOf(errors, text)} />
      <Button kind="link" onClick={remove}>Leave out{' '}<span className="nhsuk-u-visually-hidden">principle {number}</span></Button>
    </fieldset>
  );
}

function wrongIn(rows: readonly Row[], on: string, by: string): FormError[] {
  return [
    ...(on ? [] : [{ field: 'adopted-on', message: 'Enter: day on which they were adopted' }]),
    ...(by.trim() ? [] : [{ field: 'adopted-by', message: 'Enter: group and minute' }]),
    ...rows.flatMap(({ key, title, text }, position) => [
      ...(title.trim() ? [] : [{ field: `principle-${key}-title`, message: `Enter principle ${position + 1} in one line` }]),
      ...(text.trim() ? [] : [{ field: `principle-${key}-text`, message: `Enter what principle ${position + 1} means` }]),
    ]),
  ];
}

function Adopt({ programme }: { readonly programme: Programme }): ReactNode {
  const [rows, setRows] = useState<readonly Row[]>(programme.principles.list.map((one, key) => ({ ...one, key })));
  const [next, setNext] = useState(rows.length);
  const [on, setOn] = useState(programme.as_at);
  const [by, setBy] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const adopt = useAdoptPrinciples();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = wrongIn(rows, on, by);
    setErrors(found);
    setTurn(turn + 1);
    if (found.length > 0 || adopt.isPending) return;
    const list = rows.map(({ key: _, ...principle }) => principle);
    adopt.mutate({ based_on: programme.principles.version, principles: { adopted_on: on, adopted_by: by.trim(), list } });
  };
  return (
    <form className="pcn-form" onSubmit={submit} noValidate>
      <FormErrors errors={errors} turn={turn} />
      {adopt.isError && <ProblemNotice problem={problemOf(adopt.error)} />}
      {rows.map((row, position) => (
        <One
          key={row.key} row={row} number={position + 1} errors={errors}
          change={(changed) => setRows(rows.map((one) => (one.key === row.key ? changed : one)))}
          remove={() => setRows(rows.filter((one) => one.key !== row.key))}
        />
      ))}
      <Button kind="secondary" onClick={() => { setRows([...rows, { key: next, title: '', text: '', source: '' }]); setNext(next + 1); }}>Add a principle</Button>
      <TextInput id="adopted-on" type="date" width={10} label="Day on which they were adopted" value={on} onChange={(event) => setOn(event.currentTarget.value)} {...errorOf(errors, 'adopted-on')} />
      <TextInput id="adopted-by" label="Group and minute" hint="Such as “Task and finish group, minute 4.1”." value={by} onChange={(event) => setBy(event.currentTarget.value)} {...errorOf(errors, 'adopted-by')} />
      <Button type="submit" busy={adopt.isPending}>Adopt these principles</Button>
    </form>
  );
}

export function Principles({ programme }: { readonly programme: Programme }): ReactNode {
  const { principles } = programme;
  const decides = useDecides(programme);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Principles for forming networks</h2>
      <p>
        {principles.adopted
          ? `Adopted on ${longDate(principles.adopted_on)} by ${principles.adopted_by}.`
          : 'A proposal to begin from. No group has adopted principles by this day.'}
      </p>
      <ol>
        {principles.list.map(({ title, text, source }, position) => (
          <li key={`${position} ${title}`}><strong>{title}.</strong> {text} {source && <span className="pcn-programme-source">{source}</span>}</li>
        ))}
      </ol>
      {decides && (
        <FoldedForm title={principles.adopted ? 'Adopt other principles' : 'Adopt principles'}>
          <Adopt key={`${principles.version} ${programme.as_at}`} programme={programme} />
        </FoldedForm>
      )}
    </section>
  );
}

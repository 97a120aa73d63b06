// Recording an outcome writes entries into the record and sends them back to the practice, so it
// takes two steps: what was done, then check what will be written.
import { Radios, Textarea, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';

import type { Outcome } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { Day } from '../../../ui/forms/day';
import { errorOf, type FormError, FormErrors } from '../../../ui/forms/form_errors';
import { ProblemNotice } from '../../../ui/notices/notices';
import { type DateFields, dateOfFields, fieldsOfDate, longDate } from '../../../ui/text/dates';
import { useSession } from '../../session/session';
import { Cancel, type TaskProps } from './task';

const EFFECTS: Readonly<Record<Outcome['effect'], (outcome: Outcome) => string>> = {
  completes: () => 'The person leaves the open list as done.',
  keeps_open: () => 'The rules decide anew whether the person stays on the list.',
  excludes: ({ exclude_months: months }) =>
    `The person is left out of the list${months ? ` for ${months} months` : ''}.`,
};

interface Draft {
  readonly outcome: string;
  readonly day: DateFields;
  readonly measurements: Readonly<Record<string, string>>;
  readonly note: string;
}

interface Checked {
  readonly outcome: Outcome;
  readonly doneOn: string;
  readonly measurements: Record<string, number>;
  readonly note: string;
}

/** What is wrong with a draft, or what it says. */
export function check(draft: Draft, outcomes: readonly Outcome[], on: string): Checked | readonly FormError[] {
  const errors: FormError[] = [];
  const outcome = outcomes.find(({ id }) => id === draft.outcome);
  if (!outcome) errors.push({ field: 'outcome', message: 'Choose what was done' });
  const measurements: Record<string, number> = {};
  for (const asked of outcome?.measurements ?? []) {
    const text = (draft.measurements[asked.id] ?? '').trim();
    const value = Number(text);
    if (text === '' || Number.isNaN(value)) {
      errors.push({ field: `measurement-${asked.id}`, message: `Enter ${asked.label.toLowerCase()} as a number` });
    } else if (value < asked.minimum || value > asked.maximum) {
      errors.push({
        field: `measurement-${asked.id}`,
        message: `${asked.label} must be between ${asked.minimum} and ${asked.maximum}`,
      });
    } else measurements[asked.id] = value;
  }
  const doneOn = dateOfFields(draft.day);
  if (!doneOn) errors.push({ field: 'done_on-day', message: 'Enter the day it was done, like 6 8 2026' });
  else if (doneOn > on) errors.push({ field: 'done_on-day', message: 'The day it was done must not be in the future' });
  if (errors.length > 0 || !outcome || !doneOn) return errors;
  return { outcome, doneOn, measurements, note: draft.note.trim() };
}

interface AskProps extends TaskProps {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onChecked: (checked: Checked) => void;
}

function Ask({ list, draft, onDraft, onChecked }: AskProps): ReactNode {
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const chosen = list.outcomes.find(({ id }) => id === draft.outcome);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const result = check(draft, list.outcomes, list.as_at);
    setTurn(turn + 1);
    if ('outcome' in result) onChecked(result);
    else setErrors(result);
  };
  return (
    <form onSubmit={submit} noValidate className="pcn-form">
      <FormErrors errors={errors} turn={turn} />
      <Radios
        name="outcome"
        legend="What was done?"
        legendProps={{ size: 's' }}
        {...errorOf(errors, 'outcome')}
      >
        {list.outcomes.map((outcome, position) => (
          <Radios.Item
            key={outcome.id}
            id={position === 0 ? 'outcome' : `outcome-${outcome.id}`}
            value={outcome.id}
            checked={draft.outcome === outcome.id}
            onChange={() => onDraft({ ...draft, outcome: outcome.id })}
            hint={EFFECTS[outcome.effect](outcome)}
          >
            {outcome.label}
          </Radios.Item>
        ))}
      </Radios>
      {chosen?.measurements.map((asked) => (
        <TextInput
          key={asked.id}
          id={`measurement-${asked.id}`}
          name={`measurement-${asked.id}`}
          label={asked.label}
          width={5}
          inputMode="decimal"
          value={draft.measurements[asked.id] ?? ''}
          onChange={(event) =>
            onDraft({ ...draft, measurements: { ...draft.measurements, [asked.id]: event.currentTarget.value } })
          }
          {...errorOf(errors, `measurement-${asked.id}`)}
        />
      ))}
      <Day
        id="done_on"
        legend="When was it done?"
        hint="For example, 6 8 2026"
        value={draft.day}
        {...errorOf(errors, 'done_on-day')}
        onChange={(day) => onDraft({ ...draft, day })}
      />
      <Textarea
        id="note"
        name="note"
        label="Note (optional)"
        hint="It goes back to the practice with the entry."
        rows={3}
        maxLength={2000}
        value={draft.note}
        onChange={(event) => onDraft({ ...draft, note: event.currentTarget.value })}
      />
      <div className="pcn-actions">
        <Button type="submit">Continue</Button>
        <Cancel list={list} />
      </div>
    </form>
  );
}

function Row(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="nhsuk-summary-list__row">
      <dt className="nhsuk-summary-list__key">{props.name}</dt>
      <dd className="nhsuk-summary-list__value">{props.children}</dd>
    </div>
  );
}

interface CheckProps extends TaskProps {
  readonly checked: Checked;
  readonly onChange: () => void;
}

function CheckAnswers({ list, checked, busy, problem, onSubmit, onChange }: CheckProps): ReactNode {
  const { role_title } = useSession();
  const { outcome, doneOn, measurements, note } = checked;
  const record = (): void =>
    onSubmit(
      {
        task: 'outcome',
        outcome: outcome.id,
        done_on: doneOn,
        measurements,
        ...(note && { note }),
      },
      `Recorded “${outcome.label}”`,
    );
  return (
    <div className="pcn-form">
      <h2 className="nhsuk-heading-m" tabIndex={-1} ref={(heading) => heading?.focus()}>
        Check before it is recorded
      </h2>
      <dl className="nhsuk-summary-list">
        <Row name="Outcome">{outcome.label}</Row>
        {outcome.code && <Row name="Written as">{outcome.term} (SNOMED CT {outcome.code})</Row>}
        {outcome.measurements.map((asked) => (
          <Row key={asked.id} name={asked.label}>{measurements[asked.id]}</Row>
        ))}
        <Row name="Done on">{longDate(doneOn)}</Row>
        <Row name="Note">{note || 'None'}</Row>
        <Row name="Recorded by">{role_title}</Row>
        <Row name="Effect">{EFFECTS[outcome.effect](outcome)}</Row>
      </dl>
      {problem && <ProblemNotice problem={problem} />}
      <div className="pcn-actions">
        <Button busy={busy} onClick={record}>Record the outcome</Button>
        <Button kind="link" onClick={onChange}>Change</Button>
        <Cancel list={list} />
      </div>
    </div>
  );
}

export function OutcomeForm(props: TaskProps): ReactNode {
  const { outcomes, as_at } = props.list;
  const [draft, setDraft] = useState<Draft>({
    outcome: outcomes.length === 1 ? (outcomes[0]?.id ?? '') : '',
    day: fieldsOfDate(as_at),
    measurements: {},
    note: '',
  });
  const [checked, setChecked] = useState<Checked>();
  return checked ? (
    <CheckAnswers {...props} checked={checked} onChange={() => setChecked(undefined)} />
  ) : (
    <Ask {...props} draft={draft} onDraft={setDraft} onChecked={setChecked} />
  );
}

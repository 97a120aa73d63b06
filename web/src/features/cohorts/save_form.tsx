// Saving a text: as version 1 of a new cohort, or as the next version of one.
import { Checkboxes, Textarea, TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';

import { type Problem } from '../../api/problem';
import { Button } from '../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../ui/forms/form_errors';
import { ProblemNotice } from '../../ui/notices/notices';

export interface Saving {
  readonly name: string;
  readonly description: string;
  readonly reason: string;
  readonly state: 'draft' | 'ready';
}

export interface SaveFormProps {
  /** Of a cohort that has versions already; its name and description stay. */
  readonly next: number | undefined;
  /** Why nothing can be saved now, such as mistakes in the text. */
  readonly hindrance: string | undefined;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly onSave: (saving: Saving) => void;
}

const NAME_MAX = 120;
const WORDS_MAX = 2000;

export function check(saving: Saving, next: number | undefined): readonly FormError[] {
  const errors: FormError[] = [];
  if (next === undefined && saving.name === '') errors.push({ field: 'name', message: 'Enter a name' });
  if (saving.reason === '') {
    errors.push({ field: 'reason', message: next === undefined ? 'Enter what it is for' : 'Enter what changed and why' });
  }
  return errors;
}

export function SaveForm({ next, hindrance, busy, problem, onSave }: SaveFormProps): ReactNode {
  const [saving, setSaving] = useState<Saving>({ name: '', description: '', reason: '', state: 'draft' });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const change = (part: Partial<Saving>): void => setSaving({ ...saving, ...part });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    const trimmed = { ...saving, name: saving.name.trim(), description: saving.description.trim(), reason: saving.reason.trim() };
    const found = check(trimmed, next);
    setErrors(found);
    setTurn(turn + 1);
    if (found.length === 0 && !hindrance) onSave(trimmed);
  };
  return (
    <form className="pcn-form" onSubmit={submit} noValidate>
      <FormErrors errors={errors} turn={turn} />
      {problem && <ProblemNotice problem={problem} />}
      {next === undefined && (
        <>
          <TextInput
            id="name"
            label="Name"
            hint="What colleagues will look for, such as “Diabetes without a statin”. Never a patient's name."
            maxLength={NAME_MAX}
            value={saving.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            {...errorOf(errors, 'name')}
          />
          <Textarea
            id="description"
            label="Description (optional)"
            hint="Whom it means, and what it leaves out on purpose."
            rows={3}
            maxLength={WORDS_MAX}
            value={saving.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
        </>
      )}
      <Textarea
        id="reason"
        label={next === undefined ? 'What is it for?' : 'What changed, and why?'}
        rows={2}
        maxLength={WORDS_MAX}
        value={saving.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
        {...errorOf(errors, 'reason')}
      />
      <Checkboxes name="state" legend="State" legendProps={{ size: 's' }}>
        <Checkboxes.Item
          id="state"
          value="ready"
          checked={saving.state === 'ready'}
          hint="Its cases must all be as expected. Without this it is saved as a draft."
          onChange={(event) => change({ state: event.currentTarget.checked ? 'ready' : 'draft' })}
        >
          Ready for others to use
        </Checkboxes.Item>
      </Checkboxes>
      {hindrance && <p className="pcn-save__hindrance">{hindrance}</p>}
      <Button type="submit" busy={busy}>{next === undefined ? 'Save the cohort' : `Save version ${next}`}</Button>
    </form>
  );
}

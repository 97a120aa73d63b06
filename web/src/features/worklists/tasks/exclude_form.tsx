import { Radios, Textarea } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';

import { Button } from '../../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../../ui/forms/form_errors';
import { ProblemNotice } from '../../../ui/notices/notices';
import { Cancel, type TaskProps } from './task';

/** Leaves a person out of this list. The reason is kept; the record is not changed. */
export function ExcludeForm({ list, busy, problem, onSubmit }: TaskProps): ReactNode {
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setErrors(reason ? [] : [{ field: 'reason', message: 'Choose why to exclude this person' }]);
    setTurn(turn + 1);
    if (reason) {
      const trimmed = note.trim();
      onSubmit({ task: 'exclude', reason, ...(trimmed && { note: trimmed }) }, 'Excluded from the list');
    }
  };
  return (
    <form onSubmit={submit} noValidate className="pcn-form">
      <FormErrors errors={errors} turn={turn} />
      {problem && <ProblemNotice problem={problem} />}
      <p>
        The person stays out of this list, not of others, until somebody reopens the row. The
        practice's record is not changed.
      </p>
      <Radios
        name="reason"
        legend="Why?"
        legendProps={{ size: 's' }}
        {...errorOf(errors, 'reason')}
      >
        {list.exclusion_reasons.map((choice, position) => (
          <Radios.Item
            key={choice.id}
            id={position === 0 ? 'reason' : `reason-${choice.id}`}
            value={choice.id}
            checked={reason === choice.id}
            onChange={() => setReason(choice.id)}
          >
            {choice.label}
          </Radios.Item>
        ))}
      </Radios>
      <Textarea
        id="note"
        name="note"
        label="Note (optional)"
        rows={3}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="pcn-actions">
        <Button type="submit" busy={busy}>Exclude</Button>
        <Cancel list={list} />
      </div>
    </form>
  );
}

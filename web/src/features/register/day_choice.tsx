// Which day the register is shown of, and another one to be chosen. The day is always said.
import { TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useSearchParams } from 'react-router';

import { Button } from '../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../ui/forms/form_errors';
import { longDate } from '../../ui/text/dates';
import { useDay } from './use_register';
import './register.css';

function without(search: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(search);
  rest.delete('as_at');
  return rest;
}

interface DayChoiceProps {
  readonly asAt: string;
  /** Nobody changes anything on this page anyway. */
  readonly isOnlyRead?: boolean;
}

export function DayChoice({ asAt, isOnlyRead }: DayChoiceProps): ReactNode {
  const [search, setSearch] = useSearchParams();
  const day = useDay();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const chosen = String(new FormData(event.currentTarget).get('as_at') ?? '').trim();
    setTurn(turn + 1);
    if (chosen !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(chosen)) {
      setErrors([{ field: 'as_at', message: 'Enter the day with year, month and day, like 2025-01-31' }]);
      return;
    }
    setErrors([]);
    const next = without(search);
    if (chosen) next.set('as_at', chosen);
    setSearch(next);
  };
  return (
    <>
      <p className="pcn-register-day">
        As at <strong>{longDate(asAt)}</strong>.
        {day.as_at && <> This is not today{!isOnlyRead && ', so nothing can be changed here'}. <Link to={{ search: without(search).toString() }}>Show today</Link></>}
      </p>
      <details className="nhsuk-details pcn-no-print">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Show another day</span>
        </summary>
        <div className="nhsuk-details__text">
          <form onSubmit={submit} noValidate>
            <FormErrors errors={errors} turn={turn} />
            <TextInput
              id="as_at"
              name="as_at"
              type="date"
              label="Day"
              hint="Leave it empty for today."
              width={10}
              defaultValue={search.get('as_at') ?? ''}
              {...errorOf(errors, 'as_at')}
            />
            <Button type="submit" kind="secondary">Show this day</Button>
          </form>
        </div>
      </details>
    </>
  );
}

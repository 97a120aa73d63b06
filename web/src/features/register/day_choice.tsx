// Which day the register is shown of, and another one to be chosen. The day is always said.
import { TextInput } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';

import { Button } from '../../ui/forms/button';
import { errorOf, type FormError, FormErrors } from '../../ui/forms/form_errors';
import { longDate } from '../../ui/text/dates';
import './register.css';

export function DayChoice({ asAt }: { readonly asAt: string }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const day = String(new FormData(event.currentTarget).get('as_at') ?? '').trim();
    setTurn(turn + 1);
    if (day !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(day)) {
      setErrors([{ field: 'as_at', message: 'Enter the day with year, month and day, like 2025-01-31' }]);
      return;
    }
    setErrors([]);
    const next = new URLSearchParams(search);
    if (day) next.set('as_at', day);
    else next.delete('as_at');
    setSearch(next);
  };
  return (
    <>
      <p className="pcn-register-day">As at <strong>{longDate(asAt)}</strong>.</p>
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

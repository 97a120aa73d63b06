import { DateInput } from 'nhsuk-react-components';
import type { ReactNode } from 'react';

import type { DateFields } from '../text/dates';

export interface DayProps {
  readonly id: string;
  readonly legend: string;
  readonly hint: string;
  readonly value: DateFields;
  readonly error?: string;
  readonly onChange: (value: DateFields) => void;
}

/** Day, month and year as three fields, the pattern for dates that people know. */
export function Day({ id, legend, hint, value, error, onChange }: DayProps): ReactNode {
  return (
    <DateInput
      id={id}
      name={id}
      legend={legend}
      legendProps={{ size: 's' }}
      hint={hint}
      value={value}
      onChange={(event) => {
        const { day = '', month = '', year = '' } = event.target.value ?? {};
        onChange({ day, month, year });
      }}
      {...(error && { error })}
    />
  );
}

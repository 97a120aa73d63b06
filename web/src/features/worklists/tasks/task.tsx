// What the forms of a row's tasks share: what they get, and the way back without doing anything.
import { DateInput } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

import type { Problem } from '../../../api/problem';
import type { Worklist, WorklistItem } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import type { DateFields } from '../../../ui/text/dates';
import type { Act } from '../use_worklists';
import { worklistPath } from '../worklist_address';

export interface TaskProps {
  readonly list: Worklist;
  readonly item: WorklistItem;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** `words` say what was done, to stand before the person's name. */
  readonly onSubmit: (act: Act, words: string) => void;
}

export function Cancel({ list }: { readonly list: Worklist }): ReactNode {
  const navigate = useNavigate();
  const back = (): void => {
    if (globalThis.history.state?.idx > 0) void navigate(-1);
    else void navigate(worklistPath(list.id));
  };
  return <Button kind="link" onClick={back}>Cancel</Button>;
}

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

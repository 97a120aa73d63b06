// Who would join and who would leave by the text as it stands: against the saved version, or against
// the same text on another day.
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { CohortComparisonQuestion, CohortSide } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { Day } from '../../ui/forms/day';
import { Radios } from 'nhsuk-react-components';
import { ProblemNotice } from '../../ui/notices/notices';
import { type DateFields, dateOfFields } from '../../ui/text/dates';
import { Compared } from './comparison';
import type { Draft } from './draft';
import { compare } from './use_cohorts';

const NO_DAY: DateFields = { day: '', month: '', year: '' };

export interface SavedVersion {
  readonly cohort: string;
  readonly number: number;
}

function textSide({ text, definition, base, asAt }: Draft): CohortSide {
  return { text, base, ...(definition && { definition }), ...(asAt && { as_at: asAt }) };
}

export function panelQuestion(draft: Draft, saved: SavedVersion | undefined, day: string | undefined): CohortComparisonQuestion {
  const after = textSide(draft);
  const before: CohortSide = saved
    ? { cohort: saved.cohort, version: saved.number, ...(draft.asAt && { as_at: draft.asAt }) }
    : { ...after, ...(day && { as_at: day }) };
  return {
    before,
    after,
    later_entries: draft.laterEntries,
    ...(draft.practice && { practice: draft.practice }),
  };
}

export interface ComparePanelProps {
  readonly draft: Draft;
  readonly saved: SavedVersion | undefined;
  /** Whether the text can be counted now. */
  readonly isCountable: boolean;
}

export function ComparePanel({ draft, saved, isCountable }: ComparePanelProps): ReactNode {
  const [against, setAgainst] = useState<'version' | 'day'>(saved ? 'version' : 'day');
  const [day, setDay] = useState<DateFields>(NO_DAY);
  const [error, setError] = useState<string>();
  const run = useMutation({ mutationFn: (question: CohortComparisonQuestion) => compare(question) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const date = against === 'day' ? dateOfFields(day) : undefined;
    const isWrong = against === 'day' && !date;
    setError(isWrong ? 'Enter the day to compare with, like 6 8 2025' : undefined);
    if (!isWrong && isCountable) run.mutate(panelQuestion(draft, against === 'version' ? saved : undefined, date));
  };
  return (
    <>
      <form className="pcn-form" onSubmit={submit} noValidate>
        {saved && (
          <Radios name="against" legend="Compare the text with" legendProps={{ size: 's' }}>
            <Radios.Item id="against" value="version" checked={against === 'version'} onChange={() => setAgainst('version')}>
              Version {saved.number} as it is saved
            </Radios.Item>
            <Radios.Item id="against-day" value="day" checked={against === 'day'} onChange={() => setAgainst('day')}>
              Itself on another day
            </Radios.Item>
          </Radios>
        )}
        {against === 'day' && (
          <Day
            id="other-day"
            legend="The same text as at"
            hint="For example, 31 3 2025"
            value={day}
            onChange={setDay}
            {...(error && { error })}
          />
        )}
        {!isCountable && <p className="pcn-save__hindrance">Write a rule without mistakes first.</p>}
        <Button type="submit" kind="secondary" busy={run.isPending}>Show who joins and who leaves</Button>
      </form>
      {run.isPending && <p className="pcn-waiting" role="status">Comparing…</p>}
      {run.isError && <ProblemNotice problem={problemOf(run.error)} />}
      {run.isSuccess && <Compared compared={run.data} question={run.variables} />}
    </>
  );
}

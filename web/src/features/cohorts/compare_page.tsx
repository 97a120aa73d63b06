// Who joined and who left between two versions of a cohort, or between two days.
import { useQuery } from '@tanstack/react-query';
import { Select } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';

import type { Cohort, CohortComparisonQuestion, Practice } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { Day } from '../../ui/forms/day';
import { type FormError, FormErrors } from '../../ui/forms/form_errors';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type DateFields, dateOfFields, fieldsOfDate } from '../../ui/text/dates';
import { usePractices } from '../population/use_practices';
import { LeftOut } from '../sharing/left_out';
import { cohortPath, comparePath, type Comparison, comparisonOf } from './cohort_path';
import { Compared } from './comparison';
import { compare, useCohort } from './use_cohorts';
import '../../ui/filters/filters.css';
import './cohorts.css';

export function questionOf(cohort: string, { before, after, beforeDay, afterDay, practice }: Comparison): CohortComparisonQuestion {
  return {
    before: { cohort, version: before, ...(beforeDay && { as_at: beforeDay }) },
    after: { cohort, version: after, ...(afterDay && { as_at: afterDay }) },
    later_entries: 'leave_out',
    ...(practice && { practice }),
  };
}

const NO_DAY: DateFields = { day: '', month: '', year: '' };

function fieldsOf(day: string): DateFields {
  return day ? fieldsOfDate(day) : NO_DAY;
}

/** The day of three fields: empty for none, undefined for one that is not. */
function dayOf(fields: DateFields): string | undefined {
  return `${fields.day}${fields.month}${fields.year}`.trim() === '' ? '' : dateOfFields(fields);
}

interface SideProps {
  readonly which: 'before' | 'after';
  readonly cohort: Cohort;
  readonly version: number;
  readonly day: DateFields;
  readonly onDay: (day: DateFields) => void;
  readonly error: string | undefined;
}

function SideFields({ which, cohort, version, day, onDay, error }: SideProps): ReactNode {
  return (
    <div>
      <Select id={which} name={which} label={which === 'before' ? 'From version' : 'To version'} defaultValue={String(version)}>
        {cohort.versions.map(({ number, reason }) => (
          <option key={number} value={number}>{number}: {reason.length > 50 ? `${reason.slice(0, 50)}…` : reason}</option>
        ))}
      </Select>
      <Day
        id={`${which}_day`}
        legend={which === 'before' ? 'As at (from)' : 'As at (to)'}
        hint="Empty: the day of the data"
        value={day}
        onChange={onDay}
        {...(error && { error })}
      />
    </div>
  );
}

interface ChooserProps {
  readonly cohort: Cohort;
  readonly asked: Comparison;
  readonly practices: readonly Practice[];
}

function Chooser({ cohort, asked, practices }: ChooserProps): ReactNode {
  const navigate = useNavigate();
  const [days, setDays] = useState({ before: fieldsOf(asked.beforeDay), after: fieldsOf(asked.afterDay) });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const beforeDay = dayOf(days.before);
    const afterDay = dayOf(days.after);
    const found: FormError[] = [];
    if (beforeDay === undefined) found.push({ field: 'before_day-day', message: 'Enter a real date to compare from, like 6 8 2026' });
    if (afterDay === undefined) found.push({ field: 'after_day-day', message: 'Enter a real date to compare to, like 6 8 2026' });
    setErrors(found);
    if (beforeDay === undefined || afterDay === undefined) return;
    void navigate(comparePath(cohort.id, {
      before: Number(form.get('before')), after: Number(form.get('after')), beforeDay, afterDay,
      practice: String(form.get('practice') ?? ''),
    }), { preventScrollReset: true });
  };
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.message;
  return (
    <form className="pcn-filters pcn-no-print" aria-label="What is compared" onSubmit={submit} noValidate>
      <FormErrors errors={errors} />
      <div className="pcn-compare__sides">
        <SideFields which="before" cohort={cohort} version={asked.before} day={days.before} onDay={(before) => setDays({ ...days, before })} error={errorOf('before_day-day')} />
        <SideFields which="after" cohort={cohort} version={asked.after} day={days.after} onDay={(after) => setDays({ ...days, after })} error={errorOf('after_day-day')} />
        <Select id="practice" name="practice" label="Practice" defaultValue={asked.practice}>
          <option value="">All practices</option>
          {practices.map(({ ods_code, name }) => <option key={ods_code} value={ods_code}>{name}</option>)}
        </Select>
      </div>
      <Button type="submit" kind="secondary">Compare</Button>
    </form>
  );
}

function Comparing({ cohort }: { readonly cohort: Cohort }): ReactNode {
  const [search] = useSearchParams();
  const practices = usePractices().data ?? [];
  const asked = comparisonOf(search, cohort.versions[0]?.number ?? 1);
  const question = questionOf(cohort.id, asked);
  const compared = loaded(useQuery({
    queryKey: ['cohort_comparison', question],
    queryFn: ({ signal }) => compare(question, signal),
    retry: false,
    staleTime: 60_000,
  }));
  return (
    <Page title={`Who joined and who left: ${cohort.name}`} heading="Who joined and who left" caption={cohort.name}>
      <p className="pcn-no-print"><Link to={cohortPath(cohort.id)}>Back to the cohort</Link></p>
      <LeftOut want="count_people" />
      <Chooser cohort={cohort} asked={asked} practices={practices} key={JSON.stringify([asked, practices.length])} />
      <WhenReady of={compared} what="the comparison">
        {(ready) => <Compared compared={ready} question={question} />}
      </WhenReady>
    </Page>
  );
}

export function ComparePage(): ReactNode {
  const { cohort = '' } = useParams();
  const query = loaded(useCohort(cohort));
  return <WhenReady of={query} what="the cohort">{(ready) => <Comparing cohort={ready} />}</WhenReady>;
}

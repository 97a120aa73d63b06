import { Radios } from 'nhsuk-react-components';
import { type FormEvent, type ReactNode, useState } from 'react';

import { Button } from '../../../ui/forms/button';
import { Day } from '../../../ui/forms/day';
import { errorOf, type FormError, FormErrors } from '../../../ui/forms/form_errors';
import { ProblemNotice } from '../../../ui/notices/notices';
import { dateOfFields, daysAfter, fieldsOfDate, longDate } from '../../../ui/text/dates';
import { Cancel, type TaskProps } from './task';

/** Leaves a row out until a day; the reason decides how far away that day may be. */
export function SnoozeForm({ list, busy, problem, onSubmit }: TaskProps): ReactNode {
  const [reason, setReason] = useState('');
  const [day, setDay] = useState(() => fieldsOfDate(daysAfter(list.as_at, 14)));
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found: FormError[] = [];
    const chosen = list.snooze_reasons.find(({ id }) => id === reason);
    const until = dateOfFields(day);
    const latest = chosen?.days_max === undefined ? undefined : daysAfter(list.as_at, chosen.days_max);
    if (!chosen) found.push({ field: 'reason', message: 'Choose why to snooze' });
    if (!until) found.push({ field: 'until-day', message: 'Enter the day it comes back, like 6 8 2026' });
    else if (until <= list.as_at) {
      found.push({ field: 'until-day', message: 'The day it comes back must be after today' });
    } else if (latest && until > latest) {
      found.push({
        field: 'until-day',
        message: `For this reason it must come back by ${longDate(latest)} (${chosen?.days_max} days)`,
      });
    }
    setErrors(found);
    setTurn(turn + 1);
    if (found.length === 0 && until) {
      onSubmit({ task: 'snooze', until, reason }, `Snoozed until ${longDate(until)}`);
    }
  };
  return (
    <form onSubmit={submit} noValidate className="pcn-form">
      <FormErrors errors={errors} turn={turn} />
      {problem && <ProblemNotice problem={problem} />}
      <Radios
        name="reason"
        legend="Why?"
        legendProps={{ size: 's' }}
        {...errorOf(errors, 'reason')}
      >
        {list.snooze_reasons.map((choice, position) => (
          <Radios.Item
            key={choice.id}
            id={position === 0 ? 'reason' : `reason-${choice.id}`}
            value={choice.id}
            checked={reason === choice.id}
            onChange={() => setReason(choice.id)}
            {...(choice.days_max && { hint: `For at most ${choice.days_max} days` })}
          >
            {choice.label}
          </Radios.Item>
        ))}
      </Radios>
      <Day
        id="until"
        legend="When should it come back?"
        hint="Two weeks later is suggested"
        value={day}
        {...errorOf(errors, 'until-day')}
        onChange={setDay}
      />
      <div className="pcn-actions">
        <Button type="submit" busy={busy}>Snooze</Button>
        <Cancel list={list} />
      </div>
    </form>
  );
}

// The commissioner's decision on a request: approve with conditions, refuse or return, with the
// committee and its minute, and a reason for each rule that is not met and is accepted.
import { type FormEvent, type ReactNode, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { ChangeDecision, ChangeInView, ChangePreview } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type FormError, FormErrors } from '../../ui/forms/form_errors';
import { useAnnounce } from '../../ui/notices/announcer';
import { ProblemNotice } from '../../ui/notices/notices';
import { longDate, today } from '../../ui/text/dates';
import { LongField, TextField } from '../networks/formation/fields';
import { useDecide } from './use_changes';

type Outcome = ChangeDecision['outcome'];

const OUTCOMES: readonly (readonly [Outcome, string])[] = [['approved', 'Approve it'], ['refused', 'Refuse it'], ['returned', 'Return it to the network']];

export function Decision({ view: { decision } }: { readonly view: ChangeInView }): ReactNode {
  if (!decision) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Decision</h2>
      <p>{decision.outcome === 'approved' ? 'Approved' : 'Refused'} by {decision.committee} on {longDate(decision.day)}, minute {decision.minute}. {decision.reason}</p>
      {decision.conditions.length > 0 && <><p>Conditions:</p><ul aria-label="Conditions">{decision.conditions.map((one) => <li key={one}>{one}</li>)}</ul></>}
      {Object.entries(decision.accepted).map(([id, why]) => <p key={id}>Accepted ({id}): {why}</p>)}
    </section>
  );
}

function Outcomes({ chosen, onChoose }: { readonly chosen: Outcome | undefined; readonly onChoose: (outcome: Outcome) => void }): ReactNode {
  return (
    <div className="nhsuk-form-group">
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Decision</legend>
        <div className="nhsuk-radios">
          {OUTCOMES.map(([outcome, words]) => (
            <div className="nhsuk-radios__item" key={outcome}>
              <input className="nhsuk-radios__input" type="radio" name="outcome" id={`outcome-${outcome}`} checked={chosen === outcome} onChange={() => onChoose(outcome)} />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`outcome-${outcome}`}>{words}</label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

interface Written {
  readonly outcome?: Outcome;
  readonly committee: string;
  readonly day: string;
  readonly minute: string;
  readonly conditions: string;
  readonly reason: string;
  readonly accepted: Readonly<Record<string, string>>;
  readonly codes: Readonly<Record<string, string>>;
}

function filled(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()]).filter(([, text]) => text));
}

function decisionOf(view: ChangeInView, written: Written, outcome: Outcome): ChangeDecision {
  if (outcome === 'returned') return { based_on: view.version, outcome, reason: written.reason };
  const codes = filled(written.codes);
  return {
    based_on: view.version, outcome, committee: written.committee, day: written.day, minute: written.minute, reason: written.reason,
    conditions: outcome === 'approved' ? written.conditions.split('\n').map((one) => one.trim()).filter(Boolean) : [],
    ...(outcome === 'approved' && { accepted: filled(written.accepted) }), ...(outcome === 'approved' && Object.keys(codes).length > 0 && { codes }),
  };
}

interface DecideProps {
  readonly view: ChangeInView;
  readonly preview: ChangePreview | undefined;
}

function Approval({ view, preview, written, write }: DecideProps & { readonly written: Written; readonly write: (part: Partial<Written>) => void }): ReactNode {
  const toAccept = preview?.hindrances.filter(({ severity }) => severity === 'to_accept') ?? [];
  const without = (view.request.new_networks ?? []).filter(({ code }) => !code);
  return (
    <>
      <LongField label="Conditions" hint="One a line; may stay empty" value={written.conditions} onChange={(conditions) => write({ conditions })} />
      {toAccept.map(({ id, what }) => (
        <LongField
          key={id} label={`Why this is accepted: ${what}`} value={written.accepted[id] ?? ''}
          onChange={(why) => write({ accepted: { ...written.accepted, [id]: why } })}
        />
      ))}
      {without.map(({ name }) => (
        <TextField
          key={name} label={`ODS code of ${name}`} hint="Once the Organisation Data Service gave it" value={written.codes[name] ?? ''}
          onChange={(code) => write({ codes: { ...written.codes, [name]: code.toUpperCase() } })}
        />
      ))}
    </>
  );
}

export function Decide({ view, preview }: DecideProps): ReactNode {
  const decide = useDecide(view.id);
  const announce = useAnnounce();
  const [written, setWritten] = useState<Written>({ committee: '', day: today(), minute: '', conditions: '', reason: '', accepted: {}, codes: {} });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [turn, setTurn] = useState(0);
  const write = (part: Partial<Written>): void => setWritten((before) => ({ ...before, ...part }));
  const { outcome } = written;
  const stops = preview?.hindrances.filter(({ severity }) => severity === 'stops_approval') ?? [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTurn(turn + 1);
    if (!outcome) {
      setErrors([{ field: 'outcome-approved', message: 'Choose a decision' }]);
      return;
    }
    setErrors([]);
    if (!decide.isPending) decide.mutateAsync(decisionOf(view, written, outcome)).then(() => announce('The decision is recorded.'), () => undefined);
  };
  return (
    <section className="pcn-no-print">
      <h2 className="nhsuk-heading-m">Decide</h2>
      <form onSubmit={submit}>
        <FormErrors errors={errors} turn={turn} />
        {decide.isError && <ProblemNotice problem={problemOf(decide.error)} />}
        {stops.length > 0 && <p>It cannot be approved as it stands: {stops.map(({ what }) => what).join(' ')}</p>}
        <Outcomes chosen={outcome} onChoose={(chosen) => write({ outcome: chosen })} />
        {outcome && outcome !== 'returned' && (
          <>
            <TextField label="Committee" value={written.committee} onChange={(committee) => write({ committee })} />
            <TextField label="Day of the decision" kind="date" value={written.day} onChange={(day) => write({ day })} />
            <TextField label="Reference of the minute" value={written.minute} onChange={(minute) => write({ minute })} />
          </>
        )}
        {outcome === 'approved' && <Approval view={view} preview={preview} written={written} write={write} />}
        {outcome && outcome !== 'approved' && <LongField label="Reason" hint="The network reads it" value={written.reason} onChange={(reason) => write({ reason })} />}
        <Button type="submit" busy={decide.isPending}>Record the decision</Button>
      </form>
    </section>
  );
}

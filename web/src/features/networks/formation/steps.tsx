// The steps that may be taken now, each with its form, or with what keeps it from being taken.
import { type ReactNode, useState } from 'react';

import { problemOf } from '../../../api/problem';
import type { NetworkReview, ReviewStep } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { ProblemNotice } from '../../../ui/notices/notices';
import { longDate } from '../../../ui/text/dates';
import { ChoiceField, LongField, TextField } from './fields';
import { sendStep, useSending } from './use_formation';

type Body = Omit<ReviewStep, 'step' | 'based_on'>;
type Texts = Readonly<Record<string, string>>;
interface Input {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind?: 'text' | 'long' | 'date';
  readonly options?: readonly (readonly [string, string])[];
}
interface StepForm {
  readonly title: string;
  readonly button: string;
  /** Where there is nothing to take the step on, it is not offered. */
  readonly isIdle?: (view: NetworkReview) => boolean;
  readonly inputs: (view: NetworkReview) => readonly Input[];
  readonly body: (texts: Texts, view: NetworkReview) => Body;
}

const lines = (text = ''): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);
const plain = (texts: Texts): Body => Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')) as Body;
const COMMITTEE: readonly Input[] = [
  { name: 'committee', label: 'Committee' }, { name: 'day', label: 'Day of the meeting', kind: 'date' },
  { name: 'minute', label: 'Reference of the minute' },
];

function toAccept(view: NetworkReview): readonly NetworkReview['findings'][number][] {
  return view.findings.filter((one) => one.severity === 'to_decide' && one.id !== 'size_below');
}

const FORMS: Readonly<Record<string, StepForm>> = {
  leave: { title: 'Leave with your own practice', button: 'Leave the registration', inputs: () => [{ name: 'reason', label: 'Why your practice leaves', hint: 'The others read it, with today’s date', kind: 'long' }], body: plain },
  withdraw: { title: 'Withdraw the whole registration', button: 'Withdraw the registration', inputs: () => [{ name: 'reason', label: 'Why it is withdrawn', kind: 'long' }], body: plain },
  start_review: { title: 'Start the review', button: 'Start the review', inputs: () => [], body: () => ({}) },
  return: {
    title: 'Return to the practices', button: 'Return it',
    inputs: () => [{ name: 'reasons', label: 'Reasons', hint: 'One on each line', kind: 'long' }],
    body: ({ reasons }) => ({ reasons: lines(reasons) }),
  },
  recommend: {
    title: 'Recommendation', button: 'Record the recommendation',
    inputs: () => [
      { name: 'panel', label: 'Panel or sub-group' }, { name: 'members', label: 'Who sat on it', hint: 'The local medical committee among them' },
      { name: 'advice', label: 'It recommends', options: [['approve', 'To approve'], ['approve_with_conditions', 'To approve with conditions'], ['do_not_approve', 'Not to approve']] },
      { name: 'text', label: 'Recommendation in words', kind: 'long' },
    ],
    body: (texts) => plain({ advice: 'approve', ...texts }),
  },
  decide_waiver: {
    title: 'Waiver of the size', button: 'Record the decision on the waiver',
    inputs: () => [
      { name: 'is_granted', label: 'The waiver is', options: [['yes', 'Granted'], ['no', 'Refused']] },
      { name: 'reason', label: 'Reason of the waiver decision', kind: 'long' },
    ],
    body: ({ is_granted = 'yes', reason = '' }) => ({ is_granted: is_granted === 'yes', reason }),
  },
  agree_in_principle: {
    title: 'Agree in principle', button: 'Agree in principle',
    inputs: (view) => [
      ...COMMITTEE,
      { name: 'agreed_with', label: 'On behalf of and with', hint: 'The system, and who spoke for it' },
      { name: 'conditions', label: 'Conditions', hint: 'One on each line; may stay empty', kind: 'long' },
      ...toAccept(view).map((one) => ({ name: `accept ${one.id}`, label: `Why this is accepted: ${one.title}`, hint: one.explanation || one.arithmetic, kind: 'long' as const })),
    ],
    body: ({ committee = '', day, minute = '', agreed_with = '', conditions, ...rest }) => ({
      committee, minute, agreed_with, ...(day && { day }), conditions: lines(conditions),
      accepted: Object.fromEntries(Object.entries(rest).filter(([name]) => name.startsWith('accept ')).map(([name, why]) => [name.slice(7), why])),
    }),
  },
  refuse: {
    title: 'Refuse', button: 'Refuse the registration',
    inputs: (view) => [
      { name: 'ground', label: 'Ground', hint: view.decision_rules.not_a_ground.clause, options: view.decision_rules.refusal_grounds.map(({ id, title }) => [id, title] as const) },
      { name: 'reason', label: 'Reason of the refusal', kind: 'long' }, ...COMMITTEE,
    ],
    body: (texts, view) => plain({ ground: view.decision_rules.refusal_grounds[0]?.id ?? '', ...texts }),
  },
  open_issue: {
    title: 'Open a dispute', button: 'Open the dispute',
    inputs: () => [
      { name: 'kind', label: 'It is about', options: [['gap', 'A gap'], ['overlap', 'An overlap'], ['practice_without_network', 'A practice without a network'], ['size', 'The size'], ['other', 'Something else']] },
      { name: 'title', label: 'The dispute in a sentence' }, { name: 'parties', label: 'Parties', hint: 'One on each line', kind: 'long' },
    ],
    body: ({ kind = 'gap', title = '', parties }) => ({ kind: kind as 'gap', title, parties: lines(parties) }),
  },
  add_issue_step: {
    title: 'Add to the log of a dispute', button: 'Add to the log', isIdle: hasNoOpenIssue,
    inputs: (view) => [openIssues(view), { name: 'by', label: 'Who acted' }, { name: 'text', label: 'What was done', kind: 'long' }],
    body: ({ issue, by = '', text = '' }, view) => ({ issue: Number(issue ?? firstIssue(view)), by, text }),
  },
  close_issue: {
    title: 'Settle a dispute', button: 'Settle the dispute', isIdle: hasNoOpenIssue,
    inputs: (view) => [openIssues(view), { name: 'outcome', label: 'Outcome', kind: 'long' }],
    body: ({ issue, outcome = '' }, view) => ({ issue: Number(issue ?? firstIssue(view)), outcome }),
  },
  assign_practice: {
    title: 'Assign a practice', button: 'Assign the practice',
    inputs: (view) => [
      { name: 'practice', label: 'Practice to assign', hint: view.decision_rules.assignment?.clause ?? '' },
      { name: 'from', label: 'Assigned from', kind: 'date' }, { name: 'mediated_by', label: 'Who mediated' },
      { name: 'mediated_on', label: 'Day of the mediation', kind: 'date' },
      { name: 'mediation_outcome', label: 'How the mediation ended', kind: 'long' }, { name: 'reason', label: 'Reason of the assignment', kind: 'long' },
    ],
    body: plain,
  },
  vary_contracts: {
    title: 'Vary the practices’ contracts', button: 'Record the contract variations',
    inputs: (view) => view.members.flatMap(({ code, name }): Input[] => [
      { name: `contract ${code}`, label: `Contract of ${name ?? code}`, options: [['GMS', 'GMS'], ['PMS', 'PMS'], ['APMS', 'APMS']] },
      { name: `decision ${code}`, label: `Variation for ${name ?? code}`, options: [['yes', 'Approved'], ['no', 'Refused'], ['later', 'Not decided yet']] },
    ]),
    body: (texts, view) => ({
      rows: view.members.filter(({ code }) => texts[`decision ${code}`] !== 'later').map(({ code }) => ({
        practice: code, contract: (texts[`contract ${code}`] ?? 'GMS') as 'GMS', is_approved: texts[`decision ${code}`] !== 'no',
      })),
    }),
  },
  meet_condition: {
    title: 'A condition is met', button: 'Record the condition as met',
    isIdle: (view) => openConditions(view).length === 0,
    inputs: (view) => [
      { name: 'condition', label: 'Condition', options: openConditions(view) },
      { name: 'how_met', label: 'How it was met', kind: 'long' },
    ],
    body: ({ condition, how_met = '' }, view) => ({ condition: Number(condition ?? openConditions(view)[0]?.[0]), how_met }),
  },
  confirm_agreement: { title: 'Confirm the agreement', button: 'Confirm that the agreement is complete', inputs: () => [], body: () => ({}) },
  record_code: { title: 'ODS code', button: 'Record the ODS code', inputs: () => [{ name: 'code', label: 'ODS code of the network', hint: 'U and five digits' }], body: plain },
  go_live: {
    title: 'Make the network live', button: 'Make the network live',
    inputs: (view) => [{ name: 'from', label: 'Live from', hint: `From ${longDate(view.first_day)} to today; empty for today`, kind: 'date' }], body: plain,
  },
};

function openConditions(view: NetworkReview): readonly (readonly [string, string])[] {
  return (view.review.decision?.conditions ?? []).flatMap(({ text, met_on }, at) => (met_on ? [] : [[String(at + 1), text] as const]));
}
function hasNoOpenIssue(view: NetworkReview): boolean {
  return view.review.issues.every((issue) => issue.closed_on);
}
function firstIssue(view: NetworkReview): number {
  return view.review.issues.findIndex((issue) => !issue.closed_on) + 1;
}
function openIssues(view: NetworkReview): Input {
  return { name: 'issue', label: 'Dispute', options: view.review.issues.flatMap((issue, at) => (issue.closed_on ? [] : [[String(at + 1), issue.title] as const])) };
}

function StepInput({ input, value, onChange }: { readonly input: Input; readonly value: string | undefined; readonly onChange: (value: string) => void }): ReactNode {
  const common = { label: input.label, onChange, ...(input.hint && { hint: input.hint }) };
  if (input.options) return <ChoiceField {...common} value={value ?? input.options[0]?.[0] ?? ''} options={input.options} />;
  if (input.kind === 'long') return <LongField {...common} value={value ?? ''} />;
  return <TextField {...common} kind={input.kind === 'date' ? 'date' : 'text'} value={value ?? ''} />;
}

function OneStep({ view, step, hindrances }: { readonly view: NetworkReview; readonly step: string; readonly hindrances: readonly string[] }): ReactNode {
  const [texts, setTexts] = useState<Texts>({});
  const send = useSending(sendStep(view.network));
  const form = FORMS[step];
  if (!form) return null;
  return (
    <details className="nhsuk-details nhsuk-expander">
      <summary className="nhsuk-details__summary"><span className="nhsuk-details__summary-text">{form.title}</span>{hindrances.length > 0 && <> <strong className="nhsuk-tag nhsuk-tag--grey">Not yet</strong></>}</summary>
      <div className="nhsuk-details__text">
        {send.isError && <ProblemNotice problem={problemOf(send.error)} />}
        {hindrances.length > 0 ? (
          <>
            <p>Not yet:</p>
            <ul>{hindrances.map((one) => <li key={one}>{one}</li>)}</ul>
          </>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              send.mutate({ ...form.body(texts, view), step, based_on: view.version }, { onSuccess: () => setTexts({}) });
            }}
          >
            {form.inputs(view).map((input) => (
              <StepInput key={input.name} input={input} value={texts[input.name]} onChange={(text) => setTexts((before) => ({ ...before, [input.name]: text }))} />
            ))}
            <Button type="submit" busy={send.isPending}>{form.button}</Button>
          </form>
        )}
      </div>
    </details>
  );
}

export function Steps({ view, mayReview, mayForm }: { readonly view: NetworkReview; readonly mayReview: boolean; readonly mayForm: boolean }): ReactNode {
  const own = view.steps
    .filter(({ yours, taker, step }) => yours && step !== 'submit' && !FORMS[step]?.isIdle?.(view) && (taker === 'commissioner' ? mayReview : mayForm))
    .toSorted((one, other) => Number(one.hindrances.length > 0) - Number(other.hindrances.length > 0));
  if (own.length === 0) return null;
  return (
    <>
      <h2 className="nhsuk-heading-m">What you can do</h2>
      {own.map(({ step, hindrances }) => <OneStep key={step} view={view} step={step} hindrances={hindrances} />)}
    </>
  );
}

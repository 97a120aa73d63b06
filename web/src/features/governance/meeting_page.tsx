// One meeting: agenda, who was there, interests, motions with their votes and arithmetic, minutes.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';

import { problemOf } from '../../api/problem';
import type { KeptMeeting, Meeting, NetworkInView } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { count } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { useAgreement } from '../networks/agreement/use_agreement';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { DayLink } from '../register/day_link';
import { useMayToday } from '../register/may_today';
import { useDay } from '../register/use_register';
import { useSession } from '../session/session';
import { ACTION_FIELDS } from './actions_page';
import { MEETING_STATES } from './meetings_page';
import { MotionForm, schedule1Of } from './motion_form';
import { useActions, useMeeting, useSaveAction, useSaveMeeting, useVote, type VoteCast } from './use_governance';

type Motion = NonNullable<Meeting['motions']>[number];
type Choice = VoteCast['choice'];
type Ballot = KeptMeeting['outcomes'][number]['ballots'][number];

const CHOICES: readonly { readonly value: Choice; readonly label: string }[] = [
  { value: 'in_favour', label: 'In favour' },
  { value: 'against', label: 'Against' },
  { value: 'abstains', label: 'Abstain' },
];
const VOTED: Readonly<Record<string, string>> = { in_favour: 'In favour', against: 'Against', abstains: 'Abstained', not_voted: 'Has not voted' };

interface Shown {
  readonly network: NetworkInView;
  readonly kept: KeptMeeting;
}

function nameOf(network: NetworkInView, practice: string): string {
  return network.members.find(({ code }) => code === practice)?.name ?? practice;
}

/** Members on the meeting's day. */
function practicesOf(network: NetworkInView, kept: KeptMeeting): { value: string; label: string }[] {
  return kept.members.map(({ practice }) => ({ value: practice, label: nameOf(network, practice) }));
}

function ruleText({ rule }: Motion): string {
  const whole = rule.of_all === 1 ? 'all that may vote' : 'the votes cast';
  const weight = rule.weight === 'headcount' ? 'one practice, one vote' : 'a vote weighs as the practice’s list';
  return `${rule.more_than === 0 ? 'At least' : 'More than'} ${rule.percent ?? 50} % of ${whole}; ${weight}; quorum ${rule.quorum_percent ?? 50} % of the practices.`;
}

interface MotionProps extends Shown {
  readonly motion: Motion;
  readonly number: number;
}

function Voting({ network, kept, number }: Omit<MotionProps, 'motion'>): ReactNode {
  const voting = useVote(network.id, kept.id);
  const saving = useSaveMeeting(network.id);
  const session = useSession();
  const may = useMayToday();
  const own = kept.outcomes[number - 1]?.ballots.find(({ practice }) => practice === session.organisation.ods_code);
  const close = (): void => {
    const motions = kept.meeting.motions?.map((each, at) => (at === number - 1 ? { ...each, closed: 1 as const } : each)) ?? [];
    saving.mutate({ meeting: { ...kept.meeting, motions }, paper: kept });
  };
  return (
    <div className="pcn-no-print">
      {voting.isError && <ProblemNotice problem={problemOf(voting.error)} />}
      {saving.isError && <ProblemNotice problem={problemOf(saving.error)} />}
      {may('networks.sign') && own?.stands_aside && <p>{nameOf(network, own.practice)} stands aside from this vote because of a declared interest.</p>}
      {may('networks.sign') && own && !own.stands_aside && (
        <p>
          Vote for {nameOf(network, session.organisation.ods_code)}:{' '}
          {CHOICES.map(({ value, label }) => (
            <Button key={value} kind="small" busy={voting.isPending} onClick={() => voting.mutate({ number, choice: value })}>{label}</Button>
          ))}
        </p>
      )}
      {may('networks.govern') && (
        <FoldedForm title={`Record a vote on motion ${number}`}>
          <FieldForm
            id={`vote-${number}`}
            fields={[
              { name: 'practice', label: 'Practice', kind: 'choice', choices: practicesOf(network, kept) },
              { name: 'choice', label: 'Vote', kind: 'choice', choices: CHOICES },
            ]}
            action="Record this vote"
            busy={voting.isPending}
            onSubmit={({ practice = '', choice }) => voting.mutateAsync({ number, practice, choice: choice as Choice }).then(() => true, () => false)}
          />
          <Button kind="secondary" busy={saving.isPending} onClick={close}>Close the vote</Button>
        </FoldedForm>
      )}
    </div>
  );
}

/** What an open vote comes to is only how things stand. */
function Result({ carried, closed }: { readonly carried: boolean; readonly closed: boolean }): ReactNode {
  if (!closed) return <strong className="nhsuk-tag nhsuk-tag--blue">Open, {carried ? 'carried' : 'not carried'} as it stands</strong>;
  return <strong className={`nhsuk-tag nhsuk-tag--${carried ? 'green' : 'grey'}`}>{carried ? 'Carried' : 'Not carried'}</strong>;
}

function MotionResult({ network, kept, motion, number }: MotionProps): ReactNode {
  const outcome = kept.outcomes[number - 1];
  const columns: readonly Column<Ballot>[] = [
    { key: 'practice', heading: 'Practice', names: true, cell: ({ practice }) => nameOf(network, practice) },
    { key: 'list', heading: 'Registered patients', numeric: true, cell: (row) => (row.list_dated ? count(row.registered_patients) : 'Not known') },
    { key: 'source', heading: 'List of', cell: ({ list_dated: dated, list_source: source }) => (dated ? `${longDate(dated)}, ${source}` : 'No list of that day') },
    { key: 'present', heading: 'There', cell: ({ present, choice }) => (present || choice !== 'not_voted' ? 'Yes' : 'No') },
    { key: 'vote', heading: 'Vote', cell: ({ stands_aside: aside, choice }) => (aside ? 'Stands aside' : VOTED[choice]) },
  ];
  return (
    <section aria-labelledby={`motion-${number}`}>
      <h3 id={`motion-${number}`} className="nhsuk-heading-s">
        Motion {number}: {motion.title}{' '}
        {outcome && <Result carried={outcome.carried} closed={motion.closed === 1} />}
      </h3>
      <p className="nhsuk-hint">On item {motion.item}. {ruleText(motion)}</p>
      <ul>{outcome?.arithmetic.map((line) => <li key={line}>{line}</li>)}</ul>
      <Table compact caption={`Votes on motion ${number}`} captionHidden columns={columns} rows={outcome?.ballots ?? []} rowKey={({ practice }) => practice} />
      {motion.closed === 1
        ? <p>The vote is closed{outcome?.closed_on && ` since ${longDate(outcome.closed_on)}`}{outcome?.closed_by && `, by ${outcome.closed_by}`}. It stays as it was counted.</p>
        : <Voting network={network} kept={kept} number={number} />}
    </section>
  );
}

function Facts({ network, kept: { meeting } }: Shown): ReactNode {
  const present = meeting.attendance?.filter((each) => each.present === 1) ?? [];
  return (
    <>
      <p>
        {longDate(meeting.date)}{meeting.time && `, ${meeting.time}`}{meeting.place && `, ${meeting.place}`}.
        {meeting.chair && ` In the chair: ${meeting.chair}.`} <strong className="nhsuk-tag">{MEETING_STATES[meeting.state]}</strong>
      </p>
      <h2 className="nhsuk-heading-m">Agenda</h2>
      <ol>{meeting.agenda?.map((item, at) => <li key={at}>{item.title}{item.papers && ` (${item.papers})`}</li>)}</ol>
      <h2 className="nhsuk-heading-m">Who was there</h2>
      {present.length === 0 ? <p>Nobody is recorded yet.</p> : (
        <ul>{present.map((each) => <li key={each.practice}>{nameOf(network, each.practice)}{each.person && `: ${each.person}`}</li>)}</ul>
      )}
      <h2 className="nhsuk-heading-m">Interests</h2>
      {(meeting.interests?.length ?? 0) === 0 ? <p>None declared.</p> : (
        <ul>
          {meeting.interests?.map((each, at) => (
            <li key={at}>{each.person}, {nameOf(network, each.practice)}, on item {each.item}: {each.interest}.{each.stands_aside === 1 && ' Stands aside.'}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Adding({ network, kept }: Shown): ReactNode {
  const saving = useSaveMeeting(network.id);
  const agreement = useAgreement(network.id);
  const { meeting } = kept;
  const practices = practicesOf(network, kept);
  const items = meeting.agenda?.map(({ title }, at) => ({ value: String(at + 1), label: `${at + 1}. ${title}` })) ?? [];
  const save = (part: Partial<Meeting>): Promise<boolean> =>
    saving.mutateAsync({ meeting: { ...meeting, ...part }, paper: kept }).then(() => true, () => false);
  const yesNo = [{ value: '1', label: 'Yes' }, { value: '0', label: 'No' }];
  const bit = (text: string | undefined): 0 | 1 => (text === '1' ? 1 : 0);
  const forms: readonly { readonly title: string; readonly action: string; readonly fields: readonly Field[]; readonly submit: (values: FieldValues) => Promise<boolean> }[] = [
    {
      title: 'Record who is there', action: 'Record attendance',
      fields: [{ name: 'practice', label: 'Practice', kind: 'choice', choices: practices }, { name: 'person', label: 'Represented by', kind: 'text' }],
      submit: ({ practice = '', person = '' }) => save({
        attendance: [...(meeting.attendance ?? []).filter((each) => each.practice !== practice), { practice, person, present: 1 }],
      }),
    },
    {
      title: 'Declare an interest', action: 'Declare this interest',
      fields: [
        { name: 'practice', label: 'Practice', kind: 'choice', choices: practices }, { name: 'person', label: 'Person', kind: 'text' },
        { name: 'item', label: 'Item of the agenda', kind: 'choice', choices: items }, { name: 'interest', label: 'Interest', kind: 'text' },
        { name: 'stands_aside', label: 'Stands aside from the vote', kind: 'choice', choices: yesNo },
      ],
      submit: ({ practice = '', person = '', item, interest = '', stands_aside: aside }) => save({
        interests: [...(meeting.interests ?? []), { practice, person, item: Number(item), interest, stands_aside: bit(aside) }],
      }),
    },
    {
      title: 'Write the minutes', action: 'Save the minutes',
      fields: [
        { name: 'decisions', label: 'Decisions', kind: 'long', hint: 'One a line.', optional: true, value: meeting.decisions?.join('\n') ?? '' },
        { name: 'minutes', label: 'Minutes', kind: 'long', optional: true, value: meeting.minutes ?? '' },
        { name: 'state', label: 'State', kind: 'choice', value: meeting.state, choices: Object.entries(MEETING_STATES).map(([value, label]) => ({ value, label })) },
      ],
      submit: ({ decisions = '', minutes = '', state }) => save({
        decisions: decisions.split('\n').map((line) => line.trim()).filter(Boolean), minutes, state: state as Meeting['state'],
      }),
    },
  ];
  return (
    <>
      {saving.isError && <ProblemNotice problem={problemOf(saving.error)} />}
      {!agreement.isPending && (
        <MotionForm
          key={kept.version} items={items} says={schedule1Of(agreement.data)} busy={saving.isPending}
          put={(motion) => save({ motions: [...(meeting.motions ?? []), motion] })}
        />
      )}
      {forms.map(({ title, action, fields, submit }) => (
        <FoldedForm key={title} title={title}>
          <FieldForm key={kept.version} id={title.replace(/\W/g, '-').toLowerCase()} fields={fields} action={action} busy={saving.isPending} onSubmit={submit} />
        </FoldedForm>
      ))}
    </>
  );
}

/** Who does what by when, as this meeting gave it to them. */
function MeetingActions({ network, kept }: Shown): ReactNode {
  const found = loaded(useActions(network.id));
  const saving = useSaveAction(network.id);
  const may = useMayToday();
  return (
    <section aria-labelledby="meeting-actions">
      <h2 id="meeting-actions" className="nhsuk-heading-m">Actions</h2>
      <WhenReady of={found} what="actions">
        {(actions) => {
          const own = actions.filter(({ meeting }) => meeting === kept.id);
          return own.length === 0 ? <p>None.</p> : (
            <ul>{own.map((action) => <li key={action.id}>{action.title}: {action.owner}, by {longDate(action.due)}{action.state !== 'open' && ` (${action.state})`}</li>)}</ul>
          );
        }}
      </WhenReady>
      {saving.isError && <ProblemNotice problem={problemOf(saving.error)} />}
      {may('networks.govern') && (
        <FoldedForm title="Give somebody an action">
          <FieldForm
            id="meeting-action" fields={ACTION_FIELDS} action="Add this action" busy={saving.isPending}
            onSubmit={({ title = '', owner = '', due = '', note = '' }) =>
              saving.mutateAsync({ action: { title, owner, due, note, state: 'open', meeting: kept.id } }).then(() => true, () => false)}
          />
        </FoldedForm>
      )}
    </section>
  );
}

function OneMeeting({ network, paper }: { readonly network: NetworkInView; readonly paper: string }): ReactNode {
  const may = useMayToday();
  return (
    <>
      <DayChoice asAt={network.as_at} />
      <p><DayLink to={`/my-networks/${network.id}/meetings`}>All meetings</DayLink></p>
      <WhenReady of={loaded(useMeeting(network.id, paper))} what="the meeting">
        {(kept) => (
        <>
          <p className="nhsuk-heading-m">{kept.meeting.title}</p>
          <Facts network={network} kept={kept} />
          <h2 className="nhsuk-heading-m">Motions</h2>
          {(kept.meeting.motions?.length ?? 0) === 0 ? <p>None.</p> : kept.meeting.motions?.map((motion, at) => (
            <MotionResult key={at} network={network} kept={kept} motion={motion} number={at + 1} />
          ))}
          <h2 className="nhsuk-heading-m">Decisions and minutes</h2>
          {(kept.meeting.decisions?.length ?? 0) > 0 && <ul>{kept.meeting.decisions?.map((each) => <li key={each}>{each}</li>)}</ul>}
          <p style={{ whiteSpace: 'pre-line' }}>{kept.meeting.minutes || 'No minutes yet.'}</p>
          <MeetingActions network={network} kept={kept} />
          {may('networks.govern') && <Adding network={network} kept={kept} />}
        </>
        )}
      </WhenReady>
    </>
  );
}

export function MeetingPage(): ReactNode {
  const { paper = '' } = useParams();
  return (
    <NetworkFrame title="Meeting" asAt={useDay().as_at}>
      {(network) => (network.part === 'commissioner'
        ? <Empty why="A network’s meetings are its own: the commissioner has no part in them." />
        : <OneMeeting network={network} paper={paper} />)}
    </NetworkFrame>
  );
}

// The meetings of the programme's groups: planned, then held with who was there and what was decided.
import type { ReactNode } from 'react';

import { problemOf } from '../../api/problem';
import type { Programme, ProgrammeGroups, ProgrammeMeetingEntry } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { Empty, ProblemNotice } from '../../ui/notices/notices';
import { longDate } from '../../ui/text/dates';
import { linesOf } from './programme_frame';
import { useDecides, useSaveMeeting } from './use_programme';

interface MeetingsProps {
  readonly found: ProgrammeGroups;
  readonly programme: Programme;
}

const STATES = { planned: ['Planned', 'blue'], held: ['Held', 'green'], cancelled: ['Cancelled', 'grey'] } as const;

function groupName(found: ProgrammeGroups, wanted: string): string {
  return found.groups.find(({ id }) => id === wanted)?.group.name ?? 'A group that is gone';
}

const HELD_FIELDS: readonly Field[] = [
  { name: 'present', label: 'Present', kind: 'long', hint: 'One name a line.' },
  { name: 'apologies', label: 'Apologies', kind: 'long', optional: true, hint: 'One name a line.' },
  { name: 'notes', label: 'Notes', kind: 'long', optional: true },
];

function RecordHeld({ entry }: { readonly entry: ProgrammeMeetingEntry }): ReactNode {
  const save = useSaveMeeting();
  const submit = ({ present, apologies, notes = '' }: FieldValues): Promise<boolean> => save.mutateAsync({
    paper: entry, meeting: { ...entry.meeting, state: 'held', present: linesOf(present), apologies: linesOf(apologies), notes },
  }).then(() => true, () => false);
  return (
    <FoldedForm title="Record that it was held">
      <FieldForm
        id={`held-${entry.id}`} fields={HELD_FIELDS} action="Record the meeting" busy={save.isPending}
        problem={save.isError ? problemOf(save.error) : undefined} onSubmit={submit}
      />
    </FoldedForm>
  );
}

function AddDecision({ entry, programme }: { readonly entry: ProgrammeMeetingEntry; readonly programme: Programme }): ReactNode {
  const save = useSaveMeeting();
  const fields: readonly Field[] = [
    { name: 'what', label: 'Decision or recommendation', kind: 'long' },
    { name: 'network', label: 'About the network', kind: 'choice', optional: true, choices: programme.networks.map(({ id, name }) => ({ value: id, label: name })) },
    { name: 'conditions', label: 'Conditions', kind: 'long', optional: true },
    { name: 'minute', label: 'Reference of the minute', kind: 'text', optional: true },
  ];
  const submit = ({ what = '', network = '', conditions = '', minute = '' }: FieldValues): Promise<boolean> => save.mutateAsync({
    paper: entry, meeting: { ...entry.meeting, decisions: [...entry.meeting.decisions, { what, network, conditions, minute }] },
  }).then(() => true, () => false);
  return (
    <FoldedForm title="Add a decision">
      <FieldForm
        id={`decision-${entry.id}`} fields={fields} action="Add this decision" busy={save.isPending}
        problem={save.isError ? problemOf(save.error) : undefined} onSubmit={submit}
      />
    </FoldedForm>
  );
}

function Facts({ entry }: { readonly entry: ProgrammeMeetingEntry }): ReactNode {
  const { meeting } = entry;
  const facts: readonly (readonly [string, string])[] = [
    ['Present', meeting.present.join(', ')], ['Apologies', meeting.apologies.join(', ')], ['Notes', meeting.notes ?? ''],
  ];
  return (
    <>
      {meeting.agenda.length > 0 && (
        <>
          <p>Agenda</p>
          <ol>{meeting.agenda.map((item, position) => <li key={`${position} ${item.title}`}>{item.title}{item.papers && ` (${item.papers})`}</li>)}</ol>
        </>
      )}
      <dl className="pcn-programme-facts">
        {facts.filter(([, value]) => value).map(([name, value]) => <div key={name} className="pcn-programme-fact"><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
    </>
  );
}

function Decisions({ entry, programme }: { readonly entry: ProgrammeMeetingEntry; readonly programme: Programme }): ReactNode {
  const { decisions } = entry.meeting;
  if (decisions.length === 0) return null;
  return (
    <>
      <p>Decided</p>
      <ul>
        {decisions.map(({ what, network, conditions, minute }, position) => (
          <li key={`${position} ${what}`}>
            {network && `${programme.networks.find(({ id }) => id === network)?.name ?? 'A network'}: `}{what}
            {minute && `, minute ${minute}`}. {conditions && `Conditions: ${conditions}.`}
          </li>
        ))}
      </ul>
    </>
  );
}

function Meeting({ entry, found, programme }: MeetingsProps & { readonly entry: ProgrammeMeetingEntry }): ReactNode {
  const save = useSaveMeeting();
  const { meeting } = entry;
  const decides = useDecides(programme);
  const [words, colour] = STATES[meeting.state];
  const cancel = (): void => save.mutate({ paper: entry, meeting: { ...meeting, state: 'cancelled' } });
  return (
    <li>
      <h3 className="nhsuk-heading-s">{groupName(found, meeting.group)}, {longDate(meeting.date)} <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong></h3>
      {(meeting.time || meeting.place) && <p>{[meeting.time, meeting.place].filter(Boolean).join(', ')}</p>}
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      <Facts entry={entry} />
      <Decisions entry={entry} programme={programme} />
      {decides && meeting.state === 'planned' && <RecordHeld entry={entry} />}
      {decides && meeting.state === 'planned' && <Button kind="link" onClick={cancel}>Cancel{' '}<span className="nhsuk-u-visually-hidden">the meeting of {longDate(meeting.date)}</span></Button>}
      {decides && meeting.state === 'held' && <AddDecision entry={entry} programme={programme} />}
    </li>
  );
}

function Plan({ found }: { readonly found: ProgrammeGroups }): ReactNode {
  const save = useSaveMeeting();
  const fields: readonly Field[] = [
    { name: 'group', label: 'Group', kind: 'choice', choices: found.groups.filter(({ in_force: inForce }) => inForce).map(({ id, group }) => ({ value: id, label: group.name })) },
    { name: 'date', label: 'Day', kind: 'day' },
    { name: 'time', label: 'Time', kind: 'text', optional: true },
    { name: 'place', label: 'Place', kind: 'text', optional: true },
    { name: 'agenda', label: 'Agenda', kind: 'long', hint: 'One item a line; what to read after a semicolon.' },
  ];
  const submit = ({ group = '', date = '', time = '', place = '', agenda }: FieldValues): Promise<boolean> => {
    const items = linesOf(agenda).map((line) => line.split(';').map((part) => part.trim())).map(([title = '', papers = '']) => ({ title, papers }));
    return save.mutateAsync({ meeting: { group, date, time, place, state: 'planned', agenda: items, present: [], apologies: [], decisions: [], notes: '' } }).then(() => true, () => false);
  };
  return (
    <FoldedForm title="Plan a meeting">
      <FieldForm
        id="meeting" fields={fields} action="Plan this meeting" busy={save.isPending}
        problem={save.isError ? problemOf(save.error) : undefined} onSubmit={submit}
      />
    </FoldedForm>
  );
}

export function Meetings({ found, programme }: MeetingsProps): ReactNode {
  const decides = useDecides(programme);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Meetings</h2>
      {found.meetings.length === 0
        ? <Empty why="No meeting is kept yet." />
        : <ul className="pcn-programme-list">{found.meetings.map((entry) => <Meeting key={entry.id} entry={entry} found={found} programme={programme} />)}</ul>}
      {decides && found.groups.length > 0 && <Plan found={found} />}
    </section>
  );
}

// The bodies that prepare and decide about networks: who sits in them, their meetings with what was
// decided, and the actions that came of it. The commissioner's own.
import type { ReactNode } from 'react';

import { problemOf } from '../../api/problem';
import type { Programme, ProgrammeGroup, ProgrammeGroupEntry, ProgrammeGroups } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted, listed } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { Actions } from './actions';
import { Meetings } from './meetings';
import { choicesOf, ProgrammeFrame, titleOf } from './programme_frame';
import { useDay } from '../register/use_register';
import { useDecides, useGroups, useSaveGroup } from './use_programme';

type Member = ProgrammeGroup['members'][number];

const SEATS = { chair: 'Chair', member: 'Member', adviser: 'Adviser', in_attendance: 'In attendance' } as const;
const SEAT_CHOICES = Object.entries(SEATS).map(([value, label]) => ({ value, label }));

function holds({ from, to }: Pick<Member, 'from' | 'to'>, day: string): boolean {
  return from <= day && (!to || day <= to);
}

interface PartProps {
  readonly entry: ProgrammeGroupEntry;
  readonly programme: Programme;
}

function AddMember({ entry, programme }: PartProps): ReactNode {
  const save = useSaveGroup();
  const fields: readonly Field[] = [
    { name: 'name', label: 'Name', kind: 'text', hint: 'Of somebody at work, never of a patient.' },
    { name: 'body', label: 'Sits for', kind: 'choice', choices: choicesOf(programme.terms.bodies) },
    { name: 'organisation', label: 'Organisation', kind: 'text', optional: true },
    { name: 'seat', label: 'Seat', kind: 'choice', choices: SEAT_CHOICES, value: 'member' },
    { name: 'from', label: 'First day', kind: 'day', value: programme.as_at },
  ];
  const submit = ({ name = '', body = '', organisation = '', seat, from = '' }: FieldValues): Promise<boolean> => save.mutateAsync({
    paper: entry, group: { ...entry.group, members: [...entry.group.members, { name, body, organisation, seat: seat as Member['seat'], from }] },
  }).then(() => true, () => false);
  return (
    <FoldedForm title={`Add a member to ${entry.group.name}`}>
      <FieldForm
        id={`member-${entry.id}`} fields={fields} action="Add this member" busy={save.isPending}
        problem={save.isError ? problemOf(save.error) : undefined} onSubmit={submit}
      />
    </FoldedForm>
  );
}

function Group({ entry, programme }: PartProps): ReactNode {
  const save = useSaveGroup();
  const { group } = entry;
  const decides = useDecides(programme);
  const sitting = group.members.filter((member) => holds(member, programme.as_at));
  const end = (left: Member) => (): void => save.mutate({
    paper: entry, group: { ...group, members: group.members.map((one) => (one === left ? { ...one, to: programme.as_at } : one)) },
  });
  const columns: readonly Column<Member>[] = [
    { key: 'name', heading: 'Name', names: true, cell: (row) => row.name },
    { key: 'body', heading: 'Sits for', cell: (row) => <>{titleOf(programme.terms.bodies, row.body)}{row.organisation && `, ${row.organisation}`}</> },
    { key: 'seat', heading: 'Seat', cell: (row) => SEATS[row.seat] },
    { key: 'from', heading: 'Since', cell: (row) => longDate(row.from) },
    {
      key: 'end', heading: decides ? 'Change' : 'Until', className: 'pcn-no-print',
      cell: (row) => (row.to || !decides ? (row.to ? `Until ${longDate(row.to)}` : 'No end set') : <Button kind="link" onClick={end(row)}>End today{' '}<span className="nhsuk-u-visually-hidden">the seat of {row.name}</span></Button>),
    },
  ];
  const facts = [
    ['What it is for', group.purpose], ['May decide', group.authority || 'Nothing by itself: it recommends'], ['Reports to', group.reports_to],
  ].filter(([, value]) => value);
  return (
    <section>
      <h3 className="nhsuk-heading-s">{group.name}</h3>
      <p className="pcn-quiet">{titleOf(programme.terms.group_kinds, group.kind)}, from {longDate(group.from)}{group.to && ` to ${longDate(group.to)}`}</p>
      {entry.missing.length > 0 && (
        <p><strong className="nhsuk-tag nhsuk-tag--red">Seat empty</strong> Nobody sits in it for the {listed(entry.missing.map((body) => titleOf(programme.terms.bodies, body).toLowerCase()))}.</p>
      )}
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      <dl className="pcn-programme-facts">{facts.map(([name, value]) => <div key={name} className="pcn-programme-fact"><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {sitting.length === 0
        ? <Empty why="Nobody sits in it on this day." />
        : <Table compact caption={counted(sitting.length, 'member')} columns={columns} rows={sitting} rowKey={(row) => `${row.name} ${row.body} ${row.from}`} />}
      {decides && <AddMember entry={entry} programme={programme} />}
    </section>
  );
}

function AddGroup({ programme }: { readonly programme: Programme }): ReactNode {
  const save = useSaveGroup();
  const fields: readonly Field[] = [
    { name: 'name', label: 'Name of the group', kind: 'text' },
    { name: 'kind', label: 'Kind of group', kind: 'choice', choices: choicesOf(programme.terms.group_kinds) },
    { name: 'purpose', label: 'What it is for', kind: 'long', optional: true },
    { name: 'authority', label: 'What it may decide', kind: 'long', optional: true, hint: 'By delegation. Leave it empty where it only recommends.' },
    { name: 'reports_to', label: 'Reports to', kind: 'text', optional: true },
    { name: 'from', label: 'First day', kind: 'day', value: programme.as_at },
    { name: 'to', label: 'Last day', kind: 'day', optional: true },
  ];
  const submit = ({ to, ...values }: FieldValues): Promise<boolean> => {
    const { name = '', kind = '', purpose = '', authority = '', reports_to: reportsTo = '', from = '' } = values;
    return save.mutateAsync({ group: { name, kind, purpose, authority, reports_to: reportsTo, members: [], from, ...(to && { to }) } }).then(() => true, () => false);
  };
  return (
    <FoldedForm title="Name a group">
      <FieldForm
        id="group" fields={fields} action="Name this group" busy={save.isPending} problem={save.isError ? problemOf(save.error) : undefined}
        check={({ from = '', to }) => (to && to < from ? [{ field: 'to', message: 'Enter a last day that is not before the first' }] : [])}
        onSubmit={submit}
      />
    </FoldedForm>
  );
}

function Groups({ found, programme }: { readonly found: ProgrammeGroups; readonly programme: Programme }): ReactNode {
  const decides = useDecides(programme);
  const now = found.groups.filter(({ in_force: inForce }) => inForce);
  return (
    <>
      <h2 className="nhsuk-heading-m">Groups</h2>
      {now.length === 0 && <Empty why="No group is named on this day." next="Begin with the task and finish group that prepares the principles." />}
      {now.map((entry) => <Group key={entry.id} entry={entry} programme={programme} />)}
      {decides && <AddGroup programme={programme} />}
      <Meetings found={found} programme={programme} />
      <Actions found={found} programme={programme} />
    </>
  );
}

export function GroupsPage(): ReactNode {
  const found = loaded(useGroups(useDay()));
  return (
    <ProgrammeFrame title="Panels, meetings and actions">
      {(programme) => <WhenReady of={found} what="groups">{(groups) => <Groups found={groups} programme={programme} />}</WhenReady>}
    </ProgrammeFrame>
  );
}

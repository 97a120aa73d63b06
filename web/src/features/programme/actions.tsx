// What the programme's meetings asked somebody to do, by when.
import type { ReactNode } from 'react';

import { problemOf } from '../../api/problem';
import type { Programme, ProgrammeActionEntry, ProgrammeGroups } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { Empty, ProblemNotice } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { useDecides, useSaveAction } from './use_programme';

interface ActionsProps {
  readonly found: ProgrammeGroups;
  readonly programme: Programme;
}

function State({ row }: { readonly row: ProgrammeActionEntry }): ReactNode {
  if (row.late) return <strong className="nhsuk-tag nhsuk-tag--red">Late</strong>;
  if (row.action.state === 'open') return <strong className="nhsuk-tag nhsuk-tag--blue">Open</strong>;
  return row.action.state === 'done' ? 'Done' : 'Dropped';
}

function meetingName(found: ProgrammeGroups, wanted: string | undefined): string {
  const meeting = found.meetings.find(({ id }) => id === wanted)?.meeting;
  if (!meeting) return 'No meeting';
  return `${found.groups.find(({ id }) => id === meeting.group)?.group.name ?? 'A group'}, ${longDate(meeting.date)}`;
}

function AddAction({ found }: { readonly found: ProgrammeGroups }): ReactNode {
  const save = useSaveAction();
  const fields: readonly Field[] = [
    { name: 'title', label: 'What is to be done', kind: 'text' },
    { name: 'owner', label: 'Owner', kind: 'text' },
    { name: 'due', label: 'Due', kind: 'day' },
    { name: 'meeting', label: 'From the meeting', kind: 'choice', optional: true, choices: found.meetings.map(({ id }) => ({ value: id, label: meetingName(found, id) })) },
    { name: 'note', label: 'Note', kind: 'text', optional: true },
  ];
  const submit = ({ title = '', owner = '', due = '', meeting = '', note = '' }: FieldValues): Promise<boolean> =>
    save.mutateAsync({ action: { title, owner, due, state: 'open', meeting, note } }).then(() => true, () => false);
  return (
    <FoldedForm title="Add an action">
      <FieldForm
        id="action" fields={fields} action="Add this action" busy={save.isPending}
        problem={save.isError ? problemOf(save.error) : undefined} onSubmit={submit}
      />
    </FoldedForm>
  );
}

export function Actions({ found, programme }: ActionsProps): ReactNode {
  const decides = useDecides(programme);
  const save = useSaveAction();
  const finish = (row: ProgrammeActionEntry) => (): void => save.mutate({ paper: row, action: { ...row.action, state: 'done' } });
  const late = found.actions.filter((row) => row.late).length;
  const columns: readonly Column<ProgrammeActionEntry>[] = [
    { key: 'title', heading: 'Action', names: true, cell: ({ action }) => <>{action.title}{action.note && <span className="nhsuk-hint"> {action.note}</span>}</> },
    { key: 'owner', heading: 'Owner', cell: ({ action }) => action.owner },
    { key: 'due', heading: 'Due', cell: ({ action }) => longDate(action.due) },
    { key: 'state', heading: 'State', cell: (row) => <State row={row} /> },
    { key: 'meeting', heading: 'From', cell: ({ action }) => meetingName(found, action.meeting) },
    ...(decides
      ? [{
        key: 'done', heading: 'Change', className: 'pcn-no-print',
        cell: (row: ProgrammeActionEntry) => (row.action.state === 'open'
          ? <Button kind="link" onClick={finish(row)}>Done<span className="nhsuk-u-visually-hidden">: {row.action.title}</span></Button>
          : 'Nothing to do'),
      }]
      : []),
  ];
  return (
    <section>
      <h2 className="nhsuk-heading-m">Actions</h2>
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      {found.actions.length === 0
        ? <Empty why="Nobody has anything to do." />
        : <Table caption={`${counted(found.actions.length, 'action')}, ${late} late on ${longDate(programme.as_at)}`} columns={columns} rows={found.actions} rowKey={({ id }) => id} />}
      {decides && <AddAction found={found} />}
    </section>
  );
}

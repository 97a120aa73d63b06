// Workstreams and their senior responsible owners: one at a time, named.
import type { ReactNode } from 'react';

import { problemOf } from '../../api/problem';
import type { Programme, ProgrammeWorkstreamEntry } from '../../api/types';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { Empty } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { daysAfter, longDate } from '../../ui/text/dates';
import { choicesOf, titleOf } from './programme_frame';
import { useDecides, useSaveWorkstream } from './use_programme';

const TIME = ({ from, to }: { readonly from: string; readonly to?: string }): string => `${longDate(from)}${to ? ` to ${longDate(to)}` : ''}`;

function History({ entry }: { readonly entry: ProgrammeWorkstreamEntry }): ReactNode {
  const { owners } = entry.workstream;
  if (owners.length === 0) return 'Nobody yet';
  return <ul className="nhsuk-list">{owners.map((owner) => <li key={owner.from}>{owner.name}, from {TIME(owner)}</li>)}</ul>;
}

function newFields(programme: Programme): readonly Field[] {
  return [
    { name: 'title', label: 'Workstream', kind: 'text' },
    { name: 'track', label: 'Track', kind: 'choice', choices: choicesOf(programme.terms.tracks) },
    { name: 'about', label: 'What it is about', kind: 'long', optional: true },
    { name: 'name', label: 'Senior responsible owner', kind: 'text', hint: 'One named person. Of a member of staff, never of a patient.' },
    { name: 'post', label: 'Post of the owner', kind: 'text', optional: true },
    { name: 'from', label: 'First day', kind: 'day', value: programme.as_at },
  ];
}

function AddWorkstream({ programme }: { readonly programme: Programme }): ReactNode {
  const save = useSaveWorkstream();
  const submit = ({ title = '', track = '', about = '', name = '', post = '', from = '' }: FieldValues): Promise<boolean> =>
    save.mutateAsync({ workstream: { title, track, about, owners: [{ name, post, from }], from } }).then(() => true, () => false);
  return (
    <FoldedForm title="Add a workstream">
      <FieldForm
        id="workstream" fields={newFields(programme)} action="Add this workstream" busy={save.isPending}
        problem={save.isError ? problemOf(save.error) : undefined} onSubmit={submit}
      />
    </FoldedForm>
  );
}

/** The owner before ends the day before, so that there is one on every day. */
function ownersWith({ workstream: { owners } }: ProgrammeWorkstreamEntry, next: { readonly name: string; readonly post: string; readonly from: string }) {
  const before = owners.map((owner) => (owner.from < next.from && (!owner.to || next.from <= owner.to) ? { ...owner, to: daysAfter(next.from, -1) } : owner));
  return [...before, next];
}

function HandOver({ programme }: { readonly programme: Programme }): ReactNode {
  const save = useSaveWorkstream();
  const fields: readonly Field[] = [
    { name: 'paper', label: 'Workstream', kind: 'choice', choices: programme.workstreams.map(({ id, workstream }) => ({ value: id, label: workstream.title })) },
    { name: 'name', label: 'New owner', kind: 'text' },
    { name: 'post', label: 'Post', kind: 'text', optional: true },
    { name: 'from', label: 'First day as owner', kind: 'day', value: programme.as_at, hint: 'The owner before ends the day before.' },
  ];
  const submit = ({ paper, name = '', post = '', from = '' }: FieldValues): Promise<boolean> => {
    const entry = programme.workstreams.find(({ id }) => id === paper);
    if (!entry) return Promise.resolve(false);
    return save.mutateAsync({ paper: entry, workstream: { ...entry.workstream, owners: ownersWith(entry, { name, post, from }) } }).then(() => true, () => false);
  };
  return (
    <FoldedForm title="Name another owner">
      <FieldForm
        id="owner" fields={fields} action="Name this owner" busy={save.isPending}
        problem={save.isError ? problemOf(save.error) : undefined} onSubmit={submit}
      />
    </FoldedForm>
  );
}

export function Workstreams({ programme }: { readonly programme: Programme }): ReactNode {
  const rows = programme.workstreams.filter(({ in_force: inForce }) => inForce);
  const decides = useDecides(programme);
  const columns: readonly Column<ProgrammeWorkstreamEntry>[] = [
    { key: 'title', heading: 'Workstream', names: true, cell: ({ workstream }) => <>{workstream.title}{workstream.about && <span className="nhsuk-hint"> {workstream.about}</span>}</> },
    { key: 'track', heading: 'Track', cell: ({ workstream }) => titleOf(programme.terms.tracks, workstream.track) },
    {
      key: 'owner', heading: 'Senior responsible owner',
      cell: ({ owner }) => (owner ? <>{owner.name}{owner.post && `, ${owner.post}`}</> : <strong className="nhsuk-tag nhsuk-tag--red">Nobody</strong>),
    },
    ...(decides ? [{ key: 'history', heading: 'All owners', cell: (row: ProgrammeWorkstreamEntry) => <History entry={row} /> }] : []),
  ];
  return (
    <section>
      <h2 className="nhsuk-heading-m">Who answers for what</h2>
      {rows.length === 0
        ? <Empty why="No workstream is named on this day." />
        : <Table caption={counted(rows.length, 'workstream')} captionHidden columns={columns} rows={rows} rowKey={({ id }) => id} />}
      {decides && <AddWorkstream programme={programme} />}
      {decides && programme.workstreams.length > 0 && <HandOver programme={programme} />}
    </section>
  );
}

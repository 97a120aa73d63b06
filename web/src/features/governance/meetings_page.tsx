// The meetings of a network, and planning the next.
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

import { problemOf } from '../../api/problem';
import type { MeetingSummary, NetworkInView } from '../../api/types';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { DayLink } from '../register/day_link';
import { useMayToday } from '../register/may_today';
import { useDay } from '../register/use_register';
import { useMeetings, useSaveMeeting } from './use_governance';

export const MEETING_STATES = { planned: 'Planned', held: 'Held', minutes_agreed: 'Minutes agreed' } as const;

const FIELDS: readonly Field[] = [
  { name: 'title', label: 'Title', kind: 'text', hint: 'Such as “Network board”.' },
  { name: 'date', label: 'Day', kind: 'day' },
  { name: 'time', label: 'Time', kind: 'text', optional: true },
  { name: 'place', label: 'Place', kind: 'text', optional: true },
  { name: 'chair', label: 'Chair', kind: 'text', optional: true },
  { name: 'agenda', label: 'Agenda', kind: 'long', hint: 'One item a line.' },
];

function Meetings({ network }: { readonly network: NetworkInView }): ReactNode {
  const found = loaded(useMeetings(network.id));
  const saving = useSaveMeeting(network.id);
  const go = useNavigate();
  const may = useMayToday();
  const columns: readonly Column<MeetingSummary>[] = [
    { key: 'title', heading: 'Meeting', names: true, cell: (row) => <DayLink to={`/my-networks/${network.id}/meetings/${row.id}`}>{row.title}</DayLink> },
    { key: 'date', heading: 'Day', cell: (row) => longDate(row.date) },
    { key: 'place', heading: 'Place', cell: (row) => row.place || 'Not said' },
    { key: 'state', heading: 'State', cell: (row) => MEETING_STATES[row.state] },
    { key: 'motions', heading: 'Motions', numeric: true, cell: (row) => count(row.motions) },
  ];
  const plan = async ({ title = '', date = '', time = '', place = '', chair = '', agenda = '' }: FieldValues): Promise<boolean> => {
    const items = agenda.split('\n').map((line) => line.trim()).filter(Boolean).map((item) => ({ title: item }));
    const kept = await saving.mutateAsync({ meeting: { title, date, time, place, chair, state: 'planned', agenda: items } }).catch(() => undefined);
    if (kept) await go(`/my-networks/${network.id}/meetings/${kept.id}`);
    return kept !== undefined;
  };
  return (
    <>
      <DayChoice asAt={network.as_at} />
      <WhenReady of={found} what="meetings">
        {(rows) => (rows.length === 0
          ? <Empty why="No meeting is kept yet." />
          : <Table caption={counted(rows.length, 'meeting')} columns={columns} rows={rows} rowKey={(row) => row.id} />)}
      </WhenReady>
      {may('networks.govern') && (
        <FoldedForm title="Plan a meeting">
          <FieldForm
            id="meeting" fields={FIELDS} action="Plan this meeting" busy={saving.isPending}
            problem={saving.isError ? problemOf(saving.error) : undefined} onSubmit={plan}
          />
        </FoldedForm>
      )}
    </>
  );
}

export function MeetingsPage(): ReactNode {
  return (
    <NetworkFrame title="Meetings" asAt={useDay().as_at}>
      {(network) => (network.part === 'commissioner'
        ? <Empty why="A network’s meetings are its own: the commissioner has no part in them." />
        : <Meetings network={network} />)}
    </NetworkFrame>
  );
}

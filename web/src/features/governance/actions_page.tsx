// Who has to do what by when.
import type { ReactNode } from 'react';

import { problemOf } from '../../api/problem';
import type { NetworkAction, NetworkInView } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Field, FieldForm, FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { DayLink } from '../register/day_link';
import { useMayToday } from '../register/may_today';
import { useDay } from '../register/use_register';
import { useActions, useSaveAction } from './use_governance';

export const ACTION_FIELDS: readonly Field[] = [
  { name: 'title', label: 'What is to be done', kind: 'text' },
  { name: 'owner', label: 'Owner', kind: 'text' },
  { name: 'due', label: 'Due', kind: 'day' },
  { name: 'note', label: 'Note', kind: 'text', optional: true },
];

function State({ action }: { readonly action: NetworkAction }): ReactNode {
  if (action.late) return <strong className="nhsuk-tag nhsuk-tag--red">Late</strong>;
  if (action.state === 'open') return <strong className="nhsuk-tag nhsuk-tag--blue">Open</strong>;
  return action.state === 'done' ? 'Done' : 'Dropped';
}

function Actions({ network }: { readonly network: NetworkInView }): ReactNode {
  const found = loaded(useActions(network.id));
  const saving = useSaveAction(network.id);
  const may = useMayToday();
  const finish = ({ id, version, late: _, ...action }: NetworkAction) => (): void => saving.mutate({ action: { ...action, state: 'done' }, paper: { id, version } });
  const columns: readonly Column<NetworkAction>[] = [
    { key: 'title', heading: 'Action', names: true, cell: (row) => (
      <>
        {row.title}{row.note && <span className="nhsuk-hint"> {row.note}</span>}
        {row.meeting && <> (<DayLink to={`/my-networks/${network.id}/meetings/${row.meeting}`}>meeting<span className="nhsuk-u-visually-hidden"> of the action {row.title}</span></DayLink>)</>}
      </>
    ) },
    { key: 'owner', heading: 'Owner', cell: (row) => row.owner },
    { key: 'due', heading: 'Due', cell: (row) => longDate(row.due) },
    { key: 'state', heading: 'State', cell: (row) => <State action={row} /> },
    ...(may('networks.govern')
      ? [{
        key: 'done', heading: 'Change', className: 'pcn-no-print', cell: (row: NetworkAction) => (row.state === 'open'
          ? <Button kind="link" onClick={finish(row)}>Done<span className="nhsuk-u-visually-hidden">: {row.title}</span></Button>
          : 'Nothing to do'),
      }]
      : []),
  ];
  return (
    <>
      <DayChoice asAt={network.as_at} />
      {saving.isError && <ProblemNotice problem={problemOf(saving.error)} />}
      <WhenReady of={found} what="actions">
        {(rows) => (rows.length === 0
          ? <Empty why="Nobody has anything to do." />
          : <Table caption={counted(rows.length, 'action')} columns={columns} rows={rows} rowKey={(row) => row.id} />)}
      </WhenReady>
      {may('networks.govern') && (
        <FoldedForm title="Add an action">
          <FieldForm
            id="action" fields={ACTION_FIELDS} action="Add this action" busy={saving.isPending}
            onSubmit={({ title = '', owner = '', due = '', note = '' }) => saving.mutateAsync({ action: { title, owner, due, note, state: 'open' } }).then(() => true, () => false)}
          />
        </FoldedForm>
      )}
    </>
  );
}

export function ActionsPage(): ReactNode {
  return (
    <NetworkFrame title="Actions" asAt={useDay().as_at}>
      {(network) => (network.part === 'commissioner'
        ? <Empty why="A network’s actions are its own: the commissioner has no part in them." />
        : <Actions network={network} />)}
    </NetworkFrame>
  );
}

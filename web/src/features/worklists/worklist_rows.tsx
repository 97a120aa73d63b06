// The table of a list: who, where, why, the figures that matter for it, and what one can do.
import classNames from 'classnames';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { Worklist, WorklistItem, WorklistPage } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Column, Table } from '../../ui/table/table';
import { longDate } from '../../ui/text/dates';
import { Hidden } from '../../ui/text/hidden';
import { Named, bannerName } from '../patients/identity';
import { useMay } from '../session/session';
import { sortedAt, taskPath, type View, whyPath } from './worklist_address';
import './worklists.css';

export interface WorklistRowsProps {
  readonly list: Worklist;
  readonly page: WorklistPage;
  readonly view: View;
  readonly changed: ReadonlySet<string>;
  readonly busy: string | undefined;
  readonly onClaim: (item: WorklistItem) => void;
  readonly onRelease: (item: WorklistItem) => void;
}

const STATE_TAGS: Readonly<Record<WorklistItem['state'], { word: string; tag: string }>> = {
  open: { word: 'Open', tag: 'nhsuk-tag--white' },
  claimed: { word: 'Claimed', tag: 'nhsuk-tag--blue' },
  snoozed: { word: 'Snoozed', tag: 'nhsuk-tag--yellow' },
  excluded: { word: 'Excluded', tag: 'nhsuk-tag--grey' },
  done: { word: 'Done', tag: 'nhsuk-tag--green' },
};

export function StateOf({ item }: { readonly item: WorklistItem }): ReactNode {
  const { word, tag } = STATE_TAGS[item.state];
  const who = item.claimed_by && (item.claimed_by.me ? 'by you' : `by ${item.claimed_by.display_name}`);
  return (
    <>
      <strong className={classNames('nhsuk-tag', tag)}>{word}</strong>
      {item.state === 'claimed' && who && <span className="pcn-row-note">{who}</span>}
      {item.until && <span className="pcn-row-note">until {longDate(item.until)}</span>}
      {item.state_reason && <span className="pcn-row-note">{item.state_reason}</span>}
    </>
  );
}

function Reasons({ item, list }: { readonly item: WorklistItem; readonly list: Worklist }): ReactNode {
  const may = useMay();
  return (
    <>
      {item.reasons.length === 0 ? (
        <p className="pcn-row-note">No reason is left: the rules no longer find this person.</p>
      ) : (
        <ul className="pcn-reasons">
          {item.reasons.map((reason) => (
            <li key={reason.id}>
              {reason.sentence} <span className="pcn-quiet">({reason.rule})</span>
            </li>
          ))}
        </ul>
      )}
      {may('patients.read') && (
        <Link className="pcn-no-print" to={whyPath(item.patient.id, list.definition)}>
          Why?<Hidden>{bannerName(item.patient)} is on this list</Hidden>
        </Link>
      )}
    </>
  );
}

function Actions({ item, ...props }: WorklistRowsProps & { readonly item: WorklistItem }): ReactNode {
  const name = <Hidden>{bannerName(item.patient)}</Hidden>;
  const task = (which: string): string => taskPath(props.list.id, item.patient.id, which);
  const busy = props.busy === item.patient.id;
  switch (item.state) {
    case 'open':
    case 'claimed':
      return (
        <ul className="pcn-row-actions">
          {props.list.outcomes.length > 0 && (
            <li><Link to={task('outcome')}>Record outcome{name}</Link></li>
          )}
          <li><Link to={task('snooze')}>Snooze{name}</Link></li>
          <li><Link to={task('exclude')}>Exclude{name}</Link></li>
          {item.state === 'open' && (
            <li><Button kind="link" busy={busy} onClick={() => props.onClaim(item)}>Claim{name}</Button></li>
          )}
          {item.claimed_by?.me && (
            <li><Button kind="link" busy={busy} onClick={() => props.onRelease(item)}>Release{name}</Button></li>
          )}
        </ul>
      );
    case 'snoozed':
    case 'excluded':
      return (
        <Button kind="link" busy={busy} onClick={() => props.onRelease(item)}>Reopen{name}</Button>
      );
    case 'done':
      return <span className="pcn-quiet">Nothing to do</span>;
  }
}

/** Figures come as text; a date among them is written as on every page. */
function factText(fact: string | undefined): string {
  if (!fact) return 'No data';
  return /^\d{4}-\d{2}-\d{2}/.test(fact) ? longDate(fact) : fact;
}

function columnsOf(props: WorklistRowsProps, acts: boolean): readonly Column<WorklistItem>[] {
  const { list, page, changed } = props;
  const columns: Column<WorklistItem>[] = [
    {
      key: 'person',
      heading: 'Person',
      names: true,
      className: 'pcn-column-person',
      sort: { by: 'name', first: 'ascending' },
      cell: (item) => (
        <>
          {changed.has(item.patient.id) && (
            <strong className="pcn-row-changed">Changed since you opened this list</strong>
          )}{' '}
          <Named patient={item.patient} asAt={page.as_at} />
        </>
      ),
    },
    {
      key: 'practice',
      heading: 'Practice',
      sort: { by: 'practice', first: 'ascending' },
      cell: (item) => item.patient.practice.name,
    },
    {
      key: 'why',
      heading: 'Why on this list',
      className: 'pcn-column-why',
      sort: { by: 'priority', first: 'ascending' },
      cell: (item) => <Reasons item={item} list={list} />,
    },
    ...list.facts.map((fact) => ({
      key: `fact ${fact.id}`,
      heading: fact.label,
      cell: (item: WorklistItem) => factText(item.facts[fact.id]),
    })),
    { key: 'state', heading: 'State', cell: (item) => <StateOf item={item} /> },
  ];
  if (acts) {
    columns.push({
      key: 'actions',
      heading: 'Actions',
      className: 'pcn-no-print',
      cell: (item) => <Actions item={item} {...props} />,
    });
  }
  return columns;
}

export function WorklistRows(props: WorklistRowsProps): ReactNode {
  const may = useMay();
  const { list, page, view, changed } = props;
  return (
    <Table
      compact
      caption={`${list.title}, as at ${longDate(page.as_at)}`}
      captionHidden
      columns={columnsOf(props, may('worklists.act'))}
      rows={page.items}
      rowKey={(item) => item.patient.id}
      rowClass={(item) =>
        classNames({ 'pcn-row--changed': changed.has(item.patient.id), 'pcn-row--done': item.state === 'done' })
      }
      sort={{ by: view.sort, order: view.order }}
      sortedAt={(sort) => sortedAt(list.id, view, sort)}
    />
  );
}

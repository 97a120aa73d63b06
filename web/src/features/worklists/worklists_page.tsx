import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';

import type { WorklistSummary } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, Table } from '../../ui/table/table';
import { count } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { LeftOut } from '../sharing/left_out';
import { worklistPath } from './worklist_address';
import { forgetPages, useWorklists } from './use_worklists';

const COLUMNS: readonly Column<WorklistSummary>[] = [
  {
    key: 'title',
    heading: 'List',
    names: true,
    cell: (list) => (
      <>
        <Link to={worklistPath(list.id)}>{list.title}</Link>
        <p className="pcn-quiet pcn-list-description">{list.description}</p>
      </>
    ),
  },
  { key: 'open', heading: 'Open', numeric: true, cell: (list) => count(list.counts.open) },
  { key: 'mine', heading: 'Claimed by me', numeric: true, cell: (list) => count(list.counts.mine) },
  { key: 'snoozed', heading: 'Snoozed', numeric: true, cell: (list) => count(list.counts.snoozed) },
  { key: 'done', heading: 'Done', numeric: true, cell: (list) => count(list.counts.done) },
  { key: 'as_at', heading: 'As at', cell: (list) => <span className="pcn-nowrap">{longDate(list.as_at)}</span> },
];

export function WorklistTable({ lists }: { readonly lists: readonly WorklistSummary[] }): ReactNode {
  return (
    <Table
      compact
      caption="Worklists and how many people are on each"
      captionHidden
      columns={COLUMNS}
      rows={lists}
      rowKey={(list) => list.id}
    />
  );
}

export function WorklistsPage(): ReactNode {
  const lists = loaded(useWorklists());
  const queries = useQueryClient();
  useEffect(() => forgetPages(queries), [queries]);
  return (
    <Page title="Worklists">
      <p>
        One list per service, across all practices of your network. Every person on a list has a
        reason that you can follow down to the entries of their record.
      </p>
      <LeftOut want="work_lists" />
      <WhenReady of={lists} what="the worklists">
        {(ready) =>
          ready.length === 0 ? (
            <Empty
              why="There is no worklist that your role works on."
              next="Ask the manager of your network if you expected one."
            />
          ) : (
            <WorklistTable lists={ready} />
          )
        }
      </WhenReady>
    </Page>
  );
}

// How fresh each practice's data is, and what the last load brought.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { Feed } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate, longTime } from '../../ui/text/dates';
import { LeftOut } from '../sharing/left_out';
import { useFeeds } from './use_feeds';

const STATES: Readonly<Record<Feed['state'], { word: string; tag: string }>> = {
  fresh: { word: 'Up to date', tag: 'nhsuk-tag--green' },
  late: { word: 'Late', tag: 'nhsuk-tag--yellow' },
  missing: { word: 'Nothing received', tag: 'nhsuk-tag--red' },
  loading: { word: 'Loading', tag: 'nhsuk-tag--blue' },
};

export function FeedState({ feed }: { readonly feed: Feed }): ReactNode {
  const { word, tag } = STATES[feed.state];
  return <strong className={`nhsuk-tag ${tag}`}>{word}</strong>;
}

const COLUMNS: readonly Column<Feed>[] = [
  {
    key: 'practice',
    heading: 'Practice',
    names: true,
    cell: (feed) => <Link to={`/feeds/${feed.practice.ods_code}`}>{feed.practice.name}</Link>,
  },
  { key: 'code', heading: 'ODS code', cell: (feed) => feed.practice.ods_code },
  { key: 'state', heading: 'State', cell: (feed) => <FeedState feed={feed} /> },
  { key: 'to', heading: 'Data up to', cell: (feed) => longDate(feed.data_to) },
  { key: 'at', heading: 'Last load', cell: (feed) => (feed.last_load ? longTime(feed.last_load.loaded_at) : 'Never') },
  { key: 'people', heading: 'People', numeric: true, cell: (feed) => (feed.last_load ? count(feed.last_load.people) : 'No data') },
  { key: 'entries', heading: 'Entries', numeric: true, cell: (feed) => (feed.last_load ? count(feed.last_load.entries) : 'No data') },
  { key: 'rejects', heading: 'Rejected lines', numeric: true, cell: (feed) => count(feed.rejects ?? feed.last_load?.rejects ?? 0) },
];

function headline(feeds: readonly Feed[]): string {
  const late = feeds.filter((feed) => feed.state === 'late' || feed.state === 'missing').length;
  if (late === 0) return `All ${feeds.length} practices are up to date.`;
  return `${counted(late, 'practice is', 'practices are')} not up to date, of ${feeds.length}.`;
}

export function FeedsPage(): ReactNode {
  const feeds = loaded(useFeeds());
  return (
    <Page title="Data feeds">
      <LeftOut want="check_feeds" />
      <WhenReady of={feeds} what="the feeds">
        {(ready) =>
          ready.length === 0 ? (
            <Empty why="No practice whose feed you may see has sent data yet." next="Load an extract with “openpcn import”, or upload one here once a practice exists." />
          ) : (
            <>
              <p>{headline(ready)} Open a practice to see rejected lines and to upload a file.</p>
              <Table compact caption="Data feeds of the practices" captionHidden columns={COLUMNS} rows={ready} rowKey={(feed) => feed.practice.ods_code} />
            </>
          )
        }
      </WhenReady>
    </Page>
  );
}

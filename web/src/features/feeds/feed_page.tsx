// One practice's feed: its last load, what was rejected and why, and a place to upload a file.
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';

import type { Feed, Load } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { Paging } from '../../ui/table/paging';
import { Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate, longTime } from '../../ui/text/dates';
import { NotFoundPage } from '../about/not_found_page';
import { useMay } from '../session/session';
import { FeedState } from './feeds_page';
import { UploadForm } from './upload_form';
import { useFeeds, useRejects } from './use_feeds';
import './feeds.css';

function Row(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="nhsuk-summary-list__row">
      <dt className="nhsuk-summary-list__key">{props.name}</dt>
      <dd className="nhsuk-summary-list__value">{props.children}</dd>
    </div>
  );
}

const MODES: Readonly<Record<NonNullable<Load['mode']>, string>> = {
  full: 'everything the practice holds',
  delta: 'changes since the load before',
};

export function LoadSummary({ load }: { readonly load: Load }): ReactNode {
  return (
    <dl className="nhsuk-summary-list">
      <Row name="Loaded">{longTime(load.loaded_at)}</Row>
      <Row name="What">
        {load.format ?? 'Format not recorded'}
        {load.mode && `: ${MODES[load.mode]}`}
      </Row>
      <Row name="People">{count(load.people)}</Row>
      <Row name="Entries">
        {count(load.entries)}
        {load.entries_by_type && (
          <ul className="pcn-entry-types">
            {Object.entries(load.entries_by_type).map(([type, number]) => (
              <li key={type}>{type}: {count(number)}</li>
            ))}
          </ul>
        )}
      </Row>
      <Row name="Rejected lines">{count(load.rejects)}</Row>
      <Row name="Codes not known here">
        {load.unknown_codes === undefined ? 'Not counted' : `${count(load.unknown_codes)}, kept as they came`}
      </Row>
    </dl>
  );
}

function Rejects({ odsCode }: { readonly odsCode: string }): ReactNode {
  const [search] = useSearchParams();
  const page = Math.max(1, Number(search.get('page') ?? '1') || 1);
  const rejects = loaded(useRejects(odsCode, page));
  return (
    <WhenReady of={rejects} what="the rejected lines">
      {(ready) =>
        ready.total === 0 ? (
          <Empty why="No line was rejected." />
        ) : (
          <>
            <p>
              {counted(ready.total, 'line')} could not be taken. Nothing is guessed: correct them at
              the practice and send them again.
            </p>
            <Table
              compact
              caption="Rejected lines"
              captionHidden
              columns={[
                { key: 'file', heading: 'File', cell: (reject) => reject.file },
                { key: 'line', heading: 'Line', numeric: true, cell: (reject) => count(reject.line) },
                { key: 'reason', heading: 'Reason', cell: (reject) => reject.reason },
                {
                  key: 'original',
                  heading: 'Original',
                  cell: (reject) =>
                    reject.original === undefined ? 'Not shown to your role' : <code className="pcn-original">{reject.original}</code>,
                },
              ]}
              rows={ready.rejects}
              rowKey={(reject) => `${reject.loaded_at} ${reject.file} ${reject.line} ${reject.reason}`}
            />
            <Paging
              page={ready.page}
              pages={Math.ceil(ready.total / ready.page_size)}
              pageAt={(number) => `/feeds/${odsCode}?page=${number}`}
              of="rejected lines"
            />
          </>
        )
      }
    </WhenReady>
  );
}

function Ready({ feed }: { readonly feed: Feed }): ReactNode {
  const may = useMay();
  const { practice } = feed;
  return (
    <Page title={practice.name} caption={`Data feed of ${practice.ods_code}`}>
      <p className="pcn-no-print"><Link to="/feeds">All data feeds</Link></p>
      <p>
        <FeedState feed={feed} /> Data up to {longDate(feed.data_to)}.
      </p>
      <section>
        <h2 className="nhsuk-heading-m">Last load</h2>
        {feed.last_load ? <LoadSummary load={feed.last_load} /> : <Empty why="Nothing has been loaded yet." />}
      </section>
      {may('feeds.upload') && (
        <section>
          <h2 className="nhsuk-heading-m">Upload a file</h2>
          <UploadForm odsCode={practice.ods_code} />
        </section>
      )}
      {may('feeds.rejects') && (
        <section>
          <h2 className="nhsuk-heading-m">Rejected lines</h2>
          <Rejects odsCode={practice.ods_code} />
        </section>
      )}
    </Page>
  );
}

export function FeedPage(): ReactNode {
  const { practice = '' } = useParams();
  const feeds = loaded(useFeeds());
  return (
    <WhenReady of={feeds} what="the feed">
      {(ready) => {
        const feed = ready.find((one) => one.practice.ods_code === practice);
        return feed ? <Ready feed={feed} /> : <NotFoundPage />;
      }}
    </WhenReady>
  );
}

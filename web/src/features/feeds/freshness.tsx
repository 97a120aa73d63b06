// How old the data behind a number is, practice by practice. Shown wherever numbers are.
import type { ReactNode } from 'react';

import type { Freshness } from '../../api/types';
import { Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate, longTime } from '../../ui/text/dates';
import './feeds.css';

export interface FreshnessProps {
  readonly asAt: string;
  readonly feeds: readonly Freshness[];
  readonly children?: ReactNode;
}

function oldest(feeds: readonly Freshness[]): string {
  const missing = feeds.filter((feed) => !feed.data_to && !feed.loaded_at);
  if (missing.length > 0) {
    return `${counted(missing.length, 'practice has', 'practices have')} sent nothing yet.`;
  }
  const undated = feeds.filter((feed) => !feed.data_to);
  if (undated.length > 0) {
    return `${counted(undated.length, 'practice', 'practices')} sent data that does not say how new it is.`;
  }
  const first = [...feeds].sort((a, b) => (a.data_to ?? '').localeCompare(b.data_to ?? ''))[0];
  if (!first) return 'No practice has sent data yet.';
  return `The oldest data is of ${longDate(first.data_to)} (${first.practice.name}).`;
}

export function FreshnessOf({ asAt, feeds, children }: FreshnessProps): ReactNode {
  return (
    <div className="pcn-freshness">
      <p className="pcn-quiet">
        As at {longDate(asAt)}. {oldest(feeds)} {children}
      </p>
      <details className="nhsuk-details pcn-no-print">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">How fresh the data of each practice is</span>
        </summary>
        <div className="nhsuk-details__text">
          <Table
            compact
            caption="Data of each practice"
            captionHidden
            columns={[
              { key: 'practice', heading: 'Practice', names: true, cell: (feed) => feed.practice.name },
              { key: 'to', heading: 'Data up to', cell: (feed) => longDate(feed.data_to) },
              { key: 'at', heading: 'Loaded', cell: (feed) => longTime(feed.loaded_at) },
            ]}
            rows={feeds}
            rowKey={(feed) => feed.practice.ods_code}
          />
        </div>
      </details>
    </div>
  );
}

// The sent requests that name the organisation of whoever is signed in, whichever network wrote them:
// here a practice finds what it is asked to agree to.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import type { NamingChange } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { useSession } from '../session/session';
import { StateTag } from './change_words';
import { addressOf } from './changes_page';
import { type Day, useChangesNaming } from './use_changes';

function agreement({ asked, agrees, note }: NamingChange): ReactNode {
  if (!asked) return 'Not asked';
  if (agrees) return 'Your practice agrees';
  return <><strong className="nhsuk-tag nhsuk-tag--orange">Your practice is asked</strong>{note && ` ${note}`}</>;
}

const COLUMNS: readonly Column<NamingChange>[] = [
  { key: 'title', heading: 'Change', names: true, cell: (row) => <Link to={addressOf(row)}>{row.title}</Link> },
  { key: 'state', heading: 'State', cell: (row) => <StateTag row={row} /> },
  { key: 'effect', heading: 'Takes effect', cell: (row) => (row.takes_effect ? longDate(row.takes_effect) : 'No day') },
  { key: 'by', heading: 'Asked by', cell: (row) => row.network_name },
  { key: 'sent', heading: 'Sent', cell: (row) => (row.sent_on ? longDate(row.sent_on) : 'Not known') },
];
const AGREES: Column<NamingChange> = { key: 'agrees', heading: 'Agreement', cell: agreement };

const HEADINGS = {
  practice: 'Requests that name your practice',
  network: 'Requests of other networks that name yours',
  commissioner: 'Requests of other commissioners’ networks that name yours',
} as const;

/** Others than practices see it only where there is something. */
export function ChangesNaming({ day }: { readonly day: Day }): ReactNode {
  const { kind } = useSession().organisation;
  const isPractice = kind === 'practice';
  const found = loaded(useChangesNaming(day));
  if (!isPractice && (found.state !== 'ready' || found.value.changes.length === 0)) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">{HEADINGS[kind]}</h2>
      <WhenReady of={found} what="requests">
        {({ changes }) => (changes.length === 0
          ? <Empty why="No request to change a network names your practice or needs its agreement." />
          : <Table caption={counted(changes.length, 'request')} columns={isPractice ? [...COLUMNS, AGREES] : COLUMNS} rows={changes} rowKey={(row) => row.id} />)}
      </WhenReady>
    </section>
  );
}

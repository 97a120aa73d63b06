// What newer files would alter in the register: reviewed and accepted, all or one by one.
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';

import { problemOf } from '../../api/problem';
import type { RegisterChange } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { useAnnounce } from '../../ui/notices/announcer';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { Hidden } from '../../ui/text/hidden';
import { useMay } from '../session/session';
import { LoadFile } from './load_file';
import { type Acceptance, useAcceptChanges, useRegisterChanges } from './use_register';
import './register.css';

const SHOWN_MAX = 200;

const SUBJECTS: Readonly<Record<RegisterChange['subject_kind'], string>> = {
  network: 'Network',
  practice: 'Practice',
  commissioner: 'Commissioner',
  directory_entry: 'Directory entry',
};

function wordsOf(change: RegisterChange): string {
  switch (change.change) {
    case 'new':
      return 'New';
    case 'closed':
      return 'Closed';
    case 'moved':
      return `Moved from ${change.before || 'no network'} to ${change.after || 'no network'}`;
    case 'renamed':
      return `Renamed from ${change.before}`;
    case 'relisted':
      return `List size ${change.before} corrected to ${change.after}`;
  }
}

/** "12 practices moved" and so on, most frequent first. */
function summaryOf(changes: readonly RegisterChange[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const change of changes) {
    const key = `${SUBJECTS[change.subject_kind].toLowerCase()} ${change.change}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([what, number]) => `${what}: ${count(number)}`);
}

interface ListProps {
  readonly changes: readonly RegisterChange[];
  readonly mayAccept: boolean;
  readonly busy: boolean;
  readonly accept: (what: Acceptance) => void;
}

function Changes({ changes, mayAccept, busy, accept }: ListProps): ReactNode {
  const columns: Column<RegisterChange>[] = [
    { key: 'name', heading: 'Who', names: true, cell: (change) => change.name || change.subject },
    { key: 'code', heading: 'Code', cell: (change) => change.subject },
    { key: 'kind', heading: 'What', cell: (change) => SUBJECTS[change.subject_kind] },
    { key: 'change', heading: 'Change', cell: wordsOf },
    {
      key: 'file', heading: 'File',
      cell: (change) => `${change.file.split('/').pop()} of ${longDate(change.dated)}`,
    },
  ];
  if (mayAccept) {
    columns.push({
      key: 'accept', heading: 'Decision',
      cell: (change) => (
        <Button kind="small" busy={busy} onClick={() => accept({ ids: [change.id] })}>
          Accept<Hidden>the change of {change.name || change.subject}: {wordsOf(change)}</Hidden>
        </Button>
      ),
    });
  }
  return (
    <>
      <ul>{summaryOf(changes).map((line) => <li key={line}>{line}</li>)}</ul>
      {mayAccept && (
        <Button busy={busy} onClick={() => accept({ all: true })}>
          Accept all that wait: {counted(changes.length, 'change')}
        </Button>
      )}
      {changes.length > SHOWN_MAX && <p>The first {SHOWN_MAX} are shown.</p>}
      <Table compact caption="Changes that wait for review" columns={columns} rows={changes.slice(0, SHOWN_MAX)} rowKey={(change) => String(change.id)} />
    </>
  );
}

export function RegisterChangesPage(): ReactNode {
  const may = useMay();
  const announce = useAnnounce();
  const changes = loaded(useRegisterChanges());
  const [accepted, setAccepted] = useState(0);
  const acceptance = useAcceptChanges();
  const accept = (what: Acceptance): void =>
    acceptance.mutate(what, {
      onSuccess: ({ accepted: number }) => {
        setAccepted(accepted + number);
        announce(`${counted(number, 'change')} accepted`);
      },
    });
  return (
    <Page title="Changes to the register">
      <p className="pcn-no-print"><Link to="/register">Register of England</Link></p>
      <p>
        Newer published files would alter what the register says today. Nothing alters until it is
        accepted; an accepted change holds from the day of its file.
      </p>
      {accepted > 0 && <p className="nhsuk-inset-text">{counted(accepted, 'change')} accepted.</p>}
      {acceptance.isError && <ProblemNotice problem={problemOf(acceptance.error)} />}
      <WhenReady of={changes} what="the changes">
        {(ready) =>
          ready.length === 0 ? (
            <Empty why="No change waits for review." />
          ) : (
            <Changes changes={ready} mayAccept={may('register.manage')} busy={acceptance.isPending} accept={accept} />
          )
        }
      </WhenReady>
      {may('register.manage') && <LoadFile />}
    </Page>
  );
}

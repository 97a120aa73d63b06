// What newer files would alter in the register: reviewed, and accepted or refused with the reason.
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
import { type Acceptance, type Refusal, useAcceptChanges, useRefusedChanges, useRefuseChanges, useRegisterChanges } from './use_register';
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

const fileOf = ({ file, dated }: { readonly file: string; readonly dated: string }): string => `${file.split('/').pop()} of ${longDate(dated)}`;

/** "12 practices moved" and so on, most frequent first. */
function summaryOf(changes: readonly RegisterChange[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const change of changes) {
    const key = `${SUBJECTS[change.subject_kind].toLowerCase()} ${change.change}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([what, number]) => `${what}: ${count(number)}`);
}

interface Deciding {
  readonly busy: boolean;
  readonly accept: (what: Acceptance) => void;
  readonly refuse: (what: Refusal) => void;
}
interface ListProps extends Deciding {
  readonly changes: readonly RegisterChange[];
  readonly mayDecide: boolean;
}

/** That a commissioner comes or goes only follows from its practices and networks. */
const mayBeRefused = ({ subject_kind: subject, change }: RegisterChange): boolean => subject !== 'commissioner' || change === 'renamed';

function Decision({ change, busy, accept, refuse }: Deciding & { readonly change: RegisterChange }): ReactNode {
  const [isRefusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const what = `the change of ${change.name || change.subject}: ${wordsOf(change)}`;
  if (!isRefusing)
    return (
      <>
        <Button kind="small" busy={busy} onClick={() => accept({ ids: [change.id] })}>Accept<Hidden>{what}</Hidden></Button>{' '}
        {mayBeRefused(change) && <Button kind="link" onClick={() => setRefusing(true)}>Refuse<Hidden>{what}</Hidden></Button>}
      </>
    );
  return (
    <form onSubmit={(event) => { event.preventDefault(); refuse({ ids: [change.id], reason }); }}>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={`reason-${change.id}`}>Why it does not hold here<Hidden>: {what}</Hidden></label>
        {/* Opened by the button that it takes the place of. */}
        <textarea className="nhsuk-textarea" id={`reason-${change.id}`} rows={2} required autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <Button kind="small" type="submit" busy={busy}>Refuse it</Button>{' '}
      <Button kind="link" onClick={() => setRefusing(false)}>Do not refuse</Button>
    </form>
  );
}

function Changes({ changes, mayDecide, busy, accept, refuse }: ListProps): ReactNode {
  const columns: Column<RegisterChange>[] = [
    { key: 'name', heading: 'Who', names: true, cell: (change) => change.name || change.subject },
    { key: 'code', heading: 'Code', cell: (change) => change.subject },
    { key: 'kind', heading: 'What', cell: (change) => SUBJECTS[change.subject_kind] },
    {
      key: 'change', heading: 'Change',
      cell: (change) => (
        <>
          {wordsOf(change)}
          {change.refused_before && (
            <span className="pcn-row-note">
              Refused before, in {fileOf(change.refused_before)}: {change.refused_before.because}
            </span>
          )}
        </>
      ),
    },
    { key: 'file', heading: 'File', cell: fileOf },
  ];
  if (mayDecide) {
    columns.push({
      key: 'decision', heading: 'Decision',
      cell: (change) => <Decision change={change} busy={busy} accept={accept} refuse={refuse} />,
    });
  }
  return (
    <>
      <ul>{summaryOf(changes).map((line) => <li key={line}>{line}</li>)}</ul>
      {mayDecide && (
        <Button busy={busy} onClick={() => accept({ all: true })}>
          Accept all that wait: {counted(changes.length, 'change')}
        </Button>
      )}
      {changes.length > SHOWN_MAX && <p>The first {SHOWN_MAX} are shown.</p>}
      <Table compact caption="Changes that wait for review" columns={columns} rows={changes.slice(0, SHOWN_MAX)} rowKey={(change) => String(change.id)} />
    </>
  );
}

/** What was decided not to hold, with its reason; it can still be accepted. */
function Refused({ mayDecide, busy, accept }: { readonly mayDecide: boolean } & Omit<Deciding, 'refuse'>): ReactNode {
  const refused = useRefusedChanges().data ?? [];
  if (refused.length === 0) return null;
  const columns: Column<RegisterChange>[] = [
    { key: 'name', heading: 'Who', names: true, cell: (change) => `${change.name || change.subject} (${change.subject})` },
    { key: 'change', heading: 'Refused', cell: wordsOf },
    { key: 'file', heading: 'File', cell: fileOf },
    { key: 'because', heading: 'Why', cell: ({ because, decided_at: at }) => <>{because} <span className="pcn-row-note">{longDate(at.slice(0, 10))}</span></> },
  ];
  if (mayDecide) {
    columns.push({
      key: 'decision', heading: 'Decision',
      cell: (change) => (
        <Button kind="small" busy={busy} onClick={() => accept({ ids: [change.id] })}>
          Accept after all<Hidden>the change of {change.name || change.subject}: {wordsOf(change)}</Hidden>
        </Button>
      ),
    });
  }
  return <Table compact caption={`${counted(refused.length, 'refused change')}: here the register stays as it was before`} columns={columns} rows={refused} rowKey={(change) => String(change.id)} />;
}

export function RegisterChangesPage(): ReactNode {
  const mayDecide = useMay()('register.manage');
  const announce = useAnnounce();
  const changes = loaded(useRegisterChanges());
  const [said, setSaid] = useState('');
  const acceptance = useAcceptChanges();
  const refusal = useRefuseChanges();
  const say = (words: string): void => {
    setSaid(words);
    announce(words);
  };
  const accept = (what: Acceptance): void =>
    acceptance.mutate(what, { onSuccess: ({ accepted }) => say(`${counted(accepted, 'change')} accepted.`) });
  const refuse = (what: Refusal): void =>
    refusal.mutate(what, { onSuccess: ({ refused }) => say(`${counted(refused, 'change')} refused.`) });
  const busy = acceptance.isPending || refusal.isPending;
  const error = acceptance.error ?? refusal.error;
  return (
    <Page title="Changes to the register">
      <p className="pcn-no-print"><Link to="/register">Register of England</Link></p>
      <p>
        Newer published files would alter what the register says today. Nothing alters until it is accepted; an accepted
        change holds from the day of its file. What is refused stays as it was, and is asked again when a later file says
        the same.
      </p>
      {said && <p className="nhsuk-inset-text">{said}</p>}
      {error && <ProblemNotice problem={problemOf(error)} />}
      <WhenReady of={changes} what="the changes">
        {(ready) =>
          ready.length === 0 ? (
            <Empty why="No change waits for review." />
          ) : (
            <Changes changes={ready} mayDecide={mayDecide} busy={busy} accept={accept} refuse={refuse} />
          )
        }
      </WhenReady>
      <Refused mayDecide={mayDecide} busy={busy} accept={accept} />
      {mayDecide && <LoadFile />}
    </Page>
  );
}

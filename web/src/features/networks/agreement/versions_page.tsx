// All versions of the agreement, and what any two of them have different.
import { Select } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import type { AgreementChange, AgreementVersion } from '../../../api/types';
import { loaded } from '../../../ui/loaded';
import { Empty, WhenReady } from '../../../ui/notices/notices';
import { type Column, Table } from '../../../ui/table/table';
import { counted } from '../../../ui/text/counts';
import { longTime } from '../../../ui/text/dates';
import { Hidden } from '../../../ui/text/hidden';
import { DayChoice } from '../../register/day_choice';
import { DayLink } from '../../register/day_link';
import { atDay, useDay } from '../../register/use_register';
import { NetworkFrame } from '../network_frame';
import { useAgreementComparison, useAgreementVersions } from './use_agreement';
import './agreement.css';

const KINDS: Readonly<Record<AgreementChange['kind'], string>> = { added: 'Added', removed: 'Removed', changed: 'Changed' };

const CHANGES: readonly Column<AgreementChange & { readonly at: number }>[] = [
  { key: 'title', heading: 'What', names: true, cell: ({ title, where }) => <>{title}{' '}<span className="pcn-row-note">{where}</span></> },
  { key: 'kind', heading: 'Change', cell: ({ kind }) => KINDS[kind] },
  { key: 'before', heading: 'Before', cell: ({ before }) => <span className="pcn-agreement__written">{before || 'Nothing'}</span> },
  { key: 'after', heading: 'After', cell: ({ after }) => <span className="pcn-agreement__written">{after || 'Nothing'}</span> },
];

function Difference({ network, before, after }: { readonly network: string; readonly before: number; readonly after: number }): ReactNode {
  return (
    <WhenReady of={loaded(useAgreementComparison(network, before, after))} what="what changed">
      {({ changes }) =>
        changes.length === 0 ? (
          <p>Versions {before} and {after} have the same text.</p>
        ) : (
          <Table
            caption={`${counted(changes.length, 'difference')} between version ${before} and version ${after}`}
            columns={CHANGES}
            rows={changes.map((change, at) => ({ ...change, at }))}
            rowKey={({ at }) => String(at)}
          />
        )}
    </WhenReady>
  );
}

function versionWords({ version, at, author }: AgreementVersion): string {
  return `Version ${version}, ${longTime(at)}, ${author}`;
}

function Versions({ network, versions }: { readonly network: string; readonly versions: readonly AgreementVersion[] }): ReactNode {
  const day = useDay();
  const [search, setSearch] = useSearchParams();
  const newest = versions[0]?.version ?? 0;
  const after = Number(search.get('after') ?? newest);
  const before = Number(search.get('before') ?? Math.max(1, after - 1));
  const columns: readonly Column<AgreementVersion>[] = [
    { key: 'version', heading: 'Version', names: true, cell: ({ version }) => `Version ${version}` },
    { key: 'at', heading: 'Saved', cell: ({ at }) => longTime(at) },
    { key: 'by', heading: 'By', cell: ({ author, organisation }) => `${author} (${organisation})` },
    { key: 'document', heading: 'For print', cell: ({ version }) => <a href={`/api/networks/${network}/agreement/document?version=${version}`} download>Save<Hidden>version {version}</Hidden></a> },
  ];
  if (versions.length === 0) return <Empty why="Nothing of the agreement is written yet." next={<DayLink to={`/my-networks/${network}/agreement`}>Agreement</DayLink>} />;
  const choose = (name: 'before' | 'after', value: string): void =>
    setSearch({ ...day, before: String(before), after: String(after), [name]: value }, { replace: true });
  return (
    <>
      {versions.length > 1 && (
        <>
          <div className="pcn-actions pcn-no-print">
            {(['before', 'after'] as const).map((name) => (
              <Select key={name} id={name} label={name === 'before' ? 'Compare' : 'with'} value={String(name === 'before' ? before : after)} onChange={(event) => choose(name, event.currentTarget.value)}>
                {versions.map((each) => <Select.Option key={each.version} value={String(each.version)}>{versionWords(each)}</Select.Option>)}
              </Select>
            ))}
          </div>
          <Difference network={network} before={before} after={after} />
        </>
      )}
      <Table caption={counted(versions.length, 'version')} columns={columns} rows={versions} rowKey={({ version }) => String(version)} />
    </>
  );
}

function VersionsOf({ network, asAt }: { readonly network: string; readonly asAt: string }): ReactNode {
  const day = useDay();
  return (
    <>
      <p className="pcn-no-print"><Link to={atDay(`/my-networks/${network}/agreement`, day)}>Agreement</Link></p>
      <DayChoice asAt={asAt} isOnlyRead />
      <WhenReady of={loaded(useAgreementVersions(network, day))} what="the versions">{(versions) => <Versions network={network} versions={versions} />}</WhenReady>
    </>
  );
}

export function AgreementVersionsPage(): ReactNode {
  return (
    <NetworkFrame title="Versions of the network agreement" asAt={useDay().as_at}>
      {({ id, as_at: asAt }) => <VersionsOf network={id} asAt={asAt} />}
    </NetworkFrame>
  );
}

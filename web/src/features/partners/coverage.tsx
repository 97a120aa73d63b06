// Whether teams fit the networks: a matrix of networks and kinds of team, in words and colour, that
// is a table to everybody who cannot see it; what two teams claim; and the same as a file.
import type { ReactNode } from 'react';

import type { TeamCoverage } from '../../api/types';
import { type Column, Table } from '../../ui/table/table';
import { count, counted, listed } from '../../ui/text/counts';

type Kind = TeamCoverage['kinds'][number];
type Cell = Kind['networks'][number];

interface Row {
  readonly name: string;
  readonly network: string;
  readonly cells: readonly Cell[];
}

function rowsOf(kinds: readonly Kind[]): readonly Row[] {
  return (kinds[0]?.networks ?? []).map(({ name, network }, at) => ({
    name, network, cells: kinds.flatMap(({ networks }) => networks[at] ?? []),
  }));
}

const GAP = { words: 'No team', colour: 'red' } as const;
const TAGS = {
  whole: { words: 'Served', colour: 'green' },
  part: { words: 'In part', colour: 'orange' },
} as const;

function Served({ cell, expected }: { readonly cell: Cell; readonly expected: boolean }): ReactNode {
  if (cell.served === 'none' && !expected) return 'None, and none is needed';
  const { words, colour } = cell.served === 'none' ? GAP : TAGS[cell.served];
  return (
    <>
      <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong>
      {cell.served === 'part' && <>{' '}<span className="pcn-coverage__teams">{count(cell.small_areas_covered)} of {counted(cell.small_areas, 'small area')}</span></>}
      {cell.teams.length > 0 && <>{' '}<span className="pcn-coverage__teams">{cell.teams.join(', ')}</span></>}
    </>
  );
}

function columns(kinds: readonly Kind[], isOne: boolean): readonly Column<Row>[] {
  return [
    { key: 'name', heading: 'Network', names: true, cell: ({ name, network }) => (isOne || name === network ? name : `${name} (${network})`) },
    ...kinds.map((kind, at): Column<Row> => ({
      key: kind.kind, heading: kind.title, className: 'pcn-coverage__cell',
      cell: ({ cells }) => { const cell = cells[at]; return cell && <Served cell={cell} expected={kind.expected} />; },
    })),
  ];
}

function gapsOf(kinds: readonly Kind[]): readonly { readonly kind: Kind; readonly names: readonly string[] }[] {
  return kinds
    .filter(({ expected }) => expected)
    .map((kind) => ({ kind, names: kind.networks.filter(({ served }) => served === 'none').map(({ name }) => name) }))
    .filter(({ names }) => names.length > 0);
}

/** What somebody must do something about, before the matrix. */
function Gaps({ kinds, isOne }: { readonly kinds: readonly Kind[]; readonly isOne: boolean }): ReactNode {
  const gaps = gapsOf(kinds);
  if (gaps.length === 0) return <p>Every kind of team that a network should have serves {isOne ? 'this network' : 'every network'}, at least in part.</p>;
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label">Not covered</h2>
      <ul>
        {gaps.map(({ kind, names }) => (
          <li key={kind.kind}>{isOne ? `No ${kind.title.toLowerCase()} serves this network.` : `${kind.title}: none serves ${listed(names)}.`}</li>
        ))}
      </ul>
    </div>
  );
}

export interface CoverageProps {
  readonly coverage: TeamCoverage;
  /** The address of the file, without its query. */
  readonly file: string;
  /** Of one network about itself. */
  readonly isOne?: boolean;
}

export function Coverage({ coverage: { kinds, as_at: asAt }, file, isOne = false }: CoverageProps): ReactNode {
  const claimed = kinds.flatMap(({ title, claimed_twice: twice }) => twice.map((claim) => ({ title, ...claim })));
  const address = (format: string): string => `${file}?${new URLSearchParams({ format, as_at: asAt }).toString()}`;
  return (
    <>
      <Gaps kinds={kinds} isOne={isOne} />
      <Table
        compact
        caption={isOne ? 'Kinds of team that serve this network' : 'Networks, and the teams of each kind that serve them'}
        columns={columns(kinds, isOne)}
        rows={rowsOf(kinds)}
        rowKey={({ network }) => network}
      />
      {!isOne && (
        <ul className="nhsuk-list">
          {kinds.filter(({ expected }) => expected).map(({ kind, title, arithmetic }) => <li key={kind}>{title}: {arithmetic}</li>)}
        </ul>
      )}
      {claimed.length > 0 && (
        <Table
          compact
          caption={`${counted(claimed.length, 'small area')} that two teams of a kind claim`}
          columns={[
            { key: 'area', heading: 'Small area', names: true, cell: (row) => row.small_area },
            { key: 'kind', heading: 'Kind of team', cell: ({ title }) => title },
            { key: 'teams', heading: 'Claimed by', cell: ({ teams }) => teams.join(', ') },
          ]}
          rows={claimed}
          rowKey={(row) => `${row.title} ${row.small_area}`}
        />
      )}
      <p className="pcn-quiet">A team serves a network that it names, or whose small areas it names.</p>
      <p className="pcn-no-print">Save this as <a href={address('xlsx')} download>an Excel workbook</a> or <a href={address('csv')} download>CSV</a>.</p>
    </>
  );
}

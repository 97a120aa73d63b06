// England as at a day: whether every practice and patient is in a network, by region, system or
// commissioner, and who is missing.
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import type { EnglandCoverage } from '../../api/types';
import { Bars } from '../../ui/charts/bars';
import { Figure } from '../../ui/charts/figure';
import { loaded } from '../../ui/loaded';
import { WhenReady } from '../../ui/notices/notices';
import { Page } from '../../ui/page/page';
import { type Column, type Sort, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { DayChoice } from '../register/day_choice';
import { DayLink } from '../register/day_link';
import { useDay } from '../register/use_register';
import { cutPercent, type Level, LEVELS, type CoverageRow, rowsAt, sorted, type SortKey } from './coverage_rows';
import { useEnglandCoverage } from './use_areas';
import './areas.css';

const NAMES: Readonly<Record<Level, { readonly one: string; readonly by: string }>> = {
  region: { one: 'Region', by: 'By region' },
  system: { one: 'System', by: 'By system' },
  commissioner: { one: 'Commissioner', by: 'By commissioner' },
};

function columns(level: Level): readonly Column<CoverageRow>[] {
  const number = (key: SortKey, heading: string, cell: (row: CoverageRow) => ReactNode): Column<CoverageRow> =>
    ({ key, heading, numeric: true, cell, sort: { by: key, first: 'descending' } });
  return [
    {
      key: 'name', heading: NAMES[level].one, names: true, sort: { by: 'name', first: 'ascending' },
      cell: ({ code, name }) => (level === 'commissioner'
        ? <DayLink to={`/register/commissioners/${code}`}>{name || code}</DayLink> : name || code),
    },
    { key: 'code', heading: 'Code', cell: ({ code }) => code },
    number('networks', 'Open networks', ({ networks }) => count(networks)),
    number('practices', 'Practices', ({ practices }) => count(practices)),
    number('missing', 'Practices in none', ({ missing }) => count(missing)),
    number('patients', 'Patients', ({ patients }) => count(patients)),
    number('uncovered', 'Patients in none', ({ uncovered }) => count(uncovered)),
    { ...number('share', 'Patients covered', ({ patients, uncovered }) => cutPercent(patients - uncovered, patients)), sort: { by: 'share', first: 'ascending' } },
  ];
}

type Missing = EnglandCoverage['not_covered'][number];

const MISSING: readonly Column<Missing>[] = [
  {
    key: 'name', heading: 'Practice', names: true,
    cell: (row) => <DayLink to={`/register/practices/${row.code}`}>{row.name || row.code}</DayLink>,
  },
  { key: 'code', heading: 'ODS code', cell: (row) => row.code },
  { key: 'commissioner', heading: 'Commissioner', cell: (row) => row.commissioner_name ?? row.commissioner ?? 'Not known' },
  { key: 'why', heading: 'Why', cell: (row) => (row.closed_network ? `Its network ${row.closed_network} is closed` : 'In no network') },
  { key: 'patients', heading: 'Patients', numeric: true, cell: (row) => (row.registered_patients === undefined ? 'Not known' : count(row.registered_patients)) },
];

const CHARTED = 12;

function Chart({ rows, level, asAt }: { readonly rows: readonly CoverageRow[]; readonly level: Level; readonly asAt: string }): ReactNode {
  const worst = sorted(rows, { by: 'uncovered', order: 'descending' }).filter(({ uncovered }) => uncovered > 0).slice(0, CHARTED);
  const [first] = worst;
  if (!first) return <p>Every registered patient is in a network.</p>;
  const headline = `${first.name || first.code} has most patients in no network: ${count(first.uncovered)}`;
  return (
    <Figure
      headline={headline}
      source="Register of England, from files published by NHS England"
      asAt={asAt}
      picture={(
        <Bars
          title={`Registered patients in no network ${NAMES[level].by.toLowerCase()}`}
          summary={headline}
          bars={worst.map(({ code, name, uncovered }) => ({ label: level === 'commissioner' ? code : name || code, value: uncovered }))}
          written={count}
        />
      )}
      table={(
        <Table
          compact
          caption="Patients in no network, most first"
          columns={[
            { key: 'name', heading: NAMES[level].one, names: true, cell: ({ code, name }) => name || code },
            { key: 'number', heading: 'Patients in none', numeric: true, cell: ({ uncovered }) => count(uncovered) },
          ]}
          rows={worst}
          rowKey={({ code }) => code}
        />
      )}
    />
  );
}

interface View {
  readonly level: Level;
  readonly sort: Sort;
  readonly at: (changes: Record<string, string>) => string;
}

/** What is shown, and in which order, stands in the address. */
function useView(): View {
  const [search] = useSearchParams();
  const asked = search.get('by');
  const level = LEVELS.find((one) => one === asked) ?? 'commissioner';
  const at = (changes: Record<string, string>): string => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) next.set(name, value);
    return `/register/coverage?${next.toString()}`;
  };
  return {
    level,
    sort: { by: search.get('sort') ?? 'missing', order: search.get('order') === 'ascending' ? 'ascending' : 'descending' },
    at,
  };
}

function exportAddress(format: 'csv' | 'xlsx', asAt: string): string {
  return `/api/areas/coverage/export?${new URLSearchParams({ format, as_at: asAt }).toString()}`;
}

function Coverage({ coverage }: { readonly coverage: EnglandCoverage }): ReactNode {
  const { level, sort, at } = useView();
  const rows = rowsAt(coverage, level);
  return (
    <>
      <p className="pcn-area-size">{coverage.arithmetic}</p>
      {coverage.practices_of_no_commissioner > 0 && (
        <p>The commissioner of {counted(coverage.practices_of_no_commissioner, 'practice')} is not known; they count for England only.</p>
      )}
      {coverage.lists_missing > 0 && <p>The list of {counted(coverage.lists_missing, 'practice')} is not known; its patients are not counted.</p>}
      {coverage.notes.map((note) => <p key={note}>{note}</p>)}
      <p className="pcn-no-print"><a href="#missing">Who is missing: {counted(coverage.not_covered.length, 'practice')}</a></p>
      <nav aria-label="How the table is divided" className="pcn-area-levels pcn-no-print">
        {LEVELS.map((one) => (
          <Link key={one} to={at({ by: one })} aria-current={one === level ? 'page' : undefined} preventScrollReset>{NAMES[one].by}</Link>
        ))}
      </nav>
      <Chart rows={rows} level={level} asAt={coverage.as_at} />
      <Table
        compact
        caption={`Coverage ${NAMES[level].by.toLowerCase()}`}
        columns={columns(level)}
        rows={sorted(rows, sort)}
        rowKey={({ code }) => code}
        sort={sort}
        sortedAt={(next) => at({ sort: next.by, order: next.order })}
      />
      <p className="pcn-no-print">
        Save the coverage of all commissioners <a href={exportAddress('csv', coverage.as_at)}>as CSV</a> or{' '}
        <a href={exportAddress('xlsx', coverage.as_at)}>as an Excel workbook</a>.
      </p>
      <h2 id="missing" className="nhsuk-heading-m">Who is missing</h2>
      {coverage.not_covered.length === 0 ? <p>No practice with a list is outside an open network.</p> : (
        <Table
          compact
          caption={`${counted(coverage.not_covered.length, 'practice')} in no open network, the largest list first`}
          columns={MISSING}
          rows={coverage.not_covered}
          rowKey={({ code }) => code}
        />
      )}
    </>
  );
}

export function CoveragePage(): ReactNode {
  const coverage = loaded(useEnglandCoverage(useDay()));
  return (
    <Page title="Coverage of England" caption="Register of England">
      <p className="pcn-no-print"><DayLink to="/register">Register of England</DayLink></p>
      <WhenReady of={coverage} what="the coverage of England">
        {(ready) => (
          <>
            <DayChoice asAt={ready.as_at} isOnlyRead />
            <Coverage coverage={ready} />
          </>
        )}
      </WhenReady>
    </Page>
  );
}

// What came of running cases: all as expected, or each expectation that failed, with its place.
import type { ReactNode } from 'react';

import type { CohortCaseReport } from '../../api/types';
import { Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';

/** "3 cases, 4 expectations: all as expected". */
export function reportWords({ cases, expectations, failures, problem }: CohortCaseReport): string {
  if (problem) return 'The cases could not be run';
  if (cases === 0) return 'There are no cases';
  const what = `${counted(cases, 'case')}, ${counted(expectations, 'expectation')}`;
  if (failures.length === 0) return `${what}: all as expected`;
  return `${what}: ${count(failures.length)} ${failures.length === 1 ? 'is' : 'are'} not as expected`;
}

export function passes({ failures, problem }: CohortCaseReport): boolean {
  return failures.length === 0 && !problem;
}

export interface CaseReportProps {
  readonly report: CohortCaseReport;
  /** Leads to a line of the cases, where they can be changed. */
  readonly lineLink?: (line: number) => ReactNode;
}

export function CaseReport({ report, lineLink }: CaseReportProps): ReactNode {
  const { failures, problem } = report;
  return (
    <div className={`pcn-cases__report${passes(report) ? '' : ' pcn-cases__report--failed'}`}>
      <p><strong>{reportWords(report)}.</strong></p>
      {problem && <p className="pcn-cases__problem">{problem}</p>}
      {failures.length > 0 && (
        <Table
          compact
          caption="Expectations that failed"
          captionHidden
          columns={[
            { key: 'case', heading: 'Case', names: true, cell: (failure) => failure.case },
            { key: 'line', heading: 'Line', numeric: true, cell: ({ line }) => lineLink?.(line) ?? line },
            { key: 'definition', heading: 'Definition', cell: ({ definition }) => definition },
            { key: 'expected', heading: 'Expected', cell: ({ expected }) => expected },
            { key: 'given', heading: 'Given', cell: ({ given }) => <strong>{given}</strong> },
            { key: 'why', heading: 'Why', cell: ({ explanation }) => explanation && <span className="pcn-cases__why">{explanation}</span> },
          ]}
          rows={failures}
          rowKey={({ line, definition }) => `${line} ${definition}`}
        />
      )}
    </div>
  );
}

// What a comparison says: how many left, stayed and joined, why, where, who, and how the texts differ.
import type { ReactNode } from 'react';

import type { CohortComparison, CohortComparisonQuestion } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { Table } from '../../ui/table/table';
import { longDate } from '../../ui/text/dates';
import { useMay } from '../session/session';
import { ChangedPeople } from './changed_people';
import { CAUSES, comparisonCsv } from './comparison_csv';
import { DifferenceView } from './difference_view';
import { people, peopleWords, SUPPRESSED } from './disclosed';
import { saveFile } from './download';

function sideWords(side: CohortComparison['before']): string {
  return `${side.version === undefined ? side.definition : `version ${side.version}`} as at ${longDate(side.as_at)}`;
}

function Tally({ compared }: { readonly compared: CohortComparison }): ReactNode {
  const { before, after, joined, left, stayed, disclosure } = compared;
  const rows: readonly (readonly [string, number, string])[] = [
    ['Before', before.people, sideWords(before)],
    ['Left', left, 'in the first, not in the second'],
    ['Stayed', stayed, 'in both'],
    ['Joined', joined, 'in the second, not in the first'],
    ['After', after.people, sideWords(after)],
  ];
  return (
    <dl className="pcn-tally">
      {rows.map(([name, number, what]) => (
        <div key={name} className={`pcn-tally__one pcn-tally__one--${name.toLowerCase()}`}>
          <dt>{name}</dt>
          <dd><strong>{people(number, disclosure)}</strong> <span>{what}</span></dd>
        </div>
      ))}
    </dl>
  );
}

/** "29 people joined and 12 left". */
export function movementWords({ joined, left, disclosure }: CohortComparison): string {
  if (joined === 0 && left === 0 && disclosure === 'exact') return 'Nobody joined and nobody left';
  return `${peopleWords(joined, disclosure)} joined and ${people(left, disclosure)} left`;
}

interface ComparedProps {
  readonly compared: CohortComparison;
  readonly question: CohortComparisonQuestion;
}

/** The numbers as they are shown: the people have a file of their own, which is audited. */
function Tools({ compared }: { readonly compared: CohortComparison }): ReactNode {
  const save = (): void => {
    const file = new Blob([comparisonCsv(compared)], { type: 'text/csv;charset=utf-8' });
    saveFile(file, `cohort-changes-${compared.after.as_at}.csv`);
  };
  return (
    <div className="pcn-list-tools pcn-no-print">
      <Button kind="link" onClick={save}>Export the numbers as CSV</Button>
      <Button kind="link" onClick={() => window.print()}>Print</Button>
    </div>
  );
}

function Causes({ compared }: { readonly compared: CohortComparison }): ReactNode {
  const { causes, disclosure } = compared;
  if (causes.length === 0) return null;
  return (
    <section aria-labelledby="causes">
      <h3 className="nhsuk-heading-m" id="causes">Why they joined or left</h3>
      <Table
        compact
        caption="Why people joined or left; each person counts once, under the first cause found"
        captionHidden
        columns={[
          { key: 'cause', heading: 'Cause', names: true, cell: ({ cause }) => CAUSES[cause] },
          { key: 'joined', heading: 'Joined', numeric: true, cell: ({ joined }) => people(joined, disclosure) },
          { key: 'left', heading: 'Left', numeric: true, cell: ({ left }) => people(left, disclosure) },
        ]}
        rows={causes}
        rowKey={({ cause }) => cause}
      />
    </section>
  );
}

function ByPractice({ compared }: { readonly compared: CohortComparison }): ReactNode {
  const { by_practice: rows, disclosure } = compared;
  return (
    <section aria-labelledby="practices">
      <h3 className="nhsuk-heading-m" id="practices">Joined and left by practice</h3>
      <Table
        compact
        caption="Who joined and who left at each practice"
        captionHidden
        columns={[
          { key: 'practice', heading: 'Practice', names: true, cell: ({ practice }) => practice.name },
          { key: 'before', heading: 'Before', numeric: true, cell: ({ before }) => people(before, disclosure) },
          { key: 'left', heading: 'Left', numeric: true, cell: ({ left }) => people(left, disclosure) },
          { key: 'joined', heading: 'Joined', numeric: true, cell: ({ joined }) => people(joined, disclosure) },
          { key: 'after', heading: 'After', numeric: true, cell: ({ after }) => people(after, disclosure) },
        ]}
        rows={rows}
        rowKey={({ practice }) => practice.ods_code}
      />
    </section>
  );
}

export function Compared({ compared, question }: ComparedProps): ReactNode {
  const may = useMay();
  const { lines, notes, disclosure } = compared;
  return (
    <section aria-labelledby="movement">
      <div className="pcn-list-bar">
        <h2 className="nhsuk-heading-l" id="movement">{movementWords(compared)}</h2>
        <Tools compared={compared} />
      </div>
      <Tally compared={compared} />
      {disclosure === 'small_numbers_suppressed' && <p className="pcn-quiet">{SUPPRESSED}</p>}
      <div className="pcn-columns">
        <Causes compared={compared} />
        <ByPractice compared={compared} />
      </div>
      {may('patients.read') && <ChangedPeople question={question} asAt={compared.after.as_at} />}
      <section aria-labelledby="texts">
        <h3 className="nhsuk-heading-m" id="texts">What changed in the text</h3>
        <DifferenceView
          caption="The second text against the first"
          lines={lines.map(({ kind, text, before_line: beforeLine, after_line: afterLine }) => ({
            kind, text, ...(beforeLine !== undefined && { beforeLine }), ...(afterLine !== undefined && { afterLine }),
          }))}
        />
      </section>
      {notes.length > 0 && <ul className="pcn-quiet">{notes.map((note) => <li key={note}>{note}</li>)}</ul>}
    </section>
  );
}

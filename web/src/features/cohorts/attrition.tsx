// Step by step: how many people each clause leaves, beginning from the base population.
import type { ReactNode } from 'react';

import type { CohortCount } from '../../api/types';
import { CqlWords } from '../../ui/cql/cql_words';
import { Button } from '../../ui/forms/button';
import { BarCell } from '../../ui/table/bar_cell';
import { type Column, Table } from '../../ui/table/table';
import { count as written } from '../../ui/text/counts';
import { Hidden } from '../../ui/text/hidden';
import { people, share } from './disclosed';

export type Step = CohortCount['steps'][number];

interface Row {
  readonly key: string;
  readonly number: number;
  readonly step?: Step;
  readonly left: number;
  readonly before: number;
}

export function rowsOf({ of, steps }: Pick<CohortCount, 'of' | 'steps'>): readonly Row[] {
  const begin: Row = { key: 'base', number: 0, left: of, before: of };
  return [
    begin,
    ...steps.map((step, position) => ({
      key: `${position}`,
      number: position + 1,
      step,
      left: step.remaining,
      before: position === 0 ? of : steps[position - 1]?.remaining ?? of,
    })),
  ];
}

/** The step that leaves out most, as a sentence. */
export function attritionHeadline({ of, steps, disclosure }: CohortCount): string {
  const [only] = steps;
  if (!only) return 'The text has no clauses to take apart.';
  if (steps.length === 1) {
    return `One clause: it leaves ${people(only.remaining, disclosure)} of ${people(of, disclosure)} people`;
  }
  const most = steps.reduce((best, step) => (step.removed > best.removed ? step : best), only);
  const number = steps.indexOf(most) + 1;
  return most.removed === 0
    ? 'No clause leaves anybody out'
    : `Clause ${number} leaves out most: ${people(most.removed, disclosure)} of those before it`;
}

export interface AttritionProps {
  readonly count: CohortCount;
  /** Shows a clause in the editor; undefined where the text has changed since. */
  readonly onShow: ((step: Step) => void) | undefined;
}

export function Attrition({ count, onShow }: AttritionProps): ReactNode {
  const { disclosure } = count;
  const columns: Column<Row>[] = [
    {
      key: 'clause',
      heading: 'Clause',
      names: true,
      cell: ({ step, number, left }) => (
        <BarCell value={left} of={count.of}>
          {step ? (
            <>
              <span className="pcn-step__number">{written(number)}.</span>{' '}
              <code className="pcn-step__text"><CqlWords text={step.text} /></code>{' '}
              {onShow && (
                <Button kind="link" className="pcn-button-link pcn-step__show pcn-no-print" onClick={() => onShow(step)}>
                  Show<Hidden>clause {number} in the text</Hidden>
                </Button>
              )}
            </>
          ) : (
            count.base.title
          )}
        </BarCell>
      ),
    },
    { key: 'left', heading: 'People left', numeric: true, cell: ({ left }) => people(left, disclosure) },
    {
      key: 'removed',
      heading: 'Left out here',
      numeric: true,
      cell: ({ step }) => (step ? people(step.removed, disclosure) : 'Not applicable'),
    },
    {
      key: 'unknown',
      heading: 'Of these, record does not say',
      numeric: true,
      cell: ({ step }) => (step ? people(step.unknown, disclosure) : 'Not applicable'),
    },
    {
      key: 'share',
      heading: 'Share kept',
      numeric: true,
      cell: ({ step, left, before }) => (step ? share(left, before, disclosure) : 'Not applicable'),
    },
  ];
  return (
    <section aria-labelledby="step-by-step">
      <h3 className="nhsuk-heading-m" id="step-by-step">Step by step</h3>
      <p className="pcn-figure__headline">{attritionHeadline(count)}</p>
      <Table
        compact
        caption={`People left after each clause of “${count.definition}”`}
        captionHidden
        columns={columns}
        rows={rowsOf(count)}
        rowKey={({ key }) => key}
      />
      <p className="pcn-quiet">
        Clauses are joined by “and”; each is asked of those whom the clauses before it left. In another
        order the numbers between would differ, the last would not.
      </p>
    </section>
  );
}

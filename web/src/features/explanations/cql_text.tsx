// The CQL of a definition and of what it uses, with every clause marked as clause coverage does:
// covered, uncovered, or not evaluated. Each mark is a line of its own pattern and, where the
// clause is a condition or failed, a sign with a word for screen readers; never colour alone.
import classNames from 'classnames';
import type { ReactNode } from 'react';

import type { CoveredStatement, Explanation, MarkedText } from '../../api/types';
import { CqlWords } from '../../ui/cql/cql_words';
import { counted } from '../../ui/text/counts';
import { readableValue } from '../../ui/text/units';

type Mark = NonNullable<MarkedText['mark']>;

interface Look {
  readonly sign: string;
  readonly word: string;
}

const CONDITIONS: Readonly<Record<Mark, Look>> = {
  true: { sign: '✔', word: 'true' },
  false: { sign: '✖', word: 'false' },
  unknown: { sign: '?', word: 'unknown' },
  not_evaluated: { sign: '–', word: 'not evaluated' },
};

const VALUES: Readonly<Record<Mark, Look | undefined>> = {
  true: undefined,
  false: { sign: '∅', word: 'nothing there' },
  unknown: { sign: '?', word: 'unknown' },
  not_evaluated: { sign: '–', word: 'not evaluated' },
};

function modifier(mark: Mark): string {
  return `pcn-cql--${mark.replace('_', '-')}`;
}

/** "2 of 14": so many rows of a query passed. */
function rows(times: NonNullable<MarkedText['times']>): string {
  return `${times.true} of ${times.true + times.false + times.unknown}`;
}

function Sign({ stretch }: { readonly stretch: MarkedText }): ReactNode {
  if (!stretch.mark) return null;
  const look = (stretch.condition ? CONDITIONS : VALUES)[stretch.mark];
  if (!look) return null;
  return (
    <span className="pcn-cql__sign">
      <span aria-hidden="true">{look.sign}</span>
      <span className="nhsuk-u-visually-hidden">[{look.word}</span>
      {stretch.condition && stretch.times && <span className="pcn-cql__rows"> {rows(stretch.times)}</span>}
      <span className="nhsuk-u-visually-hidden">] </span>
    </span>
  );
}

function Stretch({ stretch }: { readonly stretch: MarkedText }): ReactNode {
  if (!stretch.mark) return <CqlWords text={stretch.text ?? ''} />;
  return (
    <span className={classNames('pcn-cql', modifier(stretch.mark))}>
      <Sign stretch={stretch} />
      {stretch.parts?.map((part, position) => <Stretch key={position} stretch={part} />)}
      {stretch.value && <span className="pcn-cql__value"> = {readableValue(stretch.value)}</span>}
    </span>
  );
}

function Statement({ statement, isOpen }: { readonly statement: CoveredStatement; readonly isOpen: boolean }): ReactNode {
  const { covered, uncovered, not_evaluated: rest } = statement.count;
  return (
    <details className="pcn-statement" open={isOpen}>
      <summary className="pcn-clause__summary pcn-focusable">
        <strong>{statement.name}</strong>{' '}
        <span className="pcn-statement__facts">
          {statement.kind} in {statement.library}: {covered} covered, {uncovered} not
          {rest > 0 && `, ${rest} not evaluated`}
        </span>
      </summary>
      <pre className="pcn-statement__text">
        <code>
          {statement.text.map((stretch, position) => <Stretch key={position} stretch={stretch} />)}
        </code>
      </pre>
    </details>
  );
}

function Legend(): ReactNode {
  const lines: readonly (readonly [Mark, string, string])[] = [
    ['true', '✔', 'true; without a sign: the clause gave something'],
    ['false', '✖', 'false; ∅ the clause gave nothing'],
    ['unknown', '?', 'the record does not say'],
    ['not_evaluated', '–', 'not evaluated: another branch was taken, or no entry came that far'],
  ];
  return (
    <dl className="pcn-legend">
      {lines.map(([mark, sign, meaning]) => (
        <div key={mark}>
          <dt><span className={classNames('pcn-cql', modifier(mark))}>{sign} clause</span></dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

export function CqlText({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const { count, statements, complete } = explanation.coverage;
  const all = count.covered + count.uncovered + count.not_evaluated;
  return (
    <details className="nhsuk-details pcn-cql-section">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">The rule in CQL, each clause marked</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>
          {counted(all, 'clause')} in {counted(statements.length, 'definition or function', 'definitions and functions')}:{' '}
          {count.covered} covered, {count.uncovered} not covered, {count.not_evaluated} not evaluated.
          “2 of 14” counts the entries for which a condition of a query was true.
        </p>
        {!complete && <p>The record is very large: counts stop before its end.</p>}
        <Legend />
        {statements.map((statement, position) => (
          <Statement
            key={`${statement.library}.${statement.name}.${statement.line}`}
            statement={statement}
            isOpen={position === 0}
          />
        ))}
      </div>
    </details>
  );
}

// A definition as a tree of clauses. Each says yes, no or unknown in words and with a sign of its
// own shape, never by colour alone, and cites the entries that decided it.
import classNames from 'classnames';
import type { ReactNode } from 'react';

import type { Clause } from '../../api/types';
import { readableValue } from '../../ui/text/units';
import { CitedEntries } from './cited_entry';

type Answer = Clause['answer'];

const SIGNS: Readonly<Record<Answer, { sign: string; word: string }>> = {
  yes: { sign: '✔', word: 'Yes' },
  no: { sign: '✖', word: 'No' },
  unknown: { sign: '?', word: 'Unknown' },
};

export function AnswerWord({ answer }: { readonly answer: Answer }): ReactNode {
  const { sign, word } = SIGNS[answer];
  return (
    <strong className={classNames('pcn-answer', `pcn-answer--${answer}`)}>
      <span aria-hidden="true">{sign}</span> {word}
    </strong>
  );
}

function Entries({ clause }: { readonly clause: Clause }): ReactNode {
  if (clause.entries.length === 0) return null;
  return (
    <div className="pcn-cited">
      <p className="pcn-quiet">Entries:</p>
      <CitedEntries entries={clause.entries} leftOut={clause.entries_left_out ?? 0} marksDeciding />
    </div>
  );
}

function Line({ clause }: { readonly clause: Clause }): ReactNode {
  // A number, date or list is neither yes nor no; only its value says something.
  const isQuestion = clause.answer !== 'unknown' || !clause.value;
  return (
    <>
      {isQuestion && <AnswerWord answer={clause.answer} />} <span className="pcn-clause__text">{clause.text}</span>
      {clause.value && <strong className="pcn-clause__value"> {readableValue(clause.value)}</strong>}
    </>
  );
}

export interface ClauseTreeProps {
  readonly clause: Clause;
  readonly showAll: boolean;
  readonly depth?: number;
}

export function ClauseTree({ clause, showAll, depth = 0 }: ClauseTreeProps): ReactNode {
  const hasMore = clause.clauses.length > 0 || clause.entries.length > 0;
  if (!hasMore) {
    return <div className="pcn-clause"><Line clause={clause} /></div>;
  }
  const isOpen = showAll || depth < 2 || clause.decisive === true;
  return (
    <details className="pcn-clause" open={isOpen}>
      <summary className="pcn-clause__summary pcn-focusable">
        <Line clause={clause} />
      </summary>
      <Entries clause={clause} />
      {clause.clauses.length > 0 && (
        <ul className="pcn-clauses">
          {clause.clauses.map((inner, position) => (
            <li key={position}>
              <ClauseTree clause={inner} showAll={showAll} depth={depth + 1} />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

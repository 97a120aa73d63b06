// A definition as a tree of clauses. Each says yes, no or unknown in words and with a sign of its
// own shape, never by colour alone, and cites the entries that decided it.
import classNames from 'classnames';
import type { ReactNode } from 'react';

import type { Clause, Entry } from '../../api/types';
import { counted } from '../../ui/text/counts';
import { bannerDate } from '../../ui/text/dates';
import { readableValue } from '../../ui/text/units';

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

/** One entry in a line: "06-Aug-2018 Creatinine 98 umol/L (1000731000000107), Mill Lane Surgery". */
function Cited({ entry }: { readonly entry: Entry }): ReactNode {
  return (
    <li>
      <span className="pcn-nowrap">{bannerDate(entry.date)}</span> {entry.term}
      {entry.value && <strong> {readableValue(entry.value)}</strong>}
      <span className="pcn-quiet">
        {entry.code && ` (${entry.code})`}, {entry.practice.name}
      </span>
    </li>
  );
}

function Entries({ clause }: { readonly clause: Clause }): ReactNode {
  const left = clause.entries_left_out ?? 0;
  if (clause.entries.length === 0) return null;
  return (
    <div className="pcn-cited">
      <p className="pcn-quiet">Entries:</p>
      <ul>
        {clause.entries.map((entry, position) => <Cited key={position} entry={entry} />)}
      </ul>
      {left > 0 && <p className="pcn-quiet">and {counted(left, 'more entry', 'more entries')}</p>}
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

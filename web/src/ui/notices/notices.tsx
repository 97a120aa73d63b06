// The states of a page that is not simply showing what was asked for: waiting, empty, failed.
import type { ReactNode } from 'react';

import type { Problem } from '../../api/problem';
import type { Loaded } from '../loaded';
import { Button } from '../forms/button';
import './notices.css';

/** Shows itself only after a moment, so that quick answers do not flicker. */
export function Waiting({ what }: { readonly what: string }): ReactNode {
  return (
    <p className="pcn-waiting" role="status">
      Loading {what}…
    </p>
  );
}

export interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly retry?: (() => void) | undefined;
}

/** The three sentences of an error, and a way to try again. */
export function ProblemNotice({ problem, retry }: ProblemNoticeProps): ReactNode {
  return (
    <div className="nhsuk-error-summary pcn-problem" role="alert">
      <h2 className="nhsuk-error-summary__title">{problem.what}</h2>
      <div className="nhsuk-error-summary__body">
        {problem.where && <p>{problem.where}</p>}
        <p>{problem.remedy}</p>
        {retry && problem.kind !== 'forbidden' && (
          <Button kind="secondary" onClick={retry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}

/** Nothing to show: says why, with one next step. */
export function Empty(props: { readonly why: string; readonly next?: ReactNode }): ReactNode {
  return (
    <div className="nhsuk-inset-text pcn-empty">
      <p>{props.why}</p>
      {props.next && <p>{props.next}</p>}
    </div>
  );
}

export interface WhenReadyProps<T> {
  readonly of: Loaded<T>;
  /** What is being loaded, to follow the word "Loading". */
  readonly what: string;
  readonly children: (value: T) => ReactNode;
}

export function WhenReady<T>({ of: thing, what, children }: WhenReadyProps<T>): ReactNode {
  switch (thing.state) {
    case 'waiting':
      return <Waiting what={what} />;
    case 'failed':
      return <ProblemNotice problem={thing.problem} retry={thing.retry} />;
    case 'ready':
      return children(thing.value);
  }
}

// Every chart comes in this frame: one sentence that says what it shows, the picture for those who
// see it, the same numbers as a table, where they come from and how old they are.
import { type ReactNode, useId } from 'react';

import { longDate } from '../text/dates';
import './charts.css';

export interface FigureProps {
  /** The finding, as a sentence. */
  readonly headline: string;
  readonly picture: ReactNode;
  readonly table: ReactNode;
  readonly source: string;
  readonly asAt: string;
  readonly children?: ReactNode;
}

export function Figure({ headline, picture, table, source, asAt, children }: FigureProps): ReactNode {
  return (
    <figure className="pcn-figure">
      <figcaption className="pcn-figure__headline">{headline}</figcaption>
      {picture}
      {children}
      <p className="pcn-quiet">
        Source: {source}. As at {longDate(asAt)}.
      </p>
      <details className="nhsuk-details">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Show the numbers as a table</span>
        </summary>
        <div className="nhsuk-details__text">{table}</div>
      </details>
    </figure>
  );
}

export interface PictureProps {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What somebody who cannot see it should know. */
  readonly summary: string;
  readonly children: ReactNode;
}

/** One image to assistive technology, with a name and a summary instead of a hundred shapes. */
export function Picture({ width, height, title, summary, children }: PictureProps): ReactNode {
  const id = useId();
  return (
    <div className="pcn-picture">
      <svg
        role="img"
        aria-labelledby={`${id}t ${id}d`}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="xMidYMid meet"
        focusable="false"
      >
        <title id={`${id}t`}>{title}</title>
        <desc id={`${id}d`}>{summary}</desc>
        {children}
      </svg>
    </div>
  );
}

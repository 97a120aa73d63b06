// What posts, goals and modules rest on: each item names the keys, this list says what they are.
import type { ReactNode } from 'react';

import type { Checklists } from '../../api/types';

export function SourceKeys({ source, mark }: { readonly source?: string | undefined; readonly mark?: string | undefined }): ReactNode {
  const keys = mark ?? source;
  return keys ? <span className="nhsuk-hint nhsuk-u-font-size-16"> [{keys}]</span> : null;
}

export function SourceList({ sources, assurance }: { readonly sources: Checklists['sources']; readonly assurance: string }): ReactNode {
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary"><span className="nhsuk-details__summary-text">Where this comes from</span></summary>
      <div className="nhsuk-details__text">
        <p>{assurance}</p>
        <ul>
          {sources.map(({ key, text }) => <li key={key}>{key}: {text}</li>)}
          <li>GK: general knowledge, not verified</li>
        </ul>
      </div>
    </details>
  );
}

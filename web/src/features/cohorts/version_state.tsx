// What state a version is in, as a tag with a word.
import type { ReactNode } from 'react';

import type { CohortVersionSummary } from '../../api/types';
import { longTime } from '../../ui/text/dates';

export function VersionTag({ state }: { readonly state: CohortVersionSummary['state'] }): ReactNode {
  return state === 'ready'
    ? <strong className="nhsuk-tag nhsuk-tag--green">Ready</strong>
    : <strong className="nhsuk-tag nhsuk-tag--grey">Draft</strong>;
}

/** "Robin Patel on 23 November 2026 at 9:12am". */
export function byWhom({ author_name: author, at }: Pick<CohortVersionSummary, 'author_name' | 'at'>): string {
  return `${author} on ${longTime(at)}`;
}

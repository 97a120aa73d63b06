// The entries that decided an answer, in groups: without all entries of a group it would be another.
import type { ReactNode } from 'react';

import type { Explanation } from '../../api/types';
import { CitedEntries } from './cited_entry';

export function DecidingEntries({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const { deciding, grounds_sentence: sentence, deciding_complete: isComplete } = explanation;
  return (
    <section aria-labelledby="what-decided">
      <h2 className="nhsuk-heading-m" id="what-decided">What decided it</h2>
      <p>{sentence}</p>
      {deciding.length > 0 && (
        <ul className="pcn-groups">
          {deciding.map((group, position) => (
            <li key={position} className="pcn-group">
              <CitedEntries entries={group.entries} />
              <p className="pcn-group__without">{group.sentence}</p>
            </li>
          ))}
        </ul>
      )}
      {!isComplete && (
        <p className="pcn-quiet">This record is very large: not every group of entries was tried.</p>
      )}
    </section>
  );
}

// What would make a "no" a "yes", the fewest changes first. Each was tried on a copy of the record.
import type { ReactNode } from 'react';

import type { Explanation, ProposedChange } from '../../api/types';
import { counted } from '../../ui/text/counts';

function Change({ change }: { readonly change: ProposedChange }): ReactNode {
  const [first, ...others] = change.steps;
  if (!first || others.length === 0) return <li>{change.text}</li>;
  return (
    <li>
      These {counted(change.changes, 'change')} together:
      <ul>
        {change.steps.map((step) => <li key={step.text}>{step.text}</li>)}
      </ul>
    </li>
  );
}

export function ProposedChanges({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const { changes, changes_sentence: sentence } = explanation;
  if (!sentence) return null;
  return (
    <section aria-labelledby="what-would-change">
      <h2 className="nhsuk-heading-m" id="what-would-change">What would make it a yes</h2>
      <p>{sentence}</p>
      {changes.length > 0 && (
        <>
          <ol className="pcn-changes">
            {changes.map((change) => <Change key={change.text} change={change} />)}
          </ol>
          <p className="pcn-quiet">
            Each was tried on a copy of this record. They say what the rule asks for, not what is right for the person.
          </p>
        </>
      )}
    </section>
  );
}

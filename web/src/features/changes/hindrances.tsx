// What stands in the way of a request: what the network must mend, what stops an approval, and what
// the commissioner can accept with a reason.
import type { ReactNode } from 'react';

import type { ChangeHindrance } from '../../api/types';

const SEVERITIES: Readonly<Record<ChangeHindrance['severity'], readonly [words: string, colour: string]>> = {
  stops_sending: ['To do before it is sent', 'red'],
  stops_approval: ['Stops an approval', 'red'],
  to_accept: ['For the commissioner to accept', 'orange'],
};
const ORDER = Object.keys(SEVERITIES);

export function Hindrances({ hindrances }: { readonly hindrances: readonly ChangeHindrance[] }): ReactNode {
  const sorted = hindrances.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <section aria-labelledby="in-the-way">
      <h2 className="nhsuk-heading-m" id="in-the-way">What stands in the way</h2>
      {sorted.length === 0 && <p>Nothing: the rules are met.</p>}
      {sorted.length > 0 && (
        <ul className="nhsuk-list pcn-findings" aria-label="What stands in the way">
          {sorted.map((one) => {
            const [words, colour] = SEVERITIES[one.severity];
            return (
              <li key={one.id}>
                <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong> <strong>{one.what}</strong>
                {one.remedy && <p className="nhsuk-u-margin-bottom-1">{one.remedy}</p>}
                {one.clause && <p className="nhsuk-u-font-size-16 nhsuk-u-secondary-text-colour">Rule: {one.clause}{one.source && ` Source: ${one.source}.`}</p>}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

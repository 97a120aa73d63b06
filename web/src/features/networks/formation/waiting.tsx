// What a network waits for next, from whom, and whether it is late.
import type { ReactNode } from 'react';

import type { NetworkReview } from '../../../api/types';
import { longDate } from '../../../ui/text/dates';

export function WaitingList({ waiting }: { readonly waiting: NetworkReview['waiting'] }): ReactNode {
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="what-is-next">
      <h2 className="nhsuk-heading-m" id="what-is-next">What is next</h2>
      <ul>
        {waiting.map((one) => (
          <li key={one.what}>
            {one.what}: {one.whom === 'practices' ? 'the practices' : 'the commissioner'}
            {one.due && `, due ${longDate(one.due)}`}{' '}
            {one.is_late && <strong className="nhsuk-tag nhsuk-tag--red">Late</strong>}
          </li>
        ))}
      </ul>
    </section>
  );
}

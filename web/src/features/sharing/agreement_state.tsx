import type { ReactNode } from 'react';

import type { SharingSummary } from '../../api/types';

const STATES: Readonly<Record<SharingSummary['state'], { readonly words: string; readonly colour: string }>> = {
  draft: { words: 'Draft', colour: 'grey' },
  unsigned: { words: 'Waiting for signatures', colour: 'yellow' },
  changed: { words: 'Changed since signing', colour: 'orange' },
  not_begun: { words: 'Signed, not begun', colour: 'blue' },
  in_force: { words: 'In force', colour: 'green' },
  partly_in_force: { words: 'In force for some', colour: 'aqua-green' },
  lapsed: { words: 'Lapsed', colour: 'red' },
  suspended: { words: 'Suspended', colour: 'red' },
  ended: { words: 'Ended', colour: 'red' },
};

export function AgreementState({ state }: { readonly state: SharingSummary['state'] }): ReactNode {
  const { words, colour } = STATES[state];
  return <strong className={`nhsuk-tag nhsuk-tag--${colour} pcn-nowrap`}>{words}</strong>;
}

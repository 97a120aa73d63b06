// The words for requests: kinds, states, and how far somebody is.
import type { ReactNode } from 'react';

import type { ChangeRequest, ChangeRow, NetworkArea } from '../../api/types';
import { counted } from '../../ui/text/counts';

export type Kind = ChangeRequest['kind'];

/** In the order in which people choose; the titles are the rules' own. */
export const KINDS: readonly Kind[] = ['practice_joins', 'practice_leaves', 'practices_merge', 'networks_merge', 'network_splits', 'shared_director', 'new_area'];

const STATES: Readonly<Record<ChangeRow['state'], readonly [words: string, colour: string]>> = {
  draft: ['Draft', 'grey'],
  sent: ['With the commissioner', 'blue'],
  returned: ['Returned', 'orange'],
  withdrawn: ['Withdrawn', 'grey'],
  approved: ['Approved', 'green'],
  refused: ['Refused', 'red'],
};

export function StateTag({ row }: { readonly row: Pick<ChangeRow, 'state' | 'in_effect'> }): ReactNode {
  const [words, colour] = STATES[row.state];
  return <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{row.state === 'approved' && row.in_effect ? 'In effect' : words}</strong>;
}

export function stateWords(state: ChangeRow['state']): string {
  return STATES[state][0];
}

const STEPS = ['Say what changes', 'See what it would alter', 'Agree and send', 'The commissioner decides'] as const;

/** Where somebody is with a request, from 1. */
export function Steps({ now }: { readonly now: 1 | 2 | 3 | 4 }): ReactNode {
  return (
    <ol className="pcn-change-steps pcn-no-print" aria-label="Steps of a request">
      {STEPS.map((step, position) => (
        <li key={step} {...(position + 1 === now && { 'aria-current': 'step' as const })}>{step}</li>
      ))}
    </ol>
  );
}

/** "2 small areas, 1 drawn line"; empty where nothing is chosen. */
export function areaWords(area: NetworkArea | undefined): string {
  return [
    ...(area?.small_areas?.length ? [counted(area.small_areas.length, 'small area')] : []),
    ...(area?.polygons?.length ? [counted(area.polygons.length, 'drawn line')] : []),
  ].join(', ');
}

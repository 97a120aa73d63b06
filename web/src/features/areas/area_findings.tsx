// What the check of an area says, rule by rule, each with its figures and clause.
import type { ReactNode } from 'react';

import type { AreaFinding, ProposedAreaCheck } from '../../api/types';
import { count, counted } from '../../ui/text/counts';

const RULES: Readonly<Record<AreaFinding['rule'], string>> = {
  overlap: 'Overlap with other networks',
  gap: 'Gaps',
  contiguous: 'In one piece',
  sites_inside: 'Members’ sites inside',
  within_commissioner: 'Within the commissioner’s area',
  residents_outside: 'Patients who live outside',
};

const OUTCOMES: Readonly<Record<AreaFinding['outcome'], { readonly words: string; readonly colour: string }>> = {
  met: { words: 'Met', colour: 'green' },
  not_met: { words: 'Not met', colour: 'red' },
  to_explain: { words: 'Needs a reason', colour: 'orange' },
  not_known: { words: 'Not known', colour: 'grey' },
  told: { words: 'For information', colour: 'blue' },
};

/** Somebody who asked the network to register sees these, too. */
export function AreaFindings({ findings }: { readonly findings: readonly AreaFinding[] }): ReactNode {
  return (
    <dl className="nhsuk-summary-list pcn-area-findings">
      {findings.map(({ rule, outcome, arithmetic, clause }) => (
        <div key={rule} className="nhsuk-summary-list__row">
          <dt className="nhsuk-summary-list__key">
            {RULES[rule]}{' '}
            <strong className={`nhsuk-tag nhsuk-tag--${OUTCOMES[outcome].colour}`}>{OUTCOMES[outcome].words}</strong>
          </dt>
          <dd className="nhsuk-summary-list__value">
            {arithmetic}
            {clause && <span className="nhsuk-hint pcn-area-clause">{clause}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** "42.1 square km, 31 small areas, 48,200 residents." */
export function sizeOfArea(check: ProposedAreaCheck): string {
  const residents = check.residents === undefined
    ? 'how many people live there is not known'
    : `${count(check.residents)} registered people live there`;
  return `${check.square_km.toFixed(1)} square km, ${counted(check.small_areas_inside, 'small area')}; ${residents}.`;
}

export function AreaCheckResult({ check }: { readonly check: ProposedAreaCheck }): ReactNode {
  return (
    <>
      <p className="pcn-area-size" role="status">{sizeOfArea(check)}</p>
      <AreaFindings findings={check.findings} />
      {check.source && <p className="nhsuk-hint">Source: {check.source}.</p>}
      {check.notes.map((note) => <p key={note} className="nhsuk-hint">{note}</p>)}
    </>
  );
}

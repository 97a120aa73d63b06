// What the rules say of a registration: what blocks first, each with its arithmetic and clause.
import type { ReactNode } from 'react';

import type { RegistrationFinding } from '../../../api/types';

const SEVERITIES: Readonly<Record<RegistrationFinding['severity'], { readonly words: string; readonly colour: string }>> = {
  blocks: { words: 'To do', colour: 'red' },
  to_decide: { words: 'For the commissioner', colour: 'orange' },
  warns: { words: 'Worth knowing', colour: 'yellow' },
  told: { words: 'For information', colour: 'grey' },
  met: { words: 'Met', colour: 'green' },
};
const ORDER = Object.keys(SEVERITIES);

function Finding({ finding }: { readonly finding: RegistrationFinding }): ReactNode {
  const { words, colour } = SEVERITIES[finding.severity];
  return (
    <li>
      <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong> <strong>{finding.title}</strong>
      <p className="nhsuk-u-margin-bottom-1">{finding.arithmetic}</p>
      {finding.explanation && <p className="nhsuk-u-margin-bottom-1">The practices say: {finding.explanation}</p>}
      {finding.remedy && <p className="nhsuk-u-margin-bottom-1">{finding.remedy}</p>}
      {finding.clause && (
        <p className="nhsuk-u-font-size-16 nhsuk-u-secondary-text-colour">Rule: {finding.clause}{finding.source && ` Source: ${finding.source}.`}</p>
      )}
    </li>
  );
}

export function Findings({ findings, name }: { readonly findings: readonly RegistrationFinding[]; readonly name: string }): ReactNode {
  const sorted = findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <ul className="nhsuk-list pcn-findings" aria-label={name}>
      {sorted.map((finding, position) => <Finding key={`${finding.id}-${position}`} finding={finding} />)}
    </ul>
  );
}

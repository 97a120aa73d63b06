// What is wrong with the clinical directors' terms or shares, one line each.
import type { ReactNode } from 'react';

import type { NetworkPeople } from '../../api/types';
import { longDate } from '../../ui/text/dates';

export function FindingLines({ findings }: { readonly findings: NetworkPeople['findings'] }): ReactNode {
  return findings.map((finding) => (
    <li key={`${finding.warning} ${finding.from} ${finding.what}`}>
      {finding.what} {finding.to ? `${longDate(finding.from)} to ${longDate(finding.to)}.` : `From ${longDate(finding.from)}.`}
    </li>
  ));
}

// The programme at a glance: what is missing, by which principles networks are formed, who answers
// for each workstream, and which locality team helps whom.
import type { ReactNode } from 'react';

import type { Programme } from '../../api/types';
import { ButtonLink } from '../../ui/forms/button';
import { useMayToday } from '../register/may_today';
import { Principles } from './principles';
import { ProgrammeFrame } from './programme_frame';
import { Teams } from './teams';
import { Workstreams } from './workstreams';

function Findings({ findings }: { readonly findings: NonNullable<Programme['findings']> }): ReactNode {
  if (findings.length === 0) return <p>Every seat, owner and team that this page asks for is there on this day.</p>;
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label">Still missing on this day</h2>
      <ul>
        {findings.map(({ what, source }) => <li key={what}>{what} <span className="pcn-programme-source">{source}</span></li>)}
      </ul>
    </div>
  );
}

export function ProgrammePage(): ReactNode {
  const may = useMayToday();
  return (
    <ProgrammeFrame title="Programme">
      {(programme) => (
        <>
          {programme.findings && <Findings findings={programme.findings} />}
          {may('networks.form') && <ButtonLink to="/programme/support" kind="secondary">Ask for support</ButtonLink>}
          <Workstreams programme={programme} />
          <Teams programme={programme} />
          <Principles programme={programme} />
          <p className="nhsuk-hint">{programme.assurance}</p>
        </>
      )}
    </ProgrammeFrame>
  );
}

// For a commissioner: which networks no team of a kind serves.
import type { ReactNode } from 'react';

import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { Coverage } from './coverage';
import { OwnerFrame } from './owner';
import { type Day, useCoverage } from './use_partners';
import './partners.css';

function OfCommissioner({ day }: { readonly day: Day }): ReactNode {
  return (
    <WhenReady of={loaded(useCoverage({}, day))} what="the coverage">
      {(coverage) => (coverage.kinds[0]?.networks.length === 0
        ? <Empty why="No network of your organisation is known on this day." next="Networks come from the register, and from registrations that name you as commissioner." />
        : <Coverage coverage={coverage} file="/api/systems/team-coverage/export" />)}
    </WhenReady>
  );
}

export function TeamCoveragePage(): ReactNode {
  return <OwnerFrame title="Team coverage" withDay>{({ day }) => <OfCommissioner day={day} />}</OwnerFrame>;
}

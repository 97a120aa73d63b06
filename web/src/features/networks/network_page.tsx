// One network at a glance: where it stands, when it begins, and who is in it.
import type { ReactNode } from 'react';

import type { NetworkInView } from '../../api/types';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { FindingLines } from '../governance/director_findings';
import { DayChoice } from '../register/day_choice';
import { DayLink } from '../register/day_link';
import { useDay } from '../register/use_register';
import { useReview } from './formation/use_formation';
import { WaitingList } from './formation/waiting';
import { NetworkFrame } from './network_frame';

type Member = NetworkInView['members'][number];

const MEMBERS: readonly Column<Member>[] = [
  { key: 'name', heading: 'Practice', names: true, cell: (row) => <DayLink to={`/register/practices/${row.code}`}>{row.name ?? row.code}</DayLink> },
  { key: 'code', heading: 'ODS code', cell: (row) => row.code },
  {
    key: 'patients', heading: 'Registered patients', numeric: true,
    cell: (row) => (row.registered_patients === undefined ? 'Not known' : count(row.registered_patients)),
  },
];

function Summary({ network }: { readonly network: NetworkInView }): ReactNode {
  const known = network.members.reduce((sum, { registered_patients: patients = 0 }) => sum + patients, 0);
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['ODS code', network.code ?? 'None yet'],
    ['Commissioner', network.commissioner.name ?? network.commissioner.code],
    [network.stage === 'live' || network.stage === 'closed' ? 'Began' : 'Is to begin', longDate(network.starts)],
    ...(network.ends ? [['Ends', longDate(network.ends)] as const] : []),
    ['Registered patients', count(known)],
  ];
  return (
    <dl className="nhsuk-summary-list">
      {facts.map(([key, value]) => (
        <div className="nhsuk-summary-list__row" key={key}>
          <dt className="nhsuk-summary-list__key">{key}</dt>
          <dd className="nhsuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Terms that leave a gap, shares that do not add up: whoever opens the network sees it. */
function DirectorFindings({ network }: { readonly network: NetworkInView }): ReactNode {
  const findings = network.director_findings ?? [];
  if (findings.length === 0) return null;
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label">Clinical directors</h2>
      <ul><FindingLines findings={findings} /></ul>
      <p><DayLink to={`/my-networks/${network.id}/people`}>People and payee</DayLink></p>
    </div>
  );
}

function Next({ network }: { readonly network: string }): ReactNode {
  const review = useReview(network).data;
  return review ? <WaitingList waiting={review.waiting} /> : null;
}

export function NetworkPage(): ReactNode {
  return (
    <NetworkFrame title="Overview" asAt={useDay().as_at}>
      {(network) => (
        <>
          <DayChoice asAt={network.as_at} />
          {network.stage !== 'live' && network.stage !== 'closed' && <Next network={network.id} />}
          <DirectorFindings network={network} />
          <Summary network={network} />
          <Table
            caption={`${counted(network.members.length, 'member practice')}${network.stage === 'live' ? ' on this day' : ''}`}
            columns={MEMBERS}
            rows={network.members}
            rowKey={(row) => row.code}
          />
        </>
      )}
    </NetworkFrame>
  );
}

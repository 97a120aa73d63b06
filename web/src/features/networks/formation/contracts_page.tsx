// The contracts of a network's practices: each one's own, and the network contract on top of it, year
// by year, with how the practice came to take part.
import { type ReactNode, useState } from 'react';

import { problemOf } from '../../../api/problem';
import type { NetworkContracts, PracticeContracts } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { loaded } from '../../../ui/loaded';
import { ProblemNotice, WhenReady } from '../../../ui/notices/notices';
import { type Column, Table } from '../../../ui/table/table';
import { longDate } from '../../../ui/text/dates';
import { DayChoice } from '../../register/day_choice';
import { useDay } from '../../register/use_register';
import { useMay, useSession } from '../../session/session';
import { NetworkFrame } from '../network_frame';
import { ChoiceField, LongField, TextField } from './fields';
import { sendChoice, sendCore, useContracts } from './use_contracts';
import { useSending } from './use_formation';

type Year = PracticeContracts['years'][number];

const WORDS: Readonly<Record<Year['participation'], string>> = {
  opted_in: 'Opted in', auto_enrolled: 'Enrolled again by itself', opted_out: 'Opted out', not_in: 'Does not take part',
};

const COLUMNS: readonly Column<Year>[] = [
  { key: 'title', heading: 'Contract year', names: true, cell: ({ title }) => title },
  { key: 'participation', heading: 'Network contract', cell: ({ participation }) => WORDS[participation] },
  { key: 'why', heading: 'Why', cell: ({ why }) => why },
  {
    key: 'window', heading: 'Window to opt in or out',
    cell: ({ window_closes: closes, is_open: isOpen }) => (closes ? `${isOpen ? 'Open until' : 'Closed on'} ${longDate(closes)}` : 'Its days are not known'),
  },
  { key: 'rule', heading: 'Rule', cell: ({ clause, source }) => <>{clause}{' '}<span className="pcn-row-note">{source}</span></> },
];

interface OneProps {
  readonly network: string;
  readonly practice: PracticeContracts;
}

/** The practice's own word on the newest year, while its window is open. */
function OwnWord({ network, practice }: OneProps): ReactNode {
  const [reason, setReason] = useState('');
  const choose = useSending(sendChoice(network, practice.code));
  const [newest] = practice.years;
  if (!newest?.is_open) return null;
  const isIn = newest.participation === 'opted_in' || newest.participation === 'auto_enrolled';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        choose.mutate({ year: newest.year, takes_part: !isIn, reason, based_on: practice.version }, { onSuccess: () => setReason('') });
      }}
    >
      <h3 className="nhsuk-heading-s">Your practice and {newest.title}</h3>
      {choose.isError && <ProblemNotice problem={problemOf(choose.error)} />}
      <LongField
        label={isIn ? 'Why your practice opts out' : 'Anything to say about opting in'}
        hint={isIn ? 'Its patients then need the services of another network. It stays a member until the commissioner agrees that it leaves.' : 'May stay empty'}
        value={reason} onChange={setReason}
      />
      <Button kind={isIn ? 'warning' : 'primary'} type="submit" busy={choose.isPending}>{isIn ? 'Opt out of' : 'Opt in to'} {newest.title}</Button>
    </form>
  );
}

function CoreForm({ network, practice }: OneProps): ReactNode {
  const [type, setType] = useState<string>(practice.core?.type ?? 'GMS');
  const [reference, setReference] = useState(practice.core?.reference ?? '');
  const send = useSending(sendCore(network, practice.code));
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary"><span className="nhsuk-details__summary-text">Record the own contract of {practice.name ?? practice.code}</span></summary>
      <div className="nhsuk-details__text">
        <form onSubmit={(event) => { event.preventDefault(); send.mutate({ type: type as 'GMS', reference, based_on: practice.version }); }}>
          {send.isError && <ProblemNotice problem={problemOf(send.error)} />}
          <ChoiceField label="Type of contract" value={type} onChange={setType} options={[['GMS', 'GMS'], ['PMS', 'PMS'], ['APMS', 'APMS']]} />
          <TextField label="Reference of the contract" value={reference} onChange={setReference} />
          <Button type="submit" kind="secondary" busy={send.isPending}>Record the contract</Button>
        </form>
      </div>
    </details>
  );
}

function coreWords({ core }: PracticeContracts): string {
  if (!core) return 'Own contract: not recorded yet.';
  const varied = core.varied_on ? `, varied for the network contract on ${longDate(core.varied_on)}` : '';
  return `Own contract: ${core.type}${core.reference && ` ${core.reference}`}${varied}.`;
}

function Practice({ network, practice }: OneProps): ReactNode {
  const may = useMay();
  const day = useDay();
  const { organisation } = useSession();
  const name = practice.name ?? practice.code;
  return (
    <section aria-label={name}>
      <h2 className="nhsuk-heading-m">{name} ({practice.code})</h2>
      <p>{coreWords(practice)}</p>
      {practice.years.length > 0 && <Table caption={`${name}: the network contract by year`} columns={COLUMNS} rows={practice.years} rowKey={({ year }) => year} />}
      {!day.as_at && may('networks.sign') && organisation.ods_code === practice.code && <OwnWord network={network} practice={practice} />}
      {!day.as_at && may('networks.review') && <CoreForm network={network} practice={practice} />}
    </section>
  );
}

function Contracts({ contracts }: { readonly contracts: NetworkContracts }): ReactNode {
  return (
    <>
      <p>
        Each practice keeps its own contract; the network contract sits on top of it and is agreed year by year.
        {contracts.stage !== 'live' && contracts.stage !== 'closed' && ' The network has no contract year before it is live.'}
      </p>
      {contracts.practices.map((practice) => <Practice key={practice.code} network={contracts.network} practice={practice} />)}
      <p className="pcn-quiet">{contracts.assurance}</p>
    </>
  );
}

export function ContractsPage(): ReactNode {
  const day = useDay();
  return (
    <NetworkFrame title="Contracts" asAt={day.as_at}>
      {(network) => <Shown network={network.id} asAt={network.as_at} />}
    </NetworkFrame>
  );
}

function Shown({ network, asAt }: { readonly network: string; readonly asAt: string }): ReactNode {
  return (
    <>
      <DayChoice asAt={asAt} />
      <WhenReady of={loaded(useContracts(network, useDay()))} what="the contracts">{(contracts) => <Contracts contracts={contracts} />}</WhenReady>
    </>
  );
}

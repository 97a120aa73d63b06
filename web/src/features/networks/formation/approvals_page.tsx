// The commissioner's in-tray: what waits for whom, agreeing areas together, and how ready localities
// are for the timetable.
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';

import { answer, client } from '../../../api/client';
import { problemOf } from '../../../api/problem';
import type { ApprovalItem, AreaBatch, Readiness } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { loaded } from '../../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../../ui/notices/notices';
import { Page } from '../../../ui/page/page';
import { type Column, Table } from '../../../ui/table/table';
import { count, counted } from '../../../ui/text/counts';
import { longDate } from '../../../ui/text/dates';
import { WaitingChanges } from '../../changes/waiting_changes';
import { DayChoice } from '../../register/day_choice';
import { atDay, type Day, useDay } from '../../register/use_register';
import { StageTag } from '../network_frame';
import { ChoiceField, LongField, TextField } from './fields';
import { Timetable } from './timetable';
import { useApprovals, useAreaBatch, useReadiness, useSending } from './use_formation';

const columnsOn = (day: Day): readonly Column<ApprovalItem>[] => [
  { key: 'name', heading: 'Network', names: true, cell: (row) => <Link to={atDay(`/my-networks/${row.network}/review`, day)}>{row.name}</Link> },
  { key: 'stage', heading: 'Stage', cell: (row) => <StageTag stage={row.stage} /> },
  { key: 'what', heading: 'Waits for', cell: (row) => row.what },
  { key: 'whom', heading: 'From', cell: (row) => (row.whom === 'commissioner' ? 'You' : 'The practices') },
  { key: 'since', heading: 'Since', cell: (row) => (row.since ? longDate(row.since) : 'Not known') },
  { key: 'due', heading: 'Due', cell: (row) => <>{row.due ? longDate(row.due) : 'No day'} {row.is_late && <strong className="nhsuk-tag nhsuk-tag--red">Late</strong>}</> },
];

/** What stood against the areas on a past day; nothing of it is decided any more. */
function AreasThen({ batch }: { readonly batch: AreaBatch }): ReactNode {
  return (
    <>
      <p>Under review on this day: {batch.networks.map(({ name }) => name).join(', ')}.</p>
      <ul aria-label="What stood against the areas">
        {batch.obstacles.map(({ id, finding, name, other }) => (
          <li key={id}>{name && `${name}${other ? ` and ${other.name}` : ''}: `}{finding.title}. {finding.arithmetic}</li>
        ))}
      </ul>
    </>
  );
}

function Areas({ batch }: { readonly batch: AreaBatch }): ReactNode {
  const day = useDay();
  const [committee, setCommittee] = useState('');
  const [minute, setMinute] = useState('');
  const [with_, setWith] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [exceptions, setExceptions] = useState<Readonly<Record<string, string>>>({});
  const chosen = batch.networks.filter(({ network, hindrances }) => !left.has(network) && hindrances.length === 0).map(({ network }) => network);
  const agree = useSending(() => answer(client.POST('/api/approvals/areas', { body: { networks: chosen, committee, minute, agreed_with: with_, exceptions } })));
  if (batch.networks.length === 0) return <Empty why="No network is under review, so there are no areas to agree." />;
  if (day.as_at) return <AreasThen batch={batch} />;
  const obstacles = batch.obstacles.filter(({ network, other }) =>
    network === undefined || chosen.includes(network) || (other !== undefined && chosen.includes(other.network)));
  return (
    <form onSubmit={(event) => { event.preventDefault(); agree.mutate(undefined); }}>
      {agree.isError && <ProblemNotice problem={problemOf(agree.error)} />}
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-fieldset__legend">Networks whose areas are agreed together</legend>
        {batch.networks.map(({ network, name, hindrances }) => (
          <div className="nhsuk-checkboxes__item" key={network}>
            <input
              className="nhsuk-checkboxes__input" type="checkbox" id={`area-${network}`} checked={chosen.includes(network)} disabled={hindrances.length > 0}
              onChange={() => setLeft((before) => new Set(before.has(network) ? [...before].filter((one) => one !== network) : [...before, network]))}
            />
            <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`area-${network}`}>{name}{hindrances.length > 0 && `: ${hindrances.join(' ')}`}</label>
          </div>
        ))}
      </fieldset>
      {obstacles.length > 0 && <p>The areas do not pass together. Name each exception with its reason, or settle it first.</p>}
      {obstacles.map(({ id, finding, name, other }) => (
        <LongField
          key={id} label={`Exception: ${name ? `${name}${other ? ` and ${other.name}` : ''}: ` : ''}${finding.title}`} hint={finding.arithmetic} value={exceptions[id] ?? ''}
          onChange={(why) => setExceptions((before) => ({ ...before, [id]: why }))}
        />
      ))}
      <TextField label="Committee" value={committee} onChange={setCommittee} />
      <TextField label="Reference of the minute" value={minute} onChange={setMinute} />
      <TextField label="On behalf of and with" hint="The system, and who spoke for it" value={with_} onChange={setWith} />
      <Button type="submit" busy={agree.isPending}>Agree these areas together</Button>
    </form>
  );
}

function OwnDate({ timetable }: { readonly timetable: Readiness['timetables'][number] }): ReactNode {
  const [title, setTitle] = useState('');
  const [due, setDue] = useState('');
  const [proof, setProof] = useState('submitted');
  const own = timetable.dates.filter(({ is_national }) => !is_national).map((one) => ({ title: one.title, due: one.due, owner: one.owner, asks: one.asks, proof: one.proof }));
  const save = useSending((dates: typeof own) =>
    answer(client.PUT('/api/approvals/dates', { body: { rules: timetable.rules, based_on: timetable.own_version, dates } })));
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary"><span className="nhsuk-details__summary-text">Set a date of your own: {timetable.title}</span></summary>
      <div className="nhsuk-details__text">
        {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
        <form onSubmit={(event) => {
          event.preventDefault();
          save.mutate([...own, { title, due, owner: 'practices', asks: '', proof: proof as 'submitted' }], { onSuccess: () => setTitle('') });
        }}
        >
          <TextField label="What is due" value={title} onChange={setTitle} />
          <TextField label="Due on" kind="date" value={due} onChange={setDue} />
          <ChoiceField
            label="Shown as done when" value={proof} onChange={setProof}
            options={[['submitted', 'The registration is submitted'], ['agreed_in_principle', 'It is agreed in principle'], ['contracts_varied', 'Contracts are varied'], ['agreement_complete', 'The agreement is complete'], ['live', 'The network is live'], ['none', 'Nothing here shows it']]}
          />
          <Button type="submit" kind="secondary" busy={save.isPending}>Set the date</Button>
        </form>
      </div>
    </details>
  );
}

function Ready({ readiness }: { readonly readiness: Readiness }): ReactNode {
  const day = useDay();
  const { coverage } = readiness;
  return (
    <>
      <p>{coverage.arithmetic}</p>
      {coverage.missing.length > 0 && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary"><span className="nhsuk-details__summary-text">{counted(coverage.missing.length, 'practice')} without a network</span></summary>
          <div className="nhsuk-details__text"><ul>{coverage.missing.map((one) => <li key={one.code}>{one.name} ({one.code}){one.patients !== undefined && `, ${count(one.patients)} patients`}</li>)}</ul></div>
        </details>
      )}
      {readiness.localities.map((one) => (
        <section key={one.locality}>
          <h3 className="nhsuk-heading-s">{one.locality || 'No locality named'}: {one.late === 0 ? 'nothing late' : `${one.late} steps late`}</h3>
          <ul>{one.networks.map((network) => <li key={network.network}><Link to={atDay(`/my-networks/${network.network}/review`, day)}>{network.name}</Link>{' '}<StageTag stage={network.stage} /></li>)}</ul>
        </section>
      ))}
      {readiness.timetables.map((timetable) => (
        <section key={timetable.rules}>
          <h3 className="nhsuk-heading-s">{timetable.title}</h3>
          {timetable.note && <p>{timetable.note}</p>}
          {timetable.dates.length > 0 && <Timetable caption={`Dates: ${timetable.title}`} rows={timetable.dates} />}
          {!day.as_at && <OwnDate timetable={timetable} />}
        </section>
      ))}
    </>
  );
}

export function ApprovalsPage(): ReactNode {
  const day = useDay();
  return (
    <Page title="Approvals">
      <WhenReady of={loaded(useApprovals(day))} what="what waits">
        {({ as_at: asAt, waiting, changes = [] }) => (
          <>
            <DayChoice asAt={asAt} />
            {waiting.length === 0
              ? <Empty why="No registration waits for a decision." />
              : <Table caption="What waits" columns={columnsOn(day)} rows={waiting} rowKey={(row) => `${row.network} ${row.what}`} />}
            <WaitingChanges changes={changes} />
          </>
        )}
      </WhenReady>
      <h2 className="nhsuk-heading-m">Agree areas together</h2>
      <WhenReady of={loaded(useAreaBatch(day))} what="areas">{(batch) => <Areas batch={batch} />}</WhenReady>
      <h2 className="nhsuk-heading-m">Readiness</h2>
      <WhenReady of={loaded(useReadiness(day))} what="readiness">{(readiness) => <Ready readiness={readiness} />}</WhenReady>
    </Page>
  );
}

// One task of a registration: its fields, saved as the registration's next version.
import { type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import { problemOf } from '../../../api/problem';
import type { AreaEvidence, NetworkInView, Registration, RegistrationInView } from '../../../api/types';
import { Button } from '../../../ui/forms/button';
import { loaded } from '../../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../../ui/notices/notices';
import { count } from '../../../ui/text/counts';
import { Hidden } from '../../../ui/text/hidden';
import { AreaChooser } from '../../areas/area_chooser';
import { CommissionerField } from '../../register/commissioner_field';
import { DayChoice } from '../../register/day_choice';
import { DayLink } from '../../register/day_link';
import { Finder } from '../../register/finder';
import { atDay, useDay } from '../../register/use_register';
import { NetworkFrame } from '../network_frame';
import { LongField, TextField, Ticks } from './fields';
import { Findings } from './findings';
import { READINGS } from './reading';
import { type Task, TASKS } from './tasks';
import { listsOn, sendRegistration, useRegistration, useSending } from './use_formation';

interface PartProps {
  readonly network: string;
  readonly view: RegistrationInView;
  readonly value: Registration;
  readonly change: (part: Partial<Registration>) => void;
}

function nameIn(view: RegistrationInView, code: string): string {
  return view.members.find((one) => one.code === code)?.name ?? '';
}

function Start({ value, change }: PartProps): ReactNode {
  return (
    <>
      <TextField label="Name of the network" value={value.name ?? ''} onChange={(name) => change({ name })} />
      <CommissionerField value={value.commissioner ?? ''} onChange={(commissioner) => change({ commissioner })} />
      <TextField label="First day" kind="date" value={value.starts ?? ''} onChange={(starts) => change({ starts })} />
      <TextField label="Locality" hint="As your commissioner divides its area; may stay empty" value={value.locality ?? ''} onChange={(locality) => change({ locality })} />
    </>
  );
}

function Explanations({ view, value, change, task }: PartProps & { readonly task: Task }): ReactNode {
  const explained = view.findings.filter((one) => one.task === task && (one.id.startsWith('area_') || one.id === 'cross_border')
    && (one.severity === 'blocks' || one.severity === 'to_decide'));
  return explained.map((one) => (
    <LongField
      key={one.id} label={`Why it should be allowed: ${one.title}`} hint={one.arithmetic}
      value={value.explanations?.[one.id] ?? ''}
      onChange={(why) => change({ explanations: { ...value.explanations, [one.id]: why } })}
    />
  ));
}

function Practices(props: PartProps): ReactNode {
  const { view, value, change } = props;
  const [added, setAdded] = useState<ReadonlyMap<string, string>>(new Map());
  const members = value.members ?? [];
  const named = (code: string): string => `${nameIn(view, code) || added.get(code) || 'Practice'} (${code})`;
  return (
    <>
      <h2 className="nhsuk-heading-m">Members</h2>
      {members.length === 0 && <p>None yet.</p>}
      <ul aria-label="Member practices">
        {members.map((one) => (
          <li key={one}>
            {named(one)}{' '}
            <Button kind="link" onClick={() => change({ members: members.filter((other) => other !== one) })}>Take out<Hidden>{named(one)}</Hidden></Button>
          </li>
        ))}
      </ul>
      <Finder
        label="Add a practice" kind="practice" verb="Add" taken={members}
        onChoose={({ code, name }) => {
          setAdded(new Map([...added, [code, name]]));
          change({ members: [...members, code].toSorted() });
        }}
      />
      <Explanations {...props} task="practices" />
    </>
  );
}

function Lists({ network, view, value, change }: PartProps): ReactNode {
  const members = value.members ?? [];
  const named = (code: string): string => `${nameIn(view, code) || 'practice'} (${code})`;
  const lists = value.lists ?? { dated: view.rules.lists_dated ?? new Date().toISOString().slice(0, 10), rows: [], total: 0 };
  const rows = members.map((practice) => lists.rows.find((row) => row.practice === practice) ?? { practice, patients: 0, source: '' });
  const keep = (next: typeof rows): void => change({ lists: { dated: lists.dated, rows: next, total: next.reduce((sum, row) => sum + row.patients, 0) } });
  const take = async (): Promise<void> => {
    const found = new Map((await listsOn(network, lists.dated)).map((row) => [row.practice, row.patients]));
    keep(rows.map((row) => ({ ...row, patients: found.get(row.practice) ?? row.patients, source: found.get(row.practice) === undefined ? row.source ?? '' : 'register' })));
  };
  return (
    <>
      <TextField label="Day of the lists" kind="date" value={lists.dated} onChange={(dated) => change({ lists: { ...lists, rows, dated } })} />
      <Button kind="secondary" onClick={() => void take()}>Take the lists from the register</Button>
      {rows.map((row) => (
        <TextField
          key={row.practice} kind="number" label={`Registered patients of ${named(row.practice)}`} value={String(row.patients)}
          onChange={(patients) => keep(rows.map((other) => (other.practice === row.practice ? { ...row, patients: Number(patients), source: 'practice' } : other)))}
        />
      ))}
      <p>Network list size: <strong>{count(lists.total)}</strong> patients.</p>
    </>
  );
}

function Size({ view, value, change }: PartProps): ReactNode {
  const teams = value.teams ?? [];
  return (
    <>
      <LongField label="Reason for a waiver of the size" hint="Only below the size: why this is a natural community of few people" value={value.waiver_reason ?? ''} onChange={(waiver_reason) => change({ waiver_reason })} />
      <p>Only above the size: the neighbourhood teams that the network works in.</p>
      {teams.map((team, position) => {
        const put = (part: Partial<typeof team>): void => change({ teams: teams.map((other, at) => (at === position ? { ...team, ...part } : other)) });
        return (
          <fieldset className="nhsuk-fieldset" key={position}>
            <legend className="nhsuk-fieldset__legend">Team {position + 1}</legend>
            <TextField label={`Name of team ${position + 1}`} value={team.name} onChange={(name) => put({ name })} />
            <Ticks
              legend={`Practices of team ${position + 1}`} chosen={team.practices} onChange={(practices) => put({ practices })}
              options={(value.members ?? []).map((code) => [code, `${nameIn(view, code) || 'Practice'} (${code})`])}
            />
          </fieldset>
        );
      })}
      <Button kind="secondary" onClick={() => change({ teams: [...teams, { name: `Team ${teams.length + 1}`, practices: [] }] })}>Add a team</Button>
    </>
  );
}

function Area(props: PartProps): ReactNode {
  const { value, change } = props;
  return (
    <>
      <h2 className="nhsuk-heading-m">Choose the area</h2>
      <AreaChooser commissioner={value.commissioner ?? ''} members={value.members ?? []} value={value.area ?? {}} onChange={(area) => change({ area })} />
      <Explanations {...props} task="area" />
    </>
  );
}

function Evidence(props: { readonly who: string; readonly all: readonly AreaEvidence[]; readonly onChange: (all: AreaEvidence[]) => void }): ReactNode {
  const { who, all, onChange } = props;
  return (
    <>
      <h2 className="nhsuk-heading-m">{who}</h2>
      {all.map((one, position) => {
        const put = (part: Partial<AreaEvidence>): void => onChange(all.map((other, at) => (at === position ? { ...one, ...part } : other)));
        return (
          <fieldset className="nhsuk-fieldset" key={position}>
            <legend className="nhsuk-fieldset__legend">{who} {position + 1}</legend>
            <TextField label="Who accepts it" value={one.who} onChange={(name) => put({ who: name })} />
            <TextField label="Day" kind="date" value={one.day ?? ''} onChange={(day) => put({ day })} />
            <LongField label="How one knows" hint="A letter, minutes, a meeting" value={one.evidence ?? ''} onChange={(evidence) => put({ evidence })} />
          </fieldset>
        );
      })}
      <Button kind="secondary" onClick={() => onChange([...all, { who: '', day: '', evidence: '' }])}>Add {who.toLowerCase()}</Button>
    </>
  );
}

function Acceptance({ view, value, change }: PartProps): ReactNode {
  return (
    <>
      <p>Each member practice accepts the area for itself, on the page “Registration”. Here is recorded who else does.</p>
      <ul aria-label="Practices and the area">
        {view.members.map((one) => <li key={one.code}>{one.name ?? one.code}: {one.accepts_area ? 'accepts the area' : 'has not accepted it'}</li>)}
      </ul>
      <Evidence who="Community providers" all={value.providers ?? []} onChange={(providers) => change({ providers })} />
      <Evidence who="Local people" all={value.people ?? []} onChange={(people) => change({ people })} />
    </>
  );
}

/** Read from the network's own posts and payee: here they are only shown, so that nobody confirms a payee alone. */
function People({ network, view }: { readonly network: string; readonly view: RegistrationInView }): ReactNode {
  const { people, named_earlier: earlier } = view;
  return (
    <>
      <dl className="nhsuk-summary-list">
        <div className="nhsuk-summary-list__row">
          <dt className="nhsuk-summary-list__key">Clinical directors</dt>
          <dd className="nhsuk-summary-list__value">
            {people.directors.length === 0 ? 'Nobody is named' : people.directors.map(({ name, percent }) => `${name}, ${percent} %`).join('; ')}
          </dd>
        </div>
        <div className="nhsuk-summary-list__row">
          <dt className="nhsuk-summary-list__key">Payee</dt>
          <dd className="nhsuk-summary-list__value">{people.payees.length === 0 ? 'No payee is confirmed' : people.payees.join(', ')}</dd>
        </div>
      </dl>
      <p>
        Directors are named, and the payee is proposed by one person and confirmed by another, on the page{' '}
        <DayLink to={`/my-networks/${network}/people`}>People and payee</DayLink>.
      </p>
      {earlier && (
        <div className="nhsuk-inset-text">
          <p>
            An earlier version of this registration named {[...earlier.directors.map(({ name, percent }) => `${name}, ${percent} %`), earlier.payee && `payee ${earlier.payee}`].filter(Boolean).join('; ')}.
            That does not count: name them there.
          </p>
        </div>
      )}
    </>
  );
}

const PARTS: Readonly<Partial<Record<string, (props: PartProps) => ReactNode>>> = {
  start: Start, practices: Practices, lists: Lists, size: Size, area: Area, acceptance: Acceptance,
};

function Form({ network, view, task }: { readonly network: NetworkInView; readonly view: RegistrationInView; readonly task: string }): ReactNode {
  const [value, setValue] = useState<Registration>(view.registration);
  const save = useSending(sendRegistration(network.id, view.version));
  const navigate = useNavigate();
  const day = useDay();
  const Part = PARTS[task];
  const Reading = READINGS[task];
  const back = <Link to={atDay(`/my-networks/${network.id}/registration`, day)}>Back to the tasks</Link>;
  if (!Part || !Reading) return <Empty why="A registration has no such task." next={back} />;
  const findings = <Findings findings={view.findings.filter((one) => one.task === task)} name="What the rules say of this task" />;
  if (!view.may_write)
    return (
      <>
        {!day.as_at && <p>It is not yours to write, or it is submitted and cannot be changed now.</p>}
        <Reading view={view} />
        {findings}
        {back}
      </>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // The new version may take this form's place before the answer is dealt with; its promise outlives it.
        save.mutateAsync(value).then(() => navigate(`/my-networks/${network.id}/registration`), () => undefined);
      }}
    >
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      <Part network={network.id} view={view} value={value} change={(part) => setValue((before) => ({ ...before, ...part }))} />
      <p><Button type="submit" busy={save.isPending}>Save and go back</Button></p>
      {findings}
      {back}
    </form>
  );
}

function Shown({ network, task }: { readonly network: NetworkInView; readonly task: string }): ReactNode {
  const found = loaded(useRegistration(network.id, useDay()));
  if (task === 'people') {
    return (
      <>
        <DayChoice asAt={network.as_at} />
        <WhenReady of={found} what="the registration">
          {(view) => (
            <>
              <People network={network.id} view={view} />
              <Findings findings={view.findings.filter((one) => one.task === 'people')} name="What the rules say of this task" />
              <DayLink to={`/my-networks/${network.id}/registration`}>Back to the tasks</DayLink>
            </>
          )}
        </WhenReady>
      </>
    );
  }
  return (
    <>
      <DayChoice asAt={network.as_at} />
      <WhenReady of={found} what="the registration">
        {(view) => <Form key={`${view.as_at} ${view.version}`} network={network} view={view} task={task} />}
      </WhenReady>
    </>
  );
}

export function RegistrationTaskPage(): ReactNode {
  const { task = '' } = useParams();
  return (
    <NetworkFrame title={TASKS[task as Task] ?? 'Registration'} asAt={useDay().as_at}>
      {(network) => <Shown network={network} task={task} />}
    </NetworkFrame>
  );
}

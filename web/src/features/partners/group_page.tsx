// The workspace of a group of networks: who belongs to it on the day, how it is represented in the
// system, its documents, and the plans that its networks share, with what is late.
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';

import { type Problem, problemOf } from '../../api/problem';
import type { PartnerCatalogue, SystemGroupInView } from '../../api/types';
import { Button, ButtonLink } from '../../ui/forms/button';
import { FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { useAnnounce } from '../../ui/notices/announcer';
import { ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate, today } from '../../ui/text/dates';
import { Hidden } from '../../ui/text/hidden';
import { OwnerFrame } from './owner';
import { type Day, useCatalogue } from './use_partners';
import { useGroup, useSavePlan } from './use_systems';
import './partners.css';

type PlanEntry = NonNullable<SystemGroupInView['plans']>[number];
type Action = NonNullable<PlanEntry['plan']['actions']>[number] & { readonly at: number; readonly state: 'open' | 'late' | 'done' };

const span = ({ from, to }: { readonly from: string; readonly to?: string }): string => `${longDate(from)}${to ? ` to ${longDate(to)}` : ''}`;

function Facts({ view: { group, owner }, catalogue }: { readonly view: SystemGroupInView; readonly catalogue: PartnerCatalogue }): ReactNode {
  const facts: readonly (readonly [string, string])[] = [
    ['Kind', catalogue.group_kinds.find(({ id }) => id === group.kind)?.title ?? group.kind],
    ['System', group.system ?? 'Not given'],
    ['Purpose', group.purpose ?? 'Not given'],
    ['Representation in the system', group.representation ?? 'Not given'],
    ['From', span(group)],
    ['Formed by', owner],
  ];
  return (
    <dl className="nhsuk-summary-list">
      {facts.map(([key, value]) => (
        <div className="nhsuk-summary-list__row" key={key}>
          <dt className="nhsuk-summary-list__key">{key}</dt>
          <dd className="nhsuk-summary-list__value pcn-written">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Members({ view: { group, members } }: { readonly view: SystemGroupInView }): ReactNode {
  const rows = members.map((member, at) => ({ at, ...member, days: group.members[at] }));
  const now = rows.filter(({ is_member: isMember }) => isMember).length;
  return (
    <Table
      caption={`${counted(now, 'network')} on this day`}
      columns={[
        { key: 'name', heading: 'Network', names: true, cell: ({ name, network }) => (name === network ? name : `${name} (${network})`) },
        { key: 'days', heading: 'Member', cell: ({ days }) => days && span(days) },
        { key: 'now', heading: 'On this day', cell: ({ is_member: isMember }) => (isMember ? 'Member' : <strong className="nhsuk-tag nhsuk-tag--grey">No member</strong>) },
      ]}
      rows={rows}
      rowKey={({ at }) => String(at)}
    />
  );
}

function Documents({ documents = [] }: { readonly documents: SystemGroupInView['group']['documents'] }): ReactNode {
  if (documents.length === 0) return <p>No document of the group is named here.</p>;
  return (
    <Table
      caption="Documents"
      captionHidden
      columns={[
        { key: 'title', heading: 'Document', names: true, cell: ({ title }) => title },
        { key: 'where', heading: 'Where it is kept', cell: ({ reference, title }) => (/^https:\/\//.test(reference) ? <a href={reference} rel="noreferrer">{reference}<Hidden>{title}</Hidden></a> : reference) },
        { key: 'dated', heading: 'Dated', cell: ({ dated }) => (dated ? longDate(dated) : 'Not given') },
      ]}
      rows={documents}
      rowKey={({ title, reference }) => `${title} ${reference}`}
    />
  );
}

function StateOf({ action: { state, done_on: doneOn } }: { readonly action: Action }): ReactNode {
  if (state === 'late') return <strong className="nhsuk-tag nhsuk-tag--red">Late</strong>;
  if (state === 'open') return <strong className="nhsuk-tag nhsuk-tag--blue">Open</strong>;
  return <><strong className="nhsuk-tag nhsuk-tag--green">Done</strong> {longDate(doneOn)}</>;
}

function Plan({ view, entry }: { readonly view: SystemGroupInView; readonly entry: PlanEntry }): ReactNode {
  const save = useSavePlan(view);
  const announce = useAnnounce();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);
  const { plan } = entry;
  const actions = (plan.actions ?? []).map((action, at): Action => ({ ...action, at, state: entry.action_states[at] ?? 'open' }));
  const finish = async ({ at, what }: Action): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await save({ ...plan, actions: (plan.actions ?? []).map((action, position) => (position === at ? { ...action, done_on: today() } : action)) }, entry);
      announce(`Done: ${what}`);
    } catch (thrown) {
      setProblem(problemOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  const columns: readonly Column<Action>[] = [
    { key: 'what', heading: 'Action', names: true, cell: ({ what }) => what },
    { key: 'owner', heading: 'Owner', cell: ({ owner }) => owner },
    { key: 'due', heading: 'Due', cell: ({ due }) => longDate(due) },
    { key: 'state', heading: 'State', cell: (action) => <StateOf action={action} /> },
    ...(view.may_plan
      ? [{
        key: 'done', heading: 'Change', className: 'pcn-no-print', cell: (action: Action) => (action.state === 'done'
          ? 'Nothing to do'
          : <Button kind="link" busy={busy} onClick={() => void finish(action)}>Done today<Hidden>: {action.what}</Hidden></Button>),
      }]
      : []),
  ];
  return (
    <section className="pcn-partner">
      <h3 className="nhsuk-heading-s">{plan.title}</h3>
      <p className="pcn-quiet">From {span(plan)}. Version {entry.version}, by {entry.changed_by}.</p>
      {plan.aim && <p className="pcn-written">{plan.aim}</p>}
      {problem && <ProblemNotice problem={problem} />}
      {actions.length === 0
        ? <p>It has no actions yet.</p>
        : <Table compact caption={`Actions of ${plan.title}`} captionHidden columns={columns} rows={actions} rowKey={({ at }) => String(at)} />}
      {view.may_plan && <p className="pcn-no-print"><Link to={`/systems/groups/${view.id}/plans/${entry.id}/change`}>Change<Hidden>the plan {plan.title}</Hidden></Link></p>}
    </section>
  );
}

function Plans({ view }: { readonly view: SystemGroupInView }): ReactNode {
  const plans = view.plans ?? [];
  const now = plans.filter(({ in_force: inForce }) => inForce);
  const others = plans.filter(({ in_force: inForce }) => !inForce);
  const late = now.flatMap(({ action_states: states }) => states).filter((state) => state === 'late').length;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Shared plans</h2>
      {late > 0 && <p><strong className="nhsuk-tag nhsuk-tag--red">Late</strong> {counted(late, 'action')} {late === 1 ? 'is' : 'are'} late on this day.</p>}
      {now.length === 0 && <p>No shared plan holds on this day.</p>}
      {now.map((entry) => <Plan key={entry.id} view={view} entry={entry} />)}
      {others.length > 0 && (
        <FoldedForm title={`${counted(others.length, 'plan')} not in force on this day`}>
          {others.map((entry) => <Plan key={entry.id} view={view} entry={entry} />)}
        </FoldedForm>
      )}
      {view.may_plan && <ButtonLink to={`/systems/groups/${view.id}/plans/new`} kind="secondary">Add a plan</ButtonLink>}
    </section>
  );
}

function Workspace({ view, catalogue }: { readonly view: SystemGroupInView; readonly catalogue: PartnerCatalogue }): ReactNode {
  return (
    <>
      <h2 className="nhsuk-heading-m">{view.group.name}</h2>
      {!view.in_force && <p>The group is not in force on this day.</p>}
      <Facts view={view} catalogue={catalogue} />
      {view.may_change && <ButtonLink to={`/systems/groups/${view.id}/change`} kind="secondary">Change the group</ButtonLink>}
      <Plans view={view} />
      <h2 className="nhsuk-heading-m">Networks</h2>
      <Members view={view} />
      <h2 className="nhsuk-heading-m">Documents</h2>
      <Documents documents={view.group.documents} />
    </>
  );
}

function Shown({ day }: { readonly day: Day }): ReactNode {
  const { group = '' } = useParams();
  // On another day than today nothing is changed.
  const query = loaded(useGroup(group, day));
  const view = query.state === 'ready' && day.as_at ? { ...query, value: { ...query.value, may_change: false, may_plan: false } } : query;
  const catalogue = loaded(useCatalogue());
  return (
    <WhenReady of={catalogue} what="kinds of groups">
      {(known) => <WhenReady of={view} what="the group">{(found) => <Workspace view={found} catalogue={known} />}</WhenReady>}
    </WhenReady>
  );
}

export function GroupPage(): ReactNode {
  return <OwnerFrame title="Group of networks" withDay>{({ day }) => <Shown day={day} />}</OwnerFrame>;
}

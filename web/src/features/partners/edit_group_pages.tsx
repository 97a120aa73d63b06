// Forming and changing a group of networks, and the plans that its networks share.
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';

import type { PartnerCatalogue, SystemGroup, SystemGroupInView, SystemPlan } from '../../api/types';
import { loaded } from '../../ui/loaded';
import { Empty, WhenReady } from '../../ui/notices/notices';
import { ChangePaper, ownEntry } from './change_paper';
import { type NamedNetwork, NetworksOfCommissioner } from './edit_team_pages';
import { OwnerFrame } from './owner';
import { EditPaper, type PaperKind } from './paper_form';
import { DAYS, needed, optional, paperOf, valuesOf } from './paper_values';
import { useCatalogue } from './use_partners';
import { useGroup, useSaveGroup, useSavePlan } from './use_systems';

function groupKind(catalogue: PartnerCatalogue, networks: readonly NamedNetwork[]): PaperKind<SystemGroup> {
  const fields = [
    needed('name', 'Name of the group'),
    needed('kind', 'Kind of group', 'choice', { choices: catalogue.group_kinds }),
    optional('system', 'System', 'line', { hint: 'ODS code of the integrated care system or STP, such as QHM.' }),
    optional('purpose', 'Purpose', 'text'),
    optional('representation', 'How its networks are represented in the system', 'text', { hint: 'Which board, by whom, with how many votes.' }),
    needed('members', 'Networks', 'table', {
      row: 'network',
      columns: [needed('network', 'Network', 'choice', { choices: networks }), needed('from', 'First day', 'date'), optional('to', 'Last day', 'date')],
    }),
    optional('documents', 'Documents', 'table', {
      row: 'document',
      columns: [needed('title', 'Document'), needed('reference', 'Where it is kept'), optional('dated', 'Dated', 'date')],
    }),
    ...DAYS,
  ];
  return {
    what: 'group',
    fields,
    valuesOf: (group) => valuesOf(fields, group),
    textOf: (values) => paperOf(fields, values) as SystemGroup,
  };
}

const PLAN_FIELDS = [
  needed('title', 'Title'),
  optional('aim', 'Aim', 'text'),
  optional('actions', 'Actions', 'table', {
    row: 'action',
    columns: [
      needed('what', 'What is to be done'), needed('owner', 'Owner', 'line', { hint: 'A network, an organisation, or a person by role.' }),
      needed('due', 'Due', 'date'), optional('done_on', 'Done on', 'date'),
    ],
  }),
  ...DAYS,
];

const PLAN: PaperKind<SystemPlan> = {
  what: 'plan',
  fields: PLAN_FIELDS,
  valuesOf: (plan) => valuesOf(PLAN_FIELDS, plan),
  textOf: (values) => paperOf(PLAN_FIELDS, values) as SystemPlan,
};

function New({ catalogue, networks }: { readonly catalogue: PartnerCatalogue; readonly networks: readonly NamedNetwork[] }): ReactNode {
  return <EditPaper kind={groupKind(catalogue, networks)} action="Form this group" leave="/systems" save={useSaveGroup()} />;
}

function Change({ catalogue, networks }: { readonly catalogue: PartnerCatalogue; readonly networks: readonly NamedNetwork[] }): ReactNode {
  const { group = '' } = useParams();
  const found = useGroup(group, {});
  // Members that left the commissioner since keep their names.
  const others = (found.data?.members ?? []).filter(({ network }) => !networks.some(({ id }) => id === network)).map(({ network, name }) => ({ id: network, title: name }));
  return (
    <ChangePaper
      kind={groupKind(catalogue, [...networks, ...others])}
      list={found}
      pick={(view) => (view.may_change ? ownEntry([view], group, (one) => one.group) : undefined)}
      leave={`/systems/groups/${group}`}
      save={useSaveGroup()}
    />
  );
}

function Form({ of: Part }: { readonly of: typeof New }): ReactNode {
  const catalogue = loaded(useCatalogue());
  return (
    <WhenReady of={catalogue} what="kinds of groups">
      {(known) => <NetworksOfCommissioner>{(networks) => <Part catalogue={known} networks={networks} />}</NetworksOfCommissioner>}
    </WhenReady>
  );
}

function PlanForm({ view, plan }: { readonly view: SystemGroupInView; readonly plan: string | undefined }): ReactNode {
  const save = useSavePlan(view);
  const list = useGroup(view.id, {});
  const leave = `/systems/groups/${view.id}`;
  if (!view.may_plan) return <Empty why="Only networks that are members today, and their commissioner, write the plans of this group." next={<Link to={leave}>Back to the group</Link>} />;
  return plan === undefined
    ? <EditPaper kind={PLAN} action="Add this plan" leave={leave} save={save} />
    : <ChangePaper kind={PLAN} list={list} pick={({ plans = [] }) => ownEntry(plans, plan, (entry) => entry.plan)} leave={leave} save={save} />;
}

function OfGroup(): ReactNode {
  const { group = '', plan } = useParams();
  return <WhenReady of={loaded(useGroup(group, {}))} what="the group">{(view) => <PlanForm view={view} plan={plan} />}</WhenReady>;
}

export function NewGroupPage(): ReactNode {
  return <OwnerFrame title="Form a group of networks">{() => <Form of={New} />}</OwnerFrame>;
}

export function ChangeGroupPage(): ReactNode {
  return <OwnerFrame title="Change a group of networks">{() => <Form of={Change} />}</OwnerFrame>;
}

export function NewPlanPage(): ReactNode {
  return <OwnerFrame title="Add a shared plan">{() => <OfGroup />}</OwnerFrame>;
}

export function ChangePlanPage(): ReactNode {
  return <OwnerFrame title="Change a shared plan">{() => <OfGroup />}</OwnerFrame>;
}

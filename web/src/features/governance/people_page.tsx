// Who does what for a network: clinical directors, other leads, seats in the system, and the payee.
import type { ReactNode } from 'react';

import { problemOf } from '../../api/problem';
import type { NetworkInView, NetworkPeople, NetworkPost } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { longDate } from '../../ui/text/dates';
import { NetworkFrame } from '../networks/network_frame';
import { DayChoice } from '../register/day_choice';
import { useMayToday } from '../register/may_today';
import { useDay } from '../register/use_register';
import { FindingLines } from './director_findings';
import { EndOfTerm } from './end_of_term';
import { PayeeSection } from './payee_section';
import { SourceKeys, SourceList } from './sources';
import { type PostChange, usePeople, useSavePost } from './use_governance';

type Kept = NetworkPeople['posts'][number];
type Kind = NetworkPost['kind'];

const METHODS = [
  { value: 'election', label: 'Elected by the member practices' },
  { value: 'appointment', label: 'Appointed by the member practices' },
];

/** A post as it is sent: what the server adds to it is left out. */
function bare({ id: _, version: __, holds: ___, withdrawn: ____, ends_with_network: _____, ...post }: Kept): NetworkPost {
  return post;
}

function term(post: Kept): string {
  if (!post.to) return `From ${longDate(post.from)}`;
  return `${longDate(post.from)} to ${longDate(post.to)}${post.ends_with_network ? ', when the network ended' : ''}`;
}

function Findings({ people }: { readonly people: NetworkPeople }): ReactNode {
  if (people.findings.length === 0) return null;
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label">Clinical directors</h2>
      <ul>
        <FindingLines findings={people.findings} />
      </ul>
      <p>The shares of all clinical directors add up to 100 % on every day.</p>
    </div>
  );
}

interface PostsProps {
  readonly people: NetworkPeople;
  readonly kind: Kind;
  readonly title: string;
  readonly none: string;
  readonly save: ((change: PostChange) => Promise<unknown>) | undefined;
}

function RoleTitle({ people, post }: { readonly people: NetworkPeople; readonly post: NetworkPost }): ReactNode {
  const lead = post.kind === 'lead' ? people.content.leads.find(({ id }) => id === post.role) : undefined;
  return lead ? <>{lead.title}<SourceKeys source={lead.source} mark={lead.mark} /></> : post.role;
}

function Posts({ people, kind, title, none, save }: PostsProps): ReactNode {
  const isToday = !useDay().as_at;
  const rows = people.posts.filter((post) => post.kind === kind && post.withdrawn !== 1);
  const profession = (post: Kept): string => people.content.professions.find(({ id }) => id === post.profession)?.title ?? 'Not said';
  const withdraw = (post: Kept) => (): void => {
    void save?.({ post: { ...bare(post), withdrawn: 1 }, paper: post });
  };
  const columns: Column<Kept>[] = [
    { key: 'person', heading: 'Person', names: true, cell: (post) => post.person },
    ...(kind === 'director'
      ? [
        { key: 'profession', heading: 'Profession', cell: profession },
        { key: 'share', heading: 'Share', numeric: true, cell: (post: Kept) => `${post.share_percent ?? 100} %` },
        { key: 'method', heading: 'How', cell: (post: Kept) => (post.method === 'election' ? 'Elected' : 'Appointed') },
      ]
      : [{ key: 'role', heading: kind === 'lead' ? 'Post' : 'Body', cell: (post: Kept) => <RoleTitle people={people} post={post} /> }]),
    { key: 'term', heading: 'Term', cell: (post) => <>{term(post)} {post.holds && <strong className="nhsuk-tag nhsuk-tag--green">{isToday ? 'Now' : 'On this day'}</strong>}{post.note && <span className="pcn-row-note"> {post.note}</span>}</> },
    ...(save
      ? [{
        key: 'change', heading: 'Change', className: 'pcn-no-print', cell: (post: Kept) => (
          <Button kind="link" onClick={withdraw(post)}>Entered by mistake<span className="nhsuk-u-visually-hidden">: {post.person}</span></Button>
        ),
      }]
      : []),
  ];
  return rows.length === 0
    ? <section><h2 className="nhsuk-heading-m">{title}</h2><Empty why={none} /></section>
    : <section><h2 className="nhsuk-heading-m">{title}</h2><Table compact caption={title} captionHidden columns={columns} rows={rows} rowKey={(post) => post.id} /></section>;
}

function fieldsOf(people: NetworkPeople, kind: Kind, network: NetworkInView): readonly Field[] {
  const from: Field = { name: 'from', label: 'First day', kind: 'day', value: network.starts > people.as_at ? network.starts : people.as_at };
  const rest: readonly Field[] = [from, { name: 'to', label: 'Last day', kind: 'day', optional: true, hint: 'Leave it empty while no end is set.' }];
  const person: Field = { name: 'person', label: 'Name', kind: 'text', hint: 'Of a member of staff, never of a patient.' };
  if (kind === 'director') {
    return [
      person,
      { name: 'profession', label: 'Profession', kind: 'choice', choices: people.content.professions.map(({ id, title }) => ({ value: id, label: title })) },
      { name: 'share_percent', label: 'Share of the post in per cent', kind: 'number', value: '100', hint: 'Directors who share the post add up to 100.' },
      { name: 'method', label: 'How they were chosen', kind: 'choice', choices: METHODS },
      { name: 'agreed_on', label: 'Day the practices agreed', kind: 'day', optional: true },
      ...rest,
    ];
  }
  const role: Field = kind === 'lead'
    ? { name: 'role', label: 'Post', kind: 'choice', choices: people.content.leads.map(({ id, title }) => ({ value: id, label: title })) }
    : { name: 'role', label: 'Body where the seat is', kind: 'text', hint: 'Such as the partnership board of the system.' };
  return [person, role, ...rest];
}

function postOf(kind: Kind, values: FieldValues): NetworkPost {
  const { person = '', from = '', to, role, profession, share_percent: share, method, agreed_on: agreed } = values;
  return {
    kind, person, from, role: kind === 'director' ? 'clinical_director' : role ?? '',
    method: method === 'election' ? 'election' : 'appointment',
    ...(profession && { profession }), ...(share && { share_percent: Number(share) }),
    ...(to && { to }), ...(agreed && { agreed_on: agreed }),
  };
}

function checkPost({ share_percent: share, from = '', to }: FieldValues): { field: string; message: string }[] {
  const wrong = [];
  if (share && !/^([1-9]\d?|100)$/.test(share)) wrong.push({ field: 'share_percent', message: 'Enter a share from 1 to 100' });
  if (to && to < from) wrong.push({ field: 'to', message: 'Enter a last day that is not before the first' });
  return wrong;
}

const FORMS: readonly { readonly kind: Kind; readonly title: string; readonly action: string }[] = [
  { kind: 'director', title: 'Name a clinical director', action: 'Name this director' },
  { kind: 'lead', title: 'Name another lead', action: 'Name this lead' },
  { kind: 'representative', title: 'Add a seat in the system', action: 'Add this seat' },
];

function People({ network }: { readonly network: NetworkInView }): ReactNode {
  const found = loaded(usePeople(network.id));
  const saving = useSavePost(network.id);
  const may = useMayToday();
  const mayWrite = may('networks.form') && network.part !== 'commissioner';
  const save = mayWrite ? (change: PostChange): Promise<unknown> => saving.mutateAsync(change).catch(() => undefined) : undefined;
  return (
    <WhenReady of={found} what="people">
      {(people) => (
        <>
          <DayChoice asAt={people.as_at} />
          <Findings people={people} />
          {saving.isError && <ProblemNotice problem={problemOf(saving.error)} />}
          <Posts people={people} kind="director" title="Clinical directors" none="Nobody is named yet." save={save} />
          <Posts people={people} kind="lead" title="Other leads" none="No other lead is named." save={save} />
          <Posts people={people} kind="representative" title="Seats in the system" none="The network has no seat in a body of the system." save={save} />
          {mayWrite && (
            <EndOfTerm
              posts={people.posts.filter(({ withdrawn }) => withdrawn !== 1)}
              busy={saving.isPending}
              save={({ post, to, reason }) => {
                const { to: _, ...rest } = bare(post);
                return saving.mutateAsync({ post: { ...rest, ...(to && { to }), note: reason }, paper: post }).then(() => true, () => false);
              }}
            />
          )}
          {mayWrite && FORMS.map(({ kind, title, action }) => (
            <FoldedForm key={kind} title={title}>
              <FieldForm
                id={kind}
                fields={fieldsOf(people, kind, network)}
                action={action}
                busy={saving.isPending}
                check={checkPost}
                onSubmit={(values) => saving.mutateAsync({ post: postOf(kind, values) }).then(() => true, () => false)}
              />
            </FoldedForm>
          ))}
          <PayeeSection network={network} people={people} mayWrite={mayWrite} />
          <SourceList sources={people.content.sources} assurance={people.content.assurance} />
        </>
      )}
    </WhenReady>
  );
}

export function PeoplePage(): ReactNode {
  return <NetworkFrame title="People and payee" asAt={useDay().as_at}>{(network) => <People network={network} />}</NetworkFrame>;
}

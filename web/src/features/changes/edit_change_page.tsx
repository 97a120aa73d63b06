// The first step of a request: what is to change, from which day and why. What is still missing does
// not keep it from being saved; the preview says what it is.
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import { problemOf } from '../../api/problem';
import type { ChangeInView, ChangeList, ChangeRequest, KeptChange, NetworkInView } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { loaded } from '../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { LongField, TextField } from '../networks/formation/fields';
import { NetworkFrame } from '../networks/network_frame';
import { EvidenceFields } from './change_evidence';
import { SubjectFields } from './change_subject';
import { KINDS, type Kind, Steps } from './change_words';
import { addressOf } from './changes_page';
import { useBegin, useChange, useChanges, useSave } from './use_changes';
import './changes.css';

type Rule = ChangeList['rules']['kinds'][number];

interface EditProps {
  readonly network: NetworkInView;
  readonly rule: Rule;
  readonly first: ChangeRequest;
  readonly save: { readonly mutateAsync: (request: ChangeRequest) => Promise<KeptChange>; readonly isPending: boolean; readonly isError: boolean; readonly error: Error | null };
}

function Edit({ network, rule, first, save }: EditProps): ReactNode {
  const [request, setRequest] = useState(first);
  const go = useNavigate();
  const change = (part: Partial<ChangeRequest>): void => setRequest((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (save.isPending) return;
    save.mutateAsync(request).then(({ id }) => go(`${addressOf({ network: network.id, id })}/preview`), () => undefined);
  };
  return (
    <form onSubmit={submit}>
      <Steps now={1} />
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      <p>{rule.agreed_how} {rule.effect}</p>
      {rule.window && <p>{rule.window.text}</p>}
      <SubjectFields network={network} value={request} change={change} />
      <TextField label="Takes effect on" hint="The first day on which it holds" kind="date" value={request.takes_effect ?? ''} onChange={(day) => change({ takes_effect: day })} />
      <LongField label="Why" hint="The commissioner reads this. Never write about a patient." value={request.reason ?? ''} onChange={(reason) => change({ reason })} />
      <EvidenceFields network={network} rule={rule} value={request} change={change} />
      <Button type="submit" busy={save.isPending}>Save and see what it would alter</Button>
      <p className="nhsuk-hint">Rule: {rule.clause} Source: {rule.source}.</p>
    </form>
  );
}

type Evidence = NonNullable<ChangeRequest['evidence']>;

function filledEvidence({ vote, notice_given_on: day, agreed_by: agreed, ...texts }: Evidence): Evidence {
  const rows = agreed?.filter(({ practice, person, on }) => practice || person || on) ?? [];
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text)),
    ...(vote?.meeting && { vote }), ...(day && { notice_given_on: day }), ...(rows.length > 0 && { agreed_by: rows }),
  };
}

function filledPart({ code, area, ...part }: NonNullable<ChangeRequest['new_networks']>[number]): NonNullable<ChangeRequest['new_networks']>[number] {
  const hasArea = (area?.small_areas?.length ?? 0) + (area?.polygons?.length ?? 0) > 0;
  return { ...part, ...(code && { code }), ...(hasArea && area && { area }) };
}

/** Fields left empty are not sent: the server tells what a draft lacks. */
export function filled({ takes_effect: day, practice, successor, new_networks: parts, evidence, ...request }: ChangeRequest): ChangeRequest {
  const shown = evidence && filledEvidence(evidence);
  return {
    ...request, ...(parts && { new_networks: parts.map(filledPart) }), ...(day && { takes_effect: day }), ...(practice && { practice }), ...(successor?.code && { successor }),
    ...(shown && Object.keys(shown).length > 0 && { evidence: shown }),
  };
}

function New({ network, kind, rule }: { readonly network: NetworkInView; readonly kind: Kind; readonly rule: Rule }): ReactNode {
  const begin = useBegin(network.id);
  return <Edit network={network} rule={rule} first={{ kind }} save={{ ...begin, mutateAsync: (request) => begin.mutateAsync(filled(request)) }} />;
}

function NewOfKind({ network, kind }: { readonly network: NetworkInView; readonly kind: Kind }): ReactNode {
  return (
    <WhenReady of={loaded(useChanges(network.id, {}))} what="the rules">
      {({ rules, may_write: mayWrite }) => {
        const rule = rules.kinds.find((one) => one.kind === kind);
        if (!mayWrite || !rule) return <Empty why="You cannot ask for this change." next={<Link to={`/my-networks/${network.id}/changes`}>Back to the changes</Link>} />;
        return (
          <>
            <h2 className="nhsuk-heading-m">{rule.title}</h2>
            <New network={network} kind={kind} rule={rule} />
          </>
        );
      }}
    </WhenReady>
  );
}

export function NewChangePage(): ReactNode {
  const { kind = '' } = useParams();
  const known = KINDS.find((one) => one === kind);
  return (
    <NetworkFrame title="Ask for a change">
      {(network) => (known ? <NewOfKind network={network} kind={known} /> : <Empty why="There is no such change." />)}
    </NetworkFrame>
  );
}

function Saved({ network, view }: { readonly network: NetworkInView; readonly view: ChangeInView }): ReactNode {
  const save = useSave({ network: view.network, change: view.id }, view.version);
  const [rule] = view.rules.kinds;
  if (!view.may.includes('save') || !rule) return <Empty why="This request cannot be changed any more." next={<Link to={addressOf(view)}>Back to the request</Link>} />;
  return (
    <>
      <h2 className="nhsuk-heading-m">{view.title}</h2>
      {view.returned_because && <p>The commissioner returned it: {view.returned_because}</p>}
      <Edit network={network} rule={rule} first={view.request} save={{ ...save, mutateAsync: (request) => save.mutateAsync(filled(request)) }} />
    </>
  );
}

function OfNetwork({ network }: { readonly network: NetworkInView }): ReactNode {
  const { change = '' } = useParams();
  return <WhenReady of={loaded(useChange({ network: network.id, change }))} what="the request">{(view) => <Saved network={network} view={view} />}</WhenReady>;
}

export function EditChangePage(): ReactNode {
  return <NetworkFrame title="Change the request">{(network) => <OfNetwork network={network} />}</NetworkFrame>;
}

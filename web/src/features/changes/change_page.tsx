// One request: where it stands, what is asked, who agreed, what somebody may do now, and its history.
import { type ReactNode, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { ChangeInView } from '../../api/types';
import { Button, ButtonLink } from '../../ui/forms/button';
import { FoldedForm } from '../../ui/forms/field_form';
import { useAnnounce } from '../../ui/notices/announcer';
import { ProblemNotice } from '../../ui/notices/notices';
import { type Column, Table } from '../../ui/table/table';
import { counted } from '../../ui/text/counts';
import { longDate, longTime } from '../../ui/text/dates';
import { LongField } from '../networks/formation/fields';
import { ChangeFrame } from './change_frame';
import { areaWords, StateTag, stateWords, Steps } from './change_words';
import { addressOf } from './changes_page';
import { Decide, Decision } from './decide';
import { Hindrances } from './hindrances';
import { useAgree, usePreview, useSend, useWithdraw } from './use_changes';

type Consent = ChangeInView['consents'][number];

interface ViewProps {
  readonly view: ChangeInView;
}

function facts({ request, kind, consents, network_name: name, takes_effect: day, sent_on: sent }: ChangeInView): readonly (readonly [string, string])[] {
  const practice = (code: string): string => {
    const known = consents.find((one) => one.practice === code);
    return known ? `${known.name} (${code})` : code;
  };
  const subject: Readonly<Record<ChangeInView['kind'], string>> = {
    practice_joins: request.practice ? `${practice(request.practice)} joins` : '',
    practice_leaves: request.practice ? `${practice(request.practice)} leaves` : '',
    practices_merge: `${(request.practices ?? []).map(practice).join(', ')} become ${request.successor?.name ?? ''} (${request.successor?.code ?? ''})`,
    networks_merge: `With ${(request.networks ?? []).join(', ')}, as ${request.new_networks?.[0]?.name ?? ''}`,
    network_splits: (request.new_networks ?? []).map((part) => `${part.name}: ${(part.practices ?? []).map(practice).join(', ')} (area: ${areaWords(part.area) || 'none yet'})`).join('; '),
    shared_director: `${request.group?.person ?? ''}, shared with ${(request.networks ?? []).join(', ')}`,
    new_area: areaWords(request.area),
  };
  return [
    ['Asked by', name], ['What changes', subject[kind] || 'Not said yet'], ['Takes effect', day ? longDate(day) : 'No day yet'],
    ['Why', request.reason || 'Not said yet'], ...(sent ? [['Sent', longDate(sent)] as const] : []),
  ];
}

function Summary({ view }: ViewProps): ReactNode {
  return (
    <dl className="nhsuk-summary-list">
      {facts(view).map(([key, value]) => (
        <div className="nhsuk-summary-list__row" key={key}>
          <dt className="nhsuk-summary-list__key">{key}</dt>
          <dd className="nhsuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function agreedWords({ agrees, by, on, how, note, needed }: Consent): string {
  if (!agrees) return needed ? `Not yet${note ? `: ${note}` : ''}` : 'Is not asked';
  return `Agrees${by ? `, ${by}` : ''}${on ? ` on ${longDate(on)}` : ''}${how === 'on_paper' ? ', on paper' : ''}`;
}

const CONSENTS: readonly Column<Consent>[] = [
  { key: 'name', heading: 'Practice', names: true, cell: (row) => `${row.name} (${row.practice})` },
  { key: 'agrees', heading: 'Agrees', cell: agreedWords },
];

function Consents({ view }: ViewProps): ReactNode {
  const [rule] = view.rules.kinds;
  if (view.consents.length === 0) return rule ? <p>{rule.agreed_how}</p> : null;
  const missing = view.consents.filter(({ needed, agrees }) => needed && !agrees).length;
  return (
    <>
      {rule && <p>{rule.agreed_how}</p>}
      {missing > 0 && <p>Each agrees here with its own account, or the request says when it agreed on paper. Once the request is sent, a practice that is not a member yet can open this page too.</p>}
      <Table caption={missing === 0 ? 'Every practice that is asked agrees' : `${counted(missing, 'practice')} still to agree`} columns={CONSENTS} rows={view.consents} rowKey={(row) => row.practice} />
    </>
  );
}

function Moves({ view }: ViewProps): ReactNode {
  const place = { network: view.network, change: view.id };
  const agree = useAgree(place, view.version);
  const send = useSend(place, view.version);
  const withdraw = useWithdraw(place, view.version);
  const [reason, setReason] = useState('');
  const announce = useAnnounce();
  // The buttons go with what they did, so it is said.
  const say = (words: string) => ({ onSuccess: () => announce(words) });
  const may = (what: ChangeInView['may'][number]): boolean => view.may.includes(what);
  const failed = [agree, send, withdraw].find((one) => one.isError);
  if (!['save', 'send', 'withdraw', 'agree'].some((what) => may(what as ChangeInView['may'][number]))) return null;
  return (
    <section className="pcn-no-print">
      <h2 className="nhsuk-heading-m">What you can do</h2>
      {failed?.error && <ProblemNotice problem={problemOf(failed.error)} />}
      {may('agree') && (
        <p>
          <Button kind="secondary" busy={agree.isPending} onClick={() => agree.mutate(true, say('Your practice agrees.'))}>Agree for your practice</Button>{' '}
          <Button kind="link" onClick={() => agree.mutate(false, say('Your practice’s agreement is taken back.'))}>Take your practice’s agreement back</Button>
        </p>
      )}
      {may('send') && <p><Button busy={send.isPending} onClick={() => send.mutate(undefined, say('The request is sent to the commissioner.'))}>Send to the commissioner</Button></p>}
      {may('send') && <p>From then on nobody can write in it, unless the commissioner returns it.</p>}
      {may('save') && <ButtonLink to={`${addressOf(view)}/edit`} kind="secondary">Change the request</ButtonLink>}
      {may('withdraw') && (
        <FoldedForm title="Withdraw the request">
          <LongField label="Why it is withdrawn" value={reason} onChange={setReason} />
          <Button kind="warning" busy={withdraw.isPending} onClick={() => withdraw.mutate(reason, say('The request is withdrawn.'))}>Withdraw it</Button>
        </FoldedForm>
      )}
    </section>
  );
}

function History({ view }: ViewProps): ReactNode {
  return (
    <section>
      <h2 className="nhsuk-heading-m">History</h2>
      <ol aria-label="History">
        {view.history.map((step) => (
          <li key={step.version}>{longTime(step.at)}, {step.by} ({step.organisation}): {step.said} <span className="pcn-quiet">{stateWords(step.state)}, version {step.version}</span></li>
        ))}
      </ol>
    </section>
  );
}

function stepOf({ state, may }: ChangeInView): 3 | 4 {
  return state === 'sent' || may.includes('decide') ? 4 : 3;
}

function Shown({ view }: ViewProps): ReactNode {
  const preview = usePreview({ network: view.network, change: view.id }, view.version).data;
  const isOpen = view.state === 'draft' || view.state === 'returned' || view.state === 'sent';
  return (
    <>
      <h2 className="nhsuk-heading-m">{view.title} <StateTag row={view} /></h2>
      {isOpen && <Steps now={stepOf(view)} />}
      {view.returned_because && view.state === 'returned' && <p>The commissioner returned it: {view.returned_because}</p>}
      <Summary view={view} />
      <Decision view={view} />
      <p className="pcn-no-print"><ButtonLink to={`${addressOf(view)}/preview`} kind="secondary">See what it would alter</ButtonLink></p>
      {isOpen && preview && <Hindrances hindrances={preview.hindrances} />}
      {isOpen && <h2 className="nhsuk-heading-m">Who has to agree</h2>}
      {isOpen && <Consents view={view} />}
      <Moves view={view} />
      {view.may.includes('decide') && <Decide key={view.version} view={view} preview={preview} />}
      <History view={view} />
    </>
  );
}

export function ChangePage(): ReactNode {
  return <ChangeFrame title="Request for a change">{(view) => <Shown view={view} />}</ChangeFrame>;
}

// Requests for support: practices and networks ask and see what became of it; the commissioner gives
// each to a locality team and answers.
import { type ReactNode, useState } from 'react';

import { problemOf } from '../../api/problem';
import type { Programme, SupportRequestEntry } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Field, FieldForm, type FieldValues, FoldedForm } from '../../ui/forms/field_form';
import { loaded } from '../../ui/loaded';
import { Empty, ProblemNotice, WhenReady } from '../../ui/notices/notices';
import { counted } from '../../ui/text/counts';
import { longDate } from '../../ui/text/dates';
import { useDay } from '../register/use_register';
import { useMay } from '../session/session';
import { choicesOf, ProgrammeFrame, titleOf } from './programme_frame';
import { useAskForSupport, useSupport, useSupportStep } from './use_programme';

const STATES = {
  asked: ['Nobody has it yet', 'red'], assigned: ['With a team', 'blue'], answered: ['Answered', 'green'], closed: ['Closed', 'grey'], withdrawn: ['Withdrawn', 'grey'],
} as const;
const STEPS = { assign: 'Given to a team', answer: 'Answered', reopen: 'Opened again', close: 'Closed', withdraw: 'Withdrawn' } as const;

function Ask({ programme }: { readonly programme: Programme }): ReactNode {
  const ask = useAskForSupport();
  const fields: readonly Field[] = [
    { name: 'subject', label: 'In one line', kind: 'text' },
    { name: 'topic', label: 'What it is about', kind: 'choice', choices: choicesOf(programme.terms.topics) },
    ...(programme.networks.length > 0
      ? [{
        name: 'network', label: 'For the network', kind: 'choice', optional: true, hint: 'Everybody in it who may ask sees the request then. Without one only your organisation does.',
        choices: programme.networks.map(({ id, name }) => ({ value: id, label: name })),
      } as const]
      : []),
    { name: 'question', label: 'What would help you', kind: 'long', hint: 'Never write about a patient here.' },
  ];
  const submit = ({ subject = '', topic = '', question = '', network }: FieldValues): Promise<boolean> =>
    ask.mutateAsync({ subject, topic, question, ...(network && { network }) }).then(() => true, () => false);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Ask for support</h2>
      <p>Your request goes to {programme.commissioner.name}, which gives it to a locality team.</p>
      <FieldForm
        id="support" fields={fields} action="Send the request" busy={ask.isPending}
        problem={ask.isError ? problemOf(ask.error) : undefined} onSubmit={submit}
      />
    </section>
  );
}

interface RequestProps {
  readonly entry: SupportRequestEntry;
  readonly programme: Programme;
}

function Give({ entry, programme }: RequestProps): ReactNode {
  const step = useSupportStep('programme');
  const now = programme.teams.filter(({ in_force: inForce }) => inForce);
  if (now.length === 0) return <p>Add a locality team before you give this to one.</p>;
  const choices = now.map(({ id, team }) => ({ value: id, label: entry.suggested_teams.includes(id) ? `${team.name}, supports them` : team.name }));
  const fields: readonly Field[] = [{ name: 'team', label: 'Locality team', kind: 'choice', choices, value: entry.team?.id ?? entry.suggested_teams[0] ?? '' }];
  return (
    <FoldedForm title={entry.team ? 'Give it to another team' : 'Give it to a team'}>
      <FieldForm
        id={`give-${entry.id}`} fields={fields} action="Give it to this team" busy={step.isPending} problem={step.isError ? problemOf(step.error) : undefined}
        onSubmit={({ team = '' }) => step.mutateAsync({ paper: entry, step: { kind: 'assign', team } }).then(() => true, () => false)}
      />
    </FoldedForm>
  );
}

interface WordsProps {
  readonly entry: SupportRequestEntry;
  readonly side: 'programme' | 'asker';
  readonly kind: 'answer' | 'reopen';
  readonly title: string;
  readonly label: string;
  readonly action: string;
}

function Words({ entry, side, kind, title, label, action }: WordsProps): ReactNode {
  const step = useSupportStep(side);
  return (
    <FoldedForm title={title}>
      <FieldForm
        id={`${kind}-${entry.id}`} fields={[{ name: 'note', label, kind: 'long' }]} action={action} busy={step.isPending} problem={step.isError ? problemOf(step.error) : undefined}
        onSubmit={({ note = '' }) => step.mutateAsync({ paper: entry, step: { kind, note } }).then(() => true, () => false)}
      />
    </FoldedForm>
  );
}

function Plain({ entry, side, kind, action }: { readonly entry: SupportRequestEntry; readonly side: 'programme' | 'asker'; readonly kind: 'close' | 'withdraw'; readonly action: string }): ReactNode {
  const step = useSupportStep(side);
  return (
    <>
      {step.isError && <ProblemNotice problem={problemOf(step.error)} />}
      <Button kind="secondary" busy={step.isPending} onClick={() => step.mutate({ paper: entry, step: { kind } })}>
        {action}<span className="nhsuk-u-visually-hidden">: {entry.request.subject}</span>
      </Button>
    </>
  );
}

function Moves({ entry, programme }: RequestProps): ReactNode {
  const side = programme.part === 'commissioner' ? 'programme' : 'asker';
  const open = (kind: SupportRequestEntry['open_steps'][number]): boolean => entry.open_steps.includes(kind);
  return (
    <div className="pcn-no-print">
      {open('assign') && <Give key={`${entry.version}`} entry={entry} programme={programme} />}
      {open('answer') && <Words entry={entry} side={side} kind="answer" title="Write an answer" label="Answer" action="Send the answer" />}
      {open('reopen') && <Words entry={entry} side={side} kind="reopen" title="It does not help yet" label="What is still open" action="Open it again" />}
      {open('close') && <Plain entry={entry} side={side} kind="close" action="Close" />}
      {open('withdraw') && <Plain entry={entry} side={side} kind="withdraw" action="Withdraw" />}
    </div>
  );
}

function Request({ entry, programme, moves }: RequestProps & { readonly moves: boolean }): ReactNode {
  const { request, state } = entry;
  const [words, colour] = STATES[state];
  const team = (id: string): string => programme.teams.find((one) => one.id === id)?.team.name ?? entry.team?.name ?? '';
  return (
    <li>
      <h3 className="nhsuk-heading-s">{request.subject} <strong className={`nhsuk-tag nhsuk-tag--${colour}`}>{words}</strong></h3>
      <p className="pcn-quiet">
        {titleOf(programme.terms.topics, request.topic)}, asked on {longDate(request.asked_on)} by {request.asked_by}, {entry.organisation_name}
        {entry.network_name && `, for ${entry.network_name}`}
        {entry.waiting_days > 0 && `; waiting for ${counted(entry.waiting_days, 'day')}`}
      </p>
      <p>{request.question}</p>
      {request.steps.length > 0 && (
        <ol className="nhsuk-list" aria-label={`What became of it: ${request.subject}`}>
          {request.steps.map((step, position) => (
            <li key={`${position} ${step.kind}`}>
              {longDate(step.on)}: {STEPS[step.kind]}{step.kind === 'assign' && ` (${team(step.team)})`} by {step.by}.{step.note && <> “{step.note}”</>}
            </li>
          ))}
        </ol>
      )}
      {moves && <Moves entry={entry} programme={programme} />}
    </li>
  );
}

type Shown = 'open' | 'all';

function Requests({ programme }: { readonly programme: Programme }): ReactNode {
  const day = useDay();
  const found = loaded(useSupport(day));
  const [shown, setShown] = useState<Shown>('open');
  const moves = !day.as_at;
  return (
    <WhenReady of={found} what="requests">
      {({ requests }) => {
        const open = requests.filter(({ state }) => state !== 'closed' && state !== 'withdrawn');
        const rows = shown === 'open' ? open : requests;
        const done = requests.length - open.length;
        return (
          <section>
            <h2 className="nhsuk-heading-m">{shown === 'open' ? `${counted(open.length, 'open request')}` : counted(requests.length, 'request')}</h2>
            {rows.length === 0 && <Empty why={shown === 'open' ? 'No request is open on this day.' : 'Nobody has asked for support.'} />}
            {rows.length > 0 && <ul className="pcn-programme-list">{rows.map((entry) => <Request key={entry.id} entry={entry} programme={programme} moves={moves} />)}</ul>}
            {done > 0 && (
              <Button kind="link" onClick={() => setShown(shown === 'open' ? 'all' : 'open')}>
                {shown === 'open' ? `Show closed and withdrawn ones too (${done})` : 'Show open ones only'}
              </Button>
            )}
          </section>
        );
      }}
    </WhenReady>
  );
}

export function SupportPage(): ReactNode {
  const may = useMay();
  const day = useDay();
  return (
    <ProgrammeFrame title="Requests for support">
      {(programme) => (
        <>
          {may('networks.form') && !day.as_at && <Ask programme={programme} />}
          {may('networks.form') || may('networks.review')
            ? <Requests programme={programme} />
            : <Empty why="Requests for support are read by those who may ask for it." next="Ask your practice manager or network manager." />}
        </>
      )}
    </ProgrammeFrame>
  );
}

// How the change was agreed: the motion that was carried, the notice that was given, or the practices
// that agreed on paper; and for an area, that others accept it.
import type { ReactNode } from 'react';

import type { ChangeList, ChangeRequest } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { longDate } from '../../ui/text/dates';
import { useMeeting, useMeetings } from '../governance/use_governance';
import { ChoiceField, LongField, TextField } from '../networks/formation/fields';
import { membersOf, type SubjectProps } from './change_subject';

type Evidence = NonNullable<ChangeRequest['evidence']>;
type Agreed = NonNullable<Evidence['agreed_by']>[number];

interface EvidenceProps extends SubjectProps {
  readonly rule: ChangeList['rules']['kinds'][number];
}
interface PartProps extends SubjectProps {
  readonly evidence: Evidence;
  readonly put: (part: Partial<Evidence>) => void;
}

function Motion({ network, meeting, chosen, onChoose }: { readonly network: string; readonly meeting: string; readonly chosen: string; readonly onChoose: (motion: number) => void }): ReactNode {
  const motions = useMeeting(network, meeting).data?.meeting.motions ?? [];
  return (
    <ChoiceField
      label="Motion" value={chosen} onChange={(motion) => onChoose(Number(motion))}
      options={[['', 'Choose one'], ...motions.map(({ title }, position) => [String(position + 1), `${position + 1}. ${title}`] as const)]}
    />
  );
}

function Vote({ network, evidence, put }: PartProps): ReactNode {
  const meetings = (useMeetings(network.id).data ?? []).filter(({ motions }) => motions > 0);
  const { vote } = evidence;
  if (meetings.length === 0 && !vote) return <p>The network has no meeting with a motion yet. Keep the vote under <em>Meetings</em> first; the request can be saved before that.</p>;
  return (
    <>
      <ChoiceField
        label="Meeting at which the practices voted" value={vote?.meeting ?? ''} onChange={(meeting) => put({ vote: { meeting, motion: 1 } })}
        options={[['', 'Choose one'], ...meetings.map(({ id, title, date }) => [id, `${title}, ${longDate(date)}`] as const)]}
      />
      {vote?.meeting && <Motion network={network.id} meeting={vote.meeting} chosen={String(vote.motion)} onChoose={(motion) => put({ vote: { ...vote, motion } })} />}
    </>
  );
}

function Notice({ evidence, put }: PartProps): ReactNode {
  return (
    <>
      <TextField label="Notice was given on" kind="date" value={evidence.notice_given_on ?? ''} onChange={(day) => put({ notice_given_on: day })} />
      <LongField label="How notice was given" hint="Such as a letter to the chair, and where it is kept" value={evidence.notice ?? ''} onChange={(notice) => put({ notice })} />
    </>
  );
}

function OnPaper({ network, evidence, put }: PartProps): ReactNode {
  const rows: readonly Agreed[] = evidence.agreed_by ?? [];
  const edit = (at: number, part: Partial<Agreed>): void => put({ agreed_by: rows.map((one, position) => (position === at ? { ...one, ...part } : one)) });
  return (
    <>
      <p>Practices that have to agree do so here with their own accounts once the request is saved. Add those that agreed on paper.</p>
      {rows.map((row, position) => (
        <fieldset className="nhsuk-fieldset nhsuk-form-group" key={position}>
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Agreed on paper {position + 1}</legend>
          <TextField label={`Practice ${position + 1}`} hint={`ODS code, such as ${membersOf(network)[0]?.[0] ?? 'A81001'}`} value={row.practice} onChange={(code) => edit(position, { practice: code.toUpperCase() })} />
          <TextField label={`Who agreed for practice ${position + 1}`} value={row.person} onChange={(person) => edit(position, { person })} />
          <TextField label={`Day of the agreement of practice ${position + 1}`} kind="date" value={row.on} onChange={(on) => edit(position, { on })} />
          <Button kind="link" onClick={() => put({ agreed_by: rows.filter((_, at) => at !== position) })}>Take out agreement {position + 1}</Button>
        </fieldset>
      ))}
      <Button kind="secondary" onClick={() => put({ agreed_by: [...rows, { practice: '', person: '', on: '' }] })}>Add a practice that agreed on paper</Button>
    </>
  );
}

function Acceptance({ evidence, put }: PartProps): ReactNode {
  return (
    <>
      <LongField label="That community providers accept the area" value={evidence.providers ?? ''} onChange={(providers) => put({ providers })} />
      <LongField label="That local people accept the area" value={evidence.people ?? ''} onChange={(people) => put({ people })} />
    </>
  );
}

export function EvidenceFields({ rule, ...props }: EvidenceProps): ReactNode {
  const evidence = props.value.evidence ?? {};
  const put = (part: Partial<Evidence>): void => props.change({ evidence: { ...evidence, ...part } });
  const parts = { ...props, evidence, put };
  return (
    <section>
      <h3 className="nhsuk-heading-s">How it was agreed</h3>
      {rule.agreed_by === 'vote' && <Vote {...parts} />}
      {rule.agreed_by === 'notice' && <Notice {...parts} />}
      {rule.agreed_by !== 'notice' && <OnPaper {...parts} />}
      {props.value.kind === 'new_area' && <Acceptance {...parts} />}
      <LongField label={rule.agreed_by === 'vote' ? 'How the network decided, where no motion is kept here' : 'Anything else that shows it (may stay empty)'} value={evidence.note ?? ''} onChange={(note) => put({ note })} />
    </section>
  );
}

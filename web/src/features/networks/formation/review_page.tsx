// Where a network's approval stands: what is next, what may be done, what was decided, the history.
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import type { NetworkInView, NetworkReview } from '../../../api/types';
import { loaded } from '../../../ui/loaded';
import { WhenReady } from '../../../ui/notices/notices';
import { longDate } from '../../../ui/text/dates';
import { DayChoice } from '../../register/day_choice';
import { atDay, useDay } from '../../register/use_register';
import { useMayToday } from '../../register/may_today';
import { NetworkFrame } from '../network_frame';
import { STAGES } from '../stages';
import { Findings } from './findings';
import { Steps } from './steps';
import { Timetable } from './timetable';
import { useReview, useSubmissions } from './use_formation';
import { WaitingList } from './waiting';

function Decided({ review }: { readonly review: NetworkReview['review'] }): ReactNode {
  const { decision, waiver, recommendation } = review;
  if (!decision && !waiver && !recommendation && review.issues.length === 0) return null;
  return (
    <>
      <h2 className="nhsuk-heading-m">Decisions</h2>
      {recommendation && <p>{recommendation.panel} recommended on {longDate(recommendation.day)}: {recommendation.text}</p>}
      {waiver && <p>Waiver of the size {waiver.is_granted ? 'granted' : 'refused'} on {longDate(waiver.day)}: {waiver.reason}</p>}
      {decision && (
        <p>{decision.committee} {decision.is_agreed ? 'agreed in principle' : 'refused'} on {longDate(decision.day)}, minute {decision.minute}. {decision.agreed_with && `With ${decision.agreed_with}.`} {decision.reason}</p>
      )}
      {decision && decision.conditions.length > 0 && (
        <ul aria-label="Conditions">
          {decision.conditions.map((one) => <li key={one.text}>{one.text}: {one.met_on ? `met on ${longDate(one.met_on)}, ${one.how_met}` : 'not met yet'}</li>)}
        </ul>
      )}
      {review.issues.map((issue) => (
        <section key={issue.title}>
          <h3 className="nhsuk-heading-s">Dispute: {issue.title}</h3>
          <p>Parties: {issue.parties.join(', ') || 'not named'}. {issue.closed_on ? `Settled on ${longDate(issue.closed_on)}: ${issue.outcome}` : 'Open.'}</p>
          <ul>{issue.steps.map((step) => <li key={step.text}>{longDate(step.day)}, {step.by}: {step.text}</li>)}</ul>
        </section>
      ))}
    </>
  );
}

function Submissions({ network }: { readonly network: string }): ReactNode {
  const day = useDay();
  const all = useSubmissions(network, day).data ?? [];
  if (all.length === 0) return null;
  return (
    <>
      <h2 className="nhsuk-heading-m">Submissions</h2>
      <ul aria-label="Submissions">
        {all.map((one) => (
          <li key={one.version}>
            Version {one.version}, {longDate(one.at.slice(0, 10))}, {one.by}{one.is_late && ' (late)'}
            {one.differences.length > 0 && <ul>{one.differences.map((text) => <li key={text}>{text}</li>)}</ul>}
          </li>
        ))}
      </ul>
      <p><Link to={atDay(`/my-networks/${network}/committee-paper`, day)}>Paper for the committee</Link></p>
    </>
  );
}

function Shown({ network, asAt }: { readonly network: NetworkInView; readonly asAt: string | undefined }): ReactNode {
  const may = useMayToday();
  const found = loaded(useReview(network.id, asAt ? { as_at: asAt } : {}));
  return (
    <WhenReady of={found} what="the review">
      {(view) => (
        <>
          <DayChoice asAt={network.as_at} />
          <p>On this day: <strong>{STAGES[view.review.stage].words}</strong>.</p>
          <WaitingList waiting={view.waiting} />
          <Steps view={view} mayReview={may('networks.review')} mayForm={may('networks.form')} />
          <Decided review={view.review} />
          {view.gates.length > 0 && (
            <>
              <h2 className="nhsuk-heading-m">Before the network can be live</h2>
              <ul aria-label="Before the network can be live">{view.gates.map((one) => <li key={one}>{one}</li>)}</ul>
            </>
          )}
          <Submissions network={network.id} />
          {view.review.stage !== 'closed' && (
            <>
              <h2 className="nhsuk-heading-m">What the rules say of it</h2>
              <Findings findings={view.findings} name="What the rules say" />
            </>
          )}
          {view.timetable.length > 0 && <Timetable caption="Timetable" rows={view.timetable} />}
          {view.decision_rules.timetable_note && <p>{view.decision_rules.timetable_note}</p>}
          <h2 className="nhsuk-heading-m">History</h2>
          <ol aria-label="History">
            {view.history.map((one) => <li key={one.version}>{longDate(one.at.slice(0, 10))}, {one.by} ({one.organisation}): {one.said}</li>)}
          </ol>
        </>
      )}
    </WhenReady>
  );
}

export function ReviewPage(): ReactNode {
  const { as_at: asAt } = useDay();
  return <NetworkFrame title="Approval" asAt={asAt}>{(network) => <Shown network={network} asAt={asAt} />}</NetworkFrame>;
}
